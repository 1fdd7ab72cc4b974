import { plainNumber } from '../checks/words.ts';
import type { Reading } from '../column/reading.ts';

/** One line of a column's contract, and the evidence for it. */
export interface Line {
  /** Below the column: `['type']`, `['quantiles', 0.5]`. */
  readonly path: readonly [string, ...(string | number)[]];
  readonly value: unknown;
  readonly because: string;
}

/** Below this many rows, what never happened says little. */
export const ENOUGH_ROWS = 100;

/** A bound that is chance's as well as the data's is to look at, and no reason to stop. */
export const WARN = { severity: 'warn' } as const;

/** A value as a comment shows it: six digits of a fraction are evidence enough. */
export function shown({ type }: Reading, value: string): string {
  return type === 'number' && Number.isFinite(Number(value)) ? plainNumber(Number(value)) : value;
}
