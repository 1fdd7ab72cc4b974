import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a mistyped word most likely meant, or `undefined` when none is near.
 *
 * Near means at most a third of the word's letters are wrong (and always allows one).
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 200) return undefined;
  const nearest = closest(plain(word), candidates.map(plain));
  const found = candidates.find((candidate) => plain(candidate) === nearest);
  if (found === undefined) return undefined;
  return distance(plain(word), nearest) <= Math.max(1, Math.floor(word.length / 3)) ? found : undefined;
}

/** Without what the eye does not tell: case, and whether an accent is a character of its own. */
function plain(word: string): string {
  return word.normalize('NFC').toLowerCase();
}
