import { rowsOf, type Samples } from '@assay/stats';
import type { TaskSample } from '../predictions/sample.ts';

const made = new WeakMap<TaskSample, TaskSample>();

/**
 * What the trivial model says of the same rows: the same of each. It has no values for metrics of the user's own. Made once for
 * each sample, whose metrics may be compared one after the other.
 */
export function trivialOf(of: TaskSample): TaskSample {
  const trivial = made.get(of) ?? makeTrivial(of);
  made.set(of, trivial);
  return trivial;
}

function makeTrivial({ task, sample }: TaskSample): TaskSample {
  const n = rowsOf(sample);
  const { weights } = sample;
  const columns = undefined;
  switch (task) {
    case 'binary': {
      const share = mean(sample.labels, weights);
      const scores = sample.scores && new Float64Array(n).fill(share);
      const predictions = sample.predictions && new Uint8Array(n).fill(share >= 0.5 ? 1 : 0);
      return { task, sample: { ...sample, columns, scores, predictions } };
    }
    case 'multiclass': {
      const shares = sharesOf(sample.labels, sample.classes.length, weights);
      const most = shares.indexOf(Math.max(...shares));
      const scores = sample.scores && shares.map((share) => new Float64Array(n).fill(share));
      const predictions = sample.predictions && new Int32Array(n).fill(most);
      return { task, sample: { ...sample, columns, scores, predictions } };
    }
    case 'multilabel': {
      const shares = sample.labels.map((labels) => mean(labels, weights));
      const scores = sample.scores && shares.map((share) => new Float64Array(n).fill(share));
      const predictions =
        sample.predictions && shares.map((share) => new Uint8Array(n).fill(share >= 0.5 ? 1 : 0));
      return { task, sample: { ...sample, columns, scores, predictions } };
    }
    case 'regression': {
      const predictions = new Float64Array(n).fill(mean(sample.labels, weights));
      return { task, sample: { ...sample, columns, predictions } };
    }
    case 'quantile':
      return { task, sample: { ...sample, columns, predictions: ownQuantiles(sample, weights) } };
    case 'ranking':
      return { task, sample: { ...sample, columns, scores: new Float64Array(n) } };
    case 'text': {
      const most = mostFrequent(sample.labels, weights);
      const predictions = sample.predictions?.map(() => most);
      return { task, sample: { ...sample, columns, scores: undefined, predictions } };
    }
  }
}

/** Of each row; `undefined`: 1. */
type Weights = Float64Array | undefined;

function mean(values: Uint8Array | Float64Array, weights: Weights): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const weight = weights === undefined ? 1 : (weights[row] as number);
    sum += weight * (values[row] as number);
    total += weight;
  }
  return total > 0 ? sum / total : 0;
}

function sharesOf(labels: Int32Array, classes: number, weights: Weights): number[] {
  const sums = new Float64Array(classes);
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    const weight = weights === undefined ? 1 : (weights[row] as number);
    sums[label] = (sums[label] as number) + weight;
    total += weight;
  }
  return Array.from(sums, (sum) => (total > 0 ? sum / total : 0));
}

/** For each level the least label that this share of the weight does not exceed. */
function ownQuantiles({ labels, levels }: Samples['quantile'], weights: Weights): Float64Array[] {
  const order = Int32Array.from(labels.keys()).sort((a, b) => (labels[a] ?? 0) - (labels[b] ?? 0));
  const total = weights === undefined ? labels.length : weights.reduce((sum, weight) => sum + weight, 0);
  return levels.map((level) => {
    let below = 0;
    const row = order.find((one) => {
      below += weights === undefined ? 1 : (weights[one] ?? 0);
      return below >= level * total;
    });
    return new Float64Array(labels.length).fill(labels[row ?? 0] ?? 0);
  });
}

function mostFrequent(texts: readonly string[], weights: Weights): string {
  const counts = new Map<string, number>();
  texts.forEach((text, row) => {
    counts.set(text, (counts.get(text) ?? 0) + (weights === undefined ? 1 : (weights[row] ?? 0)));
  });
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), ['', -1])[0];
}
