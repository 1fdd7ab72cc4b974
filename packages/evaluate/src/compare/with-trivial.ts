import type { Comparison } from '@assay/contract';
import type { IntervalSettings, Part } from '../measure.ts';
import type { TaskSample } from '../predictions/sample.ts';
import type { RequestedMetric } from '../request.ts';
import { pairedChanges } from './change.ts';

/**
 * Compares a model with the one that knows only how often each label occurs in the evaluation set (weighted, where rows
 * are): it gives every row the class frequencies as scores and the most frequent class as prediction, or the mean.
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
  const weights = sample.weights ?? new Float64Array(n).fill(1);
  switch (task) {
    case 'binary': {
      const share = mean(sample.labels, weights);
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
      const shares = sample.classes.map((_, code) =>
        mean(
          Uint8Array.from(sample.labels, (label) => (label === code ? 1 : 0)),
          weights,
        ),
      );
      const most = shares.indexOf(Math.max(...shares));
      return {
        task,
        sample: {
          ...sample,
          scores: sample.scores && shares.map((share) => new Float64Array(n).fill(share)),
          predictions: sample.predictions && new Int32Array(n).fill(most),
        },
      };
    }
    case 'regression': {
      const predictions = new Float64Array(n).fill(mean(sample.labels, weights));
      return { task, sample: { ...sample, predictions } };
    }
  }
}

function mean(values: Uint8Array | Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights[row] ?? 0;
    sum += weight * (values[row] ?? 0);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}
