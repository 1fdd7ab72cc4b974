const START = '(?:^|[._\\-/ :,])';
const END = '(?:[._\\-/ :,@]|$)';

/** Words in a metric's name that say which way is better. */
const lowerIsBetter = new RegExp(
  `${START}(?:loss|error|err|mae|mse|rmse|rmsle|mape|smape|brier|ece|perplexity|bits_per_byte|wer|cer|ter|latency|latency_ms|seconds|time|runtime|duration|cost)${END}`,
  'i',
);
const higherIsBetter = new RegExp(
  `${START}(?:accuracy|acc|acc_norm|auc|roc_auc|auroc|precision|recall|f1|f1-score|score|r2|mcc|kappa|map|ndcg|mrr|exact_match|bleu|chrf|rouge|rouge[12l]|iou|dice|pass_rate|win_rate|per_second|throughput)${END}`,
  'i',
);

/**
 * Which way is better, by a metric's name, where it tells: losses, errors and times are better when lower. scikit-learn's
 * `neg_` scores are negated losses.
 */
export function directionOf(name: string): 'higher' | 'lower' | null {
  if (new RegExp(`${START}neg_`).test(name)) return 'higher';
  if (lowerIsBetter.test(name)) return 'lower';
  return higherIsBetter.test(name) ? 'higher' : null;
}
