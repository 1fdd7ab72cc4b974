import { decisions } from '../metrics/cells.ts';
import { pinballLosses } from '../metrics/forecast-errors.ts';
import { multilabelDecisions } from '../metrics/multilabel-decisions.ts';
import { surprise } from '../metrics/probability.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import {
  allFinite,
  areProbabilities,
  type BinarySample,
  type MulticlassSample,
  type MultilabelSample,
  type QuantileSample,
  type RegressionSample,
  rowsOf,
  type Samples,
  type Task,
  type TextSample,
} from '../sample.ts';

/** Tasks whose rows cost something by themselves: an item of a ranking does not. */
export type RowTask = Exclude<Task, 'ranking'>;

/** What each row costs: a metric that is a mean over rows, taken apart. */
export interface RowLosses {
  /** Id of the metric whose mean over rows this is. */
  readonly metric: string;
  readonly direction: 'higher' | 'lower';
  /** Higher is worse: of a metric that is better when higher, each row's part with its sign turned. */
  readonly losses: Float64Array;
}

/**
 * What each row costs. Binary and multiclass: log loss where the scores are probabilities, else right or wrong, of two classes by a threshold. Multilabel: the
 * share of classes that are wrong. Regression: the absolute error. Quantiles: the pinball loss. Text: the score, else whether
 * it matches.
 *
 * @param threshold of binary and multilabel classes
 */
export function rowLosses<T extends RowTask>(
  task: T,
  sample: Samples[T],
  threshold?: number,
): RowLosses | Undefined {
  const read = readers[task] as (sample: Samples[T], threshold: number | undefined) => RowLosses | Undefined;
  const found = read(sample, threshold);
  return 'reason' in found || allFinite(found.losses) ? found : undefinedFor('not-finite');
}

const readers: {
  [T in RowTask]: (sample: Samples[T], threshold: number | undefined) => RowLosses | Undefined;
} = {
  binary: (sample, threshold) => ofBinary(sample) ?? ofClasses('binary', sample, threshold),
  multiclass: (sample) => ofMulticlass(sample) ?? ofClasses('multiclass', sample, undefined),
  multilabel: ofMultilabel,
  regression: ({ labels, predictions }: RegressionSample) =>
    lower('mae', labels, (row) => Math.abs((labels[row] as number) - (predictions[row] as number))),
  quantile: ofQuantiles,
  text: ofText,
};

function lower(metric: string, rows: { length: number }, loss: (row: number) => number): RowLosses {
  return {
    metric,
    direction: 'lower',
    losses: Float64Array.from({ length: rows.length }, (_, row) => loss(row)),
  };
}

function higher(metric: string, rows: { length: number }, gain: (row: number) => number): RowLosses {
  return { ...lower(metric, rows, (row) => -gain(row)), direction: 'higher' };
}

function ofBinary({ labels, scores }: BinarySample): RowLosses | undefined {
  if (!scores || !areProbabilities(scores)) return undefined;
  return lower('log_loss', labels, (row) => {
    const score = scores[row] as number;
    return surprise(labels[row] === 1 ? score : 1 - score);
  });
}

function ofMulticlass({ labels, scores }: MulticlassSample): RowLosses | undefined {
  if (!scores?.every(areProbabilities)) return undefined;
  return lower('log_loss', labels, (row) => surprise(scores[labels[row] as number]?.[row] ?? 0));
}

function ofClasses<T extends 'binary' | 'multiclass'>(
  task: T,
  sample: Samples[T],
  threshold: number | undefined,
): RowLosses | Undefined {
  const decided = decisions(task, sample, threshold);
  if ('reason' in decided) return decided;
  const { labels, predictions } = decided;
  return higher('accuracy', labels, (row) => (labels[row] === predictions[row] ? 1 : 0));
}

function ofMultilabel(sample: MultilabelSample, threshold: number | undefined): RowLosses | Undefined {
  const decided = multilabelDecisions(sample, { metric: 'hamming_loss', threshold });
  if ('reason' in decided) return decided;
  const { labels, predictions } = decided;
  return lower('hamming_loss', { length: rowsOf(sample) }, (row) => {
    const wrong = labels.filter((label, i) => label[row] !== predictions[i]?.[row]);
    return wrong.length / labels.length;
  });
}

function ofQuantiles({ labels, levels, predictions }: QuantileSample): RowLosses {
  const losses = levels.map((level, i) => pinballLosses(labels, predictions[i] as Float64Array, level));
  return lower(
    'pinball',
    labels,
    (row) => losses.reduce((sum, loss) => sum + (loss[row] as number), 0) / losses.length,
  );
}

function ofText({ labels, predictions, scores }: TextSample): RowLosses | Undefined {
  if (scores) return higher('score', labels, (row) => scores[row] as number);
  if (!predictions) return undefinedFor('no-predictions');
  return higher('exact_match', labels, (row) => (predictions[row]?.trim() === labels[row]?.trim() ? 1 : 0));
}
