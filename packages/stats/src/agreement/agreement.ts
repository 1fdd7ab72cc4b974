import type { Interval } from '../intervals/interval.ts';
import type { IntervalOptions } from '../options.ts';

/** How agreement is computed. Units are resampled as they stand: there are no clusters. */
export type AgreementOptions = Omit<IntervalOptions, 'group'>;

/** Why a coefficient of agreement, or its interval, is `null`. */
export type AgreementReason =
  /** No unit was rated twice. */
  | 'no-pairs'
  /** One unit says nothing of what units have in common. */
  | 'one-unit'
  /** All ratings are the same, so that there is nothing to agree on beyond chance. */
  | 'one-category'
  /** Every unit shows the same, perfect agreement above all: an interval would have no width. */
  | 'no-variation'
  /** Too many resamples were of one category. */
  | 'replicates-undefined';

/** A coefficient of agreement with its interval. 1 is perfect agreement, 0 what chance would give, below 0 is worse. */
export interface Agreement {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly confidence: number;
  /** `null` where there is no interval. */
  readonly method: 'fleiss-cohen-everitt' | 'bootstrap-units' | null;
  /** Units that were rated twice or more: the others say nothing of agreement and are left out. */
  readonly n: number;
  /** Ratings of these units. */
  readonly ratings: number;
  /** Why there is no value, or no interval. */
  readonly reason?: AgreementReason;
}

/** What is narrower has no width but that of rounding. */
export const ROUNDING = 1e-12;

type Counted = Pick<Agreement, 'n' | 'ratings' | 'confidence'>;

/** Neither a value nor an interval, or a value alone. */
export function withoutInterval(
  counted: Counted,
  reason: AgreementReason,
  value: number | null = null,
): Agreement {
  return { value, low: null, high: null, ...counted, method: null, reason };
}

/** The interval as it was had; where there is none, the bare value with the reason. */
export function withInterval(
  counted: Counted,
  { value, low, high }: Interval,
  method: NonNullable<Agreement['method']>,
): Agreement {
  return low === null || high === null
    ? withoutInterval(counted, 'replicates-undefined', value)
    : { value, low, high, ...counted, method };
}
