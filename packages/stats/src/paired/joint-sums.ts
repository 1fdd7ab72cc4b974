import type { Sums } from '../bootstrap/draw-sums.ts';
import type { SummedMetric, Told } from '../metrics/metric.ts';
import { ownSums } from '../single/own-sums.ts';

/** The sums of the one model behind those of the other: of rows drawn with replacement, as many as there are. */
export function jointSums(before: SummedMetric, after: SummedMetric): Sums {
  const sums = Float64Array.of(...before.sums, ...after.sums);
  const squares = Float64Array.of(...before.squares, ...after.squares);
  const { covariance } = ownSums({ rows: before.rows, sums, squares });
  const products =
    before.told && after.told
      ? productsOfGaps(before, before.told, after, after.told)
      : productsOfCounts(before, after);
  const size = sums.length;
  const first = before.sums.length;
  // Each row adds to one sum of either model.
  for (let i = first; i < size; i++)
    for (let j = 0; j < first; j++)
      covariance[i * size + j] =
        (covariance[i * size + j] as number) + (products[(i - first) * first + j] as number);
  return { means: sums, covariance };
}

/** Of counts they are how many rows have each pair of cells. */
function productsOfCounts(before: SummedMetric, after: SummedMetric): Int32Array {
  const [cells, others] = [before.cellOf(), after.cellOf()];
  const size = before.sums.length;
  const counts = new Int32Array(size * after.sums.length);
  for (let row = 0; row < cells.length; row++) {
    const pair = (others[row] as number) * size + (cells[row] as number);
    counts[pair] = (counts[pair] as number) + 1;
  }
  return counts;
}

function productsOfGaps(
  before: SummedMetric,
  { scores, hits }: Told,
  after: SummedMetric,
  { scores: otherScores, hits: otherHits }: Told,
): Float64Array {
  const [cells, others] = [before.cellOf(), after.cellOf()];
  const size = before.sums.length;
  const products = new Float64Array(size * after.sums.length);
  for (let row = 0; row < cells.length; row++) {
    const gap = (scores[row] as number) - (hits[row] as number);
    const other = (otherScores[row] as number) - (otherHits[row] as number);
    const pair = (others[row] as number) * size + (cells[row] as number);
    products[pair] = (products[pair] as number) + gap * other;
  }
  return products.map((product) => product / before.rows / before.rows);
}
