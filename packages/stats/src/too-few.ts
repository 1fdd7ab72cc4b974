import type { IntervalMethod } from './method.ts';

/** The fewest rows of sets in which it was counted how often intervals hold the truth: docs/coverage.md. */
const FEWEST_SIMULATED = 30;

/** Of any number of rows: Wilson (1927), JASA 22, 209-212; Newcombe (1998), Statistics in Medicine 17, 2635-2650. */
const OF_ANY: ReadonlySet<IntervalMethod> = new Set(['wilson', 'newcombe-paired']);

/** Whether nobody knows how often intervals by this method hold the truth, of so few rows. */
export function isUnknownOfSoFew(method: IntervalMethod, rows: number): boolean {
  return rows < FEWEST_SIMULATED && !OF_ANY.has(method);
}
