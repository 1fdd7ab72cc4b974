import type { Comparison } from '@assay/contract';
import type { IntervalSettings, Part } from '../measure.ts';
import type { RequestedMetric } from '../request.ts';
import { pairedChanges } from './change.ts';
import { trivialOf } from './trivial-model.ts';

/**
 * Compares a model with the one that knows only how often each label occurs in the evaluation set (weighted, where rows
 * are): it gives every row the class frequencies as scores and the most frequent class as prediction, the mean, the
 * quantiles of the labels, one score for all items of a ranking, or the most frequent text.
 */
export function compareWithTrivial(
  whole: Part,
  metrics: readonly RequestedMetric[],
  settings: IntervalSettings,
): Comparison {
  return {
    with: 'trivial',
    record: null,
    commit: null,
    recorded: null,
    behind: null,
    paired: true,
    guard: null,
    metrics: pairedChanges(whole, trivialOf(whole.sample), metrics, settings),
    flips: null,
  };
}
