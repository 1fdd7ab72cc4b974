import type { AgreementReason } from './agreement/agreement.ts';
import type { Reason } from './reason.ts';

/** Why there is no number, as a reader says it. */
const words: Record<
  Reason | AgreementReason | 'different-confidence' | 'different-threshold' | 'metrics-file',
  string
> = {
  'no-rows': 'no rows',
  'no-scores': 'no scores',
  'no-predictions': 'no predictions',
  'not-finite': 'not a finite number',
  'no-weight': 'no weight',
  'unknown-class': 'a class that is not known',
  'one-class': 'rows of one class only',
  'no-positives': 'no positive rows',
  'no-negatives': 'no negative rows',
  'no-predicted-positives': 'no row is predicted positive',
  'class-without-rows': 'a class without rows',
  'class-never-predicted': 'a class that is never predicted',
  'constant-labels': 'all labels are equal',
  'constant-predictions': 'all predictions are equal',
  'not-probabilities': 'the scores are not probabilities',
  'below-minus-one': 'values below −1',
  'labels-all-zero': 'all labels are 0',
  'no-scales': 'no scale of the series',
  'scale-not-positive': 'a scale that is not above 0',
  'no-relevant-items': 'no relevant item',
  'negative-relevance': 'a relevance below 0',
  'no-queries': 'no column of problems',
  'too-few-attempts': 'fewer attempts than k',
  'no-such-level': 'no forecast of that quantile',
  'no-such-column': 'no such column',
  'one-group': 'rows of one group only',
  'undefined-in-a-group': 'undefined in a group',
  'formula-undefined': 'the formula has no number',
  'too-few-rows': 'too few rows',
  'undefined-in-base': 'undefined in the base',
  'undefined-in-candidate': 'undefined in this run',
  'no-interval': 'no interval',
  'replicates-undefined': 'undefined for some resamples',
  'no-variation': 'it is the same however rows are drawn',
  'no-pairs': 'nothing was labelled twice',
  'one-unit': 'one item says nothing of others',
  'one-category': 'all labels are equal',
  'different-threshold': 'the baseline has another threshold',
  'different-confidence': 'intervals of different confidence',
  'metrics-file': 'its metrics file holds no interval',
};

/** The reason of a record in words; one that this version does not know, as it stands. */
export function reasonInWords(reason: string): string {
  return Object.hasOwn(words, reason) ? words[reason as keyof typeof words] : reason;
}
