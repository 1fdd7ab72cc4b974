import type { Sums } from '../bootstrap/draw-sums.ts';
import type { SummedMetric, Told } from '../metrics/metric.ts';
import { blocks, eachBlock, roomFor, rowsKernel } from '../rows-kernel.ts';
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
function productsOfCounts(before: SummedMetric, after: SummedMetric): Float64Array {
  return overPairs(before, after, (rows, counts) => {
    rowsKernel().countPairs(rows, before.sums.length, counts);
  });
}

function productsOfGaps(before: SummedMetric, told: Told, after: SummedMetric, other: Told): Float64Array {
  const products = overPairs(before, after, (rows, sums, from) => {
    const { scores, hits, otherScores, otherHits } = blocks();
    scores.set(other.scores.subarray(from, from + rows));
    hits.set(other.hits.subarray(from, from + rows));
    otherScores.set(told.scores.subarray(from, from + rows));
    otherHits.set(told.hits.subarray(from, from + rows));
    rowsKernel().addProducts(rows, before.sums.length, sums);
  });
  return products.map((product) => product / before.rows / before.rows);
}

/** Sums of each pair of cells, that of the model after first, to which block by block is added. */
function overPairs(
  before: SummedMetric,
  after: SummedMetric,
  add: (rows: number, sums: number, from: number) => void,
): Float64Array {
  const [cellOf, otherOf] = [after.cellOf(), before.cellOf()];
  const pairs = before.sums.length * after.sums.length;
  const at = roomFor(8 * pairs);
  const { buffer, cells, otherCells } = blocks();
  const sums = new Float64Array(buffer, at, pairs).fill(0);
  eachBlock(cellOf.length, (from, until) => {
    cells.set(cellOf.subarray(from, until));
    otherCells.set(otherOf.subarray(from, until));
    add(until - from, at, from);
  });
  return sums.slice();
}
