/** Which of several e-detectors are flagged, and from which level on. */
export interface Flags {
  readonly flagged: readonly boolean[];
  /** log(1 + A): a detector is flagged from this level on. */
  readonly threshold: number;
}

/**
 * Flags the k detectors with the largest M, for the largest k with M_(k) >= J / (alpha k), of J: the e-Benjamini-Hochberg
 * procedure on e-detectors. However they depend on each other, and whenever one looks, the expected share of false ones
 * among those flagged is at most alpha times the expected number of checks until then (the *error over patience*).
 * Dandapanthula and Ramdas (arXiv 2501.04130).
 *
 * @param levels log(1 + M) of each
 * @param alpha false alarms allowed, divided by the checks over which they are
 */
export function flagStreams(levels: readonly number[], alpha: number): Flags {
  const bound = (k: number) => Math.log1p(levels.length / (alpha * k));
  const falling = [...levels].sort((a, b) => b - a);
  const k = falling.findLastIndex((level, index) => level >= bound(index + 1)) + 1;
  const threshold = bound(Math.max(1, k));
  return { flagged: levels.map((level) => level >= threshold), threshold };
}
