import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a mistyped word most likely meant, or `undefined` when none is near.
 *
 * Near means at most a third of the word's letters are wrong (and always allows one). Two neighbours
 * that changed places, the commonest slip of the fingers, are one mistake and the nearest that there is.
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 200) return undefined;
  const typed = plain(word);
  const slip = candidates.find((candidate) => swapped(typed, plain(candidate)));
  if (slip !== undefined && !candidates.some((candidate) => plain(candidate) === typed)) return slip;
  const nearest = closest(typed, candidates.map(plain));
  const found = candidates.find((candidate) => plain(candidate) === nearest);
  if (found === undefined) return undefined;
  return distance(typed, nearest) <= Math.max(1, Math.floor(word.length / 3)) ? found : undefined;
}

/** Whether two words are the same but for two neighbours that changed places. */
function swapped(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let i = 0;
  while (i < one.length && one[i] === other[i]) i++;
  return (
    one[i] !== undefined &&
    one[i] === other[i + 1] &&
    one[i + 1] === other[i] &&
    one.slice(i + 2) === other.slice(i + 2)
  );
}

/** Without what the eye does not tell: case, and whether an accent is a character of its own. */
function plain(word: string): string {
  return word.normalize('NFC').toLowerCase();
}
