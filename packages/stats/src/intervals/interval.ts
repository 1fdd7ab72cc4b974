import type { Reason } from '../reason.ts';
import { criticalValue } from './normal.ts';

/** An estimate with its confidence interval; all three are `null`, with a reason, where there is none. */
export type Interval = EstimatedInterval | NoInterval;

export interface EstimatedInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly reason?: undefined;
}

/** No interval: and where the estimate alone exists, `value` still holds it. */
export interface NoInterval {
  readonly value: number | null;
  readonly low: null;
  readonly high: null;
  readonly reason: Reason;
}

/** Without an interval for this reason; `value` is the bare estimate, if there is one. */
export function noInterval(reason: Reason, value: number | null = null): NoInterval {
  return { value, low: null, high: null, reason };
}

/** `value` plus and minus its critical number of standard errors, clipped to `range`. */
export function normalInterval(
  value: number,
  variance: number,
  confidence: number,
  range: readonly [number, number],
): EstimatedInterval {
  const half = criticalValue(confidence) * Math.sqrt(variance);
  return { value, low: Math.max(range[0], value - half), high: Math.min(range[1], value + half) };
}
