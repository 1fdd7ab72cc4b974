/** Why a number is `null`. The texts are stable: records hold them, reports explain them. */
export type Reason =
  | 'no-rows'
  | 'no-scores'
  | 'no-predictions'
  | 'not-finite'
  | 'no-weight'
  | 'unknown-class'
  | 'one-class'
  | 'no-positives'
  | 'no-negatives'
  | 'no-predicted-positives'
  | 'class-without-rows'
  | 'class-never-predicted'
  | 'constant-labels'
  | 'constant-predictions'
  | 'not-probabilities'
  | 'below-minus-one'
  | 'labels-all-zero'
  | 'no-scales'
  | 'scale-not-positive'
  | 'no-relevant-items'
  | 'negative-relevance'
  | 'no-queries'
  | 'too-few-attempts'
  | 'no-such-level'
  | 'no-such-column'
  | 'one-group'
  | 'undefined-in-a-group'
  | 'formula-undefined'
  | 'too-few-rows'
  | 'undefined-in-base'
  | 'undefined-in-candidate'
  | 'no-interval'
  | 'replicates-undefined'
  | 'no-variation';

/** A number, or `null` with its reason. Never NaN. */
export type Value = { readonly value: number; readonly reason?: undefined } | Undefined;

/** A number that does not exist, and why. */
export interface Undefined {
  readonly value: null;
  readonly reason: Reason;
}

/** The value `null` for this reason. */
export function undefinedFor(reason: Reason): Undefined {
  return { value: null, reason };
}
