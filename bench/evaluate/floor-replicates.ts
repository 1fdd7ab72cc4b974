/** What the floor resamples: rows of scores in cells. */

const REPLICATES = 1000;
const BINS = 256;
const NORMALS = 2 ** 16;

/** By the name of a metric. */
export type Numbers = Record<string, number>;

const normal = normals();
let state = 88172645;

/** Average precision and the statistic of Kolmogorov and Smirnov, of rows that weigh alike or of cells. */
export function ranked(labels: ArrayLike<number>, weights: ArrayLike<number>, weighed: 0 | 1): Numbers {
  const weight = (i: number) => (weighed === 1 ? (weights[i] as number) : 1);
  let [positives, all] = [0, 0];
  for (let i = 0; i < labels.length; i++) {
    positives += weight(i) * (labels[i] as number);
    all += weight(i);
  }
  let [above, hits, precision, largest] = [0, 0, 0, 0];
  for (let i = labels.length - 1; i >= 0; i--) {
    const w = weight(i);
    above += w;
    if (labels[i] === 1) {
      hits += w;
      precision += (w * hits) / above;
    }
    largest = Math.max(largest, Math.abs(hits / positives - (above - hits) / (all - positives)));
  }
  return { average_precision: precision / positives, ks: largest };
}

/** Standard errors of four metrics: each cell, of a bin and a label, gets a count that is as good as Poisson's. */
export function resampled(scores: Float64Array, labels: Float64Array): Numbers {
  const size = 2 * BINS;
  const [counts, logs, squares] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let i = 0; i < scores.length; i++) {
    const [score, label] = [scores[i] as number, labels[i] as number];
    const cell = 2 * Math.floor((i * BINS) / scores.length) + label;
    counts[cell] = (counts[cell] as number) + 1;
    logs[cell] = (logs[cell] as number) - Math.log(label === 1 ? score : 1 - score);
    squares[cell] = (squares[cell] as number) + (score - label) ** 2;
  }
  const roots = counts.map(Math.sqrt);
  const cellLabels = Uint8Array.from(counts, (_, cell) => cell % 2);
  const drawn = new Float64Array(size);
  const seen: Numbers[] = [];
  for (let replicate = 0; replicate < REPLICATES; replicate++) {
    let [all, loss, square] = [0, 0, 0];
    for (let cell = 0; cell < size; cell++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      const count = counts[cell] as number;
      const times = count + (roots[cell] as number) * (normal[state & (NORMALS - 1)] as number);
      drawn[cell] = times;
      all += times;
      if (count === 0) continue;
      loss += (times / count) * (logs[cell] as number);
      square += (times / count) * (squares[cell] as number);
    }
    seen.push({ log_loss: loss / all, brier: square / all, ...ranked(cellLabels, drawn, 1) });
  }
  return Object.fromEntries(Object.keys(seen[0] ?? {}).map((metric) => [metric, deviation(seen, metric)]));
}

function deviation(seen: readonly Numbers[], metric: string): number {
  const values = seen.map((one) => one[metric] as number);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Box and Muller's, of evenly spread numbers. */
function normals(): Float64Array {
  const golden = (Math.sqrt(5) - 1) / 2;
  return Float64Array.from({ length: NORMALS }, (_, i) => {
    const angle = 2 * Math.PI * ((i * golden) % 1);
    return Math.sqrt(-2 * Math.log((i + 0.5) / NORMALS)) * Math.cos(angle);
  });
}
