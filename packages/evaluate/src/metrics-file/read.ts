import type { Metric } from '@assay/contract';
import { flatten, numberOf, parseValues, UserError } from '@assay/contract';

/** Words in a metric's name that say which way is better. */
const lowerIsBetter =
  /(^|[._\-/ ])(loss|error|err|mae|mse|rmse|rmsle|mape|smape|brier|ece|perplexity|wer|cer|latency|seconds|time|cost)([._\-/ ]|$)/i;
const higherIsBetter =
  /(^|[._\-/ ])(accuracy|acc|auc|roc_auc|auroc|precision|recall|f1|f1-score|score|r2|mcc|kappa|map|ndcg|bleu|rouge|iou|dice)([._\-/ ]|$)/i;

/** A record holds them all, and is small. */
const MOST_METRICS = 1000;

/**
 * Metrics that another tool wrote: every number of a JSON, YAML or TOML file, by its dotted path.
 *
 * They have no interval. Whether more is better is told by the name, where it tells.
 *
 * @throws UserError `metrics-text`, `metrics-none`, `metrics-too-many`, and those of `parseValues` and `flatten`
 */
export function readMetricsFile(text: string, file: string): Metric[] {
  const metrics = [...flatten(parseValues(text, file), 'index', file)].flatMap(([name, leaf]) => {
    const number = numberOf(leaf);
    if (number === undefined && typeof leaf === 'string' && /^[-+]?\d*\.?\d+(e[-+]?\d+)?$/i.test(leaf)) {
      throw new UserError('metrics-text', `${name} in ${file} is the text "${leaf}", not a number`, {
        fix: 'write numbers without quotes',
      });
    }
    return number === undefined ? [] : [metricOf(name, number)];
  });
  if (metrics.length > MOST_METRICS) {
    throw new UserError(
      'metrics-too-many',
      `${file} holds ${metrics.length} numbers, more than ${MOST_METRICS}`,
      {
        fix: 'keep curves, tables and what is per row in files of their own: this one is for metrics',
      },
    );
  }
  if (metrics.length > 0) return metrics;
  throw new UserError('metrics-none', `${file} holds no number`, {
    fix: 'write metrics as numbers: {"accuracy": 0.91}',
  });
}

function metricOf(metric: string, value: number): Metric {
  const finite = Number.isFinite(value);
  return {
    metric,
    slice: null,
    direction: directionOf(metric),
    value: finite ? value : null,
    low: null,
    high: null,
    confidence: null,
    method: null,
    n: null,
    reason: finite ? 'metrics-file' : 'not-finite',
  };
}

/** Which way is better, by the metric's name; scikit-learn's `neg_` scores are negated losses. */
function directionOf(name: string): Metric['direction'] {
  if (/(^|[._\-/ ])neg_/.test(name)) return 'higher';
  if (lowerIsBetter.test(name)) return 'lower';
  return higherIsBetter.test(name) ? 'higher' : null;
}
