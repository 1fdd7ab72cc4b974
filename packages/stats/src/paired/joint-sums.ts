import type { Sums } from '../bootstrap/draw-sums.ts';
import type { SummedMetric } from '../metrics/metric.ts';

/** The sums of the one model behind those of the other: of rows drawn with replacement, as many as there are. */
export function jointSums(before: SummedMetric, after: SummedMetric): Sums {
  const rows = before.cellOf.length;
  const size = before.size + after.size;
  const [first, second] = [momentsOf(before), momentsOf(after)];
  const means = new Float64Array(size);
  means.set(first.sums);
  means.set(second.sums, before.size);
  // Only what lies on the diagonal or below is read.
  const covariance = new Float64Array(size * size);
  for (let i = 0; i < before.size; i++) covariance[i * size + i] = first.squares[i] as number;
  for (let i = 0; i < after.size; i++)
    covariance[(before.size + i) * (size + 1)] = second.squares[i] as number;
  const products = productsOf(before, after);
  for (let i = 0; i < after.size; i++)
    for (let j = 0; j < before.size; j++)
      covariance[(before.size + i) * size + j] = products[i * before.size + j] as number;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++)
      covariance[i * size + j] =
        (covariance[i * size + j] as number) - ((means[i] as number) * (means[j] as number)) / rows;
  return { means, covariance };
}

/** What rows add to each sum, and the squares of it. */
function momentsOf({ size, cellOf, amounts }: SummedMetric): { sums: Float64Array; squares: Float64Array } {
  const sums = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let row = 0; row < cellOf.length; row++) {
    const cell = cellOf[row] as number;
    const amount = amounts[row] as number;
    sums[cell] = (sums[cell] as number) + amount;
    squares[cell] = (squares[cell] as number) + amount * amount;
  }
  return { sums, squares };
}

/** Of each sum of the one model and each of the other, the products of what rows add to both. */
function productsOf(before: SummedMetric, after: SummedMetric): Float64Array {
  const { size, cellOf: cells, amounts } = before;
  const { cellOf: otherCells, amounts: otherAmounts } = after;
  const products = new Float64Array(size * after.size);
  for (let row = 0; row < cells.length; row++) {
    const pair = (otherCells[row] as number) * size + (cells[row] as number);
    products[pair] = (products[pair] as number) + (amounts[row] as number) * (otherAmounts[row] as number);
  }
  return products;
}
