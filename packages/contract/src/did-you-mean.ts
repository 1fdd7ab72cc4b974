import { closest, distance } from 'fastest-levenshtein';

/**
 * The candidate that a mistyped word most likely meant, or `undefined` when none is near.
 *
 * Near means at most a third of the word's letters are wrong (and always allows one).
 */
export function didYouMean(word: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || word.length > 200) return undefined;
  const nearest = closest(
    word.toLowerCase(),
    candidates.map((candidate) => candidate.toLowerCase()),
  );
  const found = candidates.find((candidate) => candidate.toLowerCase() === nearest);
  if (found === undefined) return undefined;
  return distance(word.toLowerCase(), nearest) <= Math.max(1, Math.floor(word.length / 3))
    ? found
    : undefined;
}
