import type { Comparison } from '@assay/contract';
import type { IntervalSettings, Part } from '../measure.ts';
import type { TaskSample } from '../predictions/sample.ts';
import type { RequestedMetric } from '../request.ts';
import { pairedChanges } from './change.ts';

/**
 * Compares a model with the one that knows only how often each label occurs in the evaluation set: it gives every row the
 * class frequencies as scores and the most frequent class as prediction, or the mean.
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

function trivialOf({ task, sample }: TaskSample): TaskSample {
  const n = sample.labels.length;
  switch (task) {
    case 'binary': {
      const share = mean(sample.labels);
      return {
        task,
        sample: {
          ...sample,
          scores: sample.scores && new Float64Array(n).fill(share),
          predictions: sample.predictions && new Uint8Array(n).fill(share >= 0.5 ? 1 : 0),
        },
      };
    }
    case 'multiclass': {
      const counts = sample.classes.map(() => 0);
      for (const label of sample.labels) counts[label] = (counts[label] ?? 0) + 1;
      const most = counts.indexOf(Math.max(...counts));
      return {
        task,
        sample: {
          ...sample,
          scores: sample.scores && counts.map((count) => new Float64Array(n).fill(count / n)),
          predictions: sample.predictions && new Int32Array(n).fill(most),
        },
      };
    }
    case 'regression':
      return { task, sample: { ...sample, predictions: new Float64Array(n).fill(mean(sample.labels)) } };
  }
}

function mean(values: Uint8Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
