import { flatten, numberOf, UserError } from '@assay/contract';
import type { FoundMetric } from './reader.ts';

/**
 * Every number of a map of names to values, by its dotted path: the metrics of DVC and DVCLive, `all_results.json` of
 * Hugging Face's Trainer, scikit-learn's scores, and whatever a script writes.
 *
 * @param shown how messages call the file
 * @throws UserError `metrics-text`, and those of `flatten`
 */
export function plainMetrics(value: unknown, shown: string): FoundMetric[] {
  return [...flatten(value, 'index', shown)].flatMap(([metric, leaf]) => {
    const number = numberOf(leaf);
    if (number === undefined && typeof leaf === 'string' && /^[-+]?\d*\.?\d+(e[-+]?\d+)?$/i.test(leaf)) {
      throw new UserError('metrics-text', `${metric} in ${shown} is the text "${leaf}", not a number`, {
        fix: 'write numbers without quotes',
      });
    }
    return number === undefined ? [] : [{ metric, value: number }];
  });
}
