import { jensenShannon } from '@assay/stats';

/** A histogram of TensorFlow Data Validation: buckets that ascend and do not overlap; `low === high` is a point. */
export interface TfdvHistogram {
  readonly buckets: readonly Bucket[];
  readonly nans: number;
}

interface Bucket {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/**
 * Jensen and Shannon's divergence in bits between two histograms, as TFDV 1.16 compares them: cut at the edges of both, with
 * uniform mass within a bucket; points only meet equal points; infinities and NaN meet nothing, not even each other. NaN
 * counts only where both have the same edges, as TFDV loses it when it cuts. null where a histogram is empty.
 */
export function tfdvDivergence(a: TfdvHistogram, b: TfdvHistogram): number | null {
  const edges = distinct([...edgesOf(a), ...edgesOf(b)]);
  const points = distinct([...pointsOf(a), ...pointsOf(b)].map(({ low }) => low));
  const isCut = [a, b].some((histogram) => edgesOf(histogram).length < edges.length);
  const unmatched = (histogram: TfdvHistogram) => [infinite(histogram), isCut ? 0 : histogram.nans];
  const cells = (histogram: TfdvHistogram) => [
    ...spread(finite(histogram), edges),
    ...points.map((point) => total(pointsOf(histogram).filter(({ low }) => low === point))),
  ];
  const p = normalised([...cells(a), ...unmatched(a), 0, 0]);
  const q = normalised([...cells(b), 0, 0, ...unmatched(b)]);
  return p && q && Math.min(1, jensenShannon(p, q) / Math.LN2);
}

function edgesOf(histogram: TfdvHistogram): number[] {
  return distinct(finite(histogram).flatMap(({ low, high }) => [low, high]));
}

function distinct(numbers: readonly number[]): number[] {
  return [...new Set(numbers)].sort((x, y) => x - y);
}

function finite({ buckets }: TfdvHistogram): Bucket[] {
  return buckets.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high) && low < high);
}

function pointsOf({ buckets }: TfdvHistogram): Bucket[] {
  return buckets.filter(({ low, high }) => Number.isFinite(low) && low === high);
}

function infinite({ buckets }: TfdvHistogram): number {
  return total(buckets.filter(({ low, high }) => !Number.isFinite(low) || !Number.isFinite(high)));
}

function total(buckets: readonly Bucket[]): number {
  return buckets.reduce((sum, { count }) => sum + count, 0);
}

/** The mass between each two edges next to each other. */
function spread(buckets: readonly Bucket[], edges: readonly number[]): number[] {
  return edges.slice(1).map((high, i) => {
    const low = edges[i] as number;
    const over = buckets.find((bucket) => bucket.low <= low && high <= bucket.high);
    return over ? (over.count * (high - low)) / (over.high - over.low) : 0;
  });
}

function normalised(counts: readonly number[]): number[] | null {
  const sum = counts.reduce((all, count) => all + count, 0);
  return sum > 0 ? counts.map((count) => count / sum) : null;
}
