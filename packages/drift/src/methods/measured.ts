import type { Measured } from './method.ts';

/** No value, for this reason. */
export function without(reason: string): Measured {
  return { ...NOTHING, outcome: 'insufficient data', reason };
}

/** A value by itself: the method has no threshold, so that it is neither drift nor none. */
export function bare(value: number): Measured {
  return { ...NOTHING, value, reason: 'the method has no threshold' };
}

/** A value that is drift, or is not, by the method's own rule at this threshold. */
export function judged(value: number, threshold: number, drift: boolean): Measured {
  return { ...NOTHING, value, threshold, outcome: drift ? 'drift' : 'none' };
}

const NOTHING: Measured = {
  value: null,
  threshold: null,
  outcome: 'none',
  low: null,
  high: null,
  p: null,
  reason: null,
};
