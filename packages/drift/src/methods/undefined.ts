import type { Measured } from './method.ts';

/** No value, for this reason. */
export function without(reason: string): Measured {
  return {
    value: null,
    threshold: null,
    outcome: 'insufficient data',
    low: null,
    high: null,
    p: null,
    reason,
  };
}
