import type { Sums } from '../bootstrap/draw-sums.ts';
import type { SummedMetric, Told } from '../metrics/metric.ts';

/** Sums, sums of squares and of products, without their means: only what lies on the diagonal or below is there. */
interface Raw {
  readonly means: Float64Array;
  readonly products: Float64Array;
}

/** The sums of the one model behind those of the other: of rows drawn with replacement, as many as there are. */
export function jointSums(before: SummedMetric, after: SummedMetric): Sums {
  const rows = before.cellOf.length;
  const size = before.size + after.size;
  const { means, products } =
    before.told && after.told ? ofGaps(before, before.told, after, after.told) : ofCounts(before, after);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++)
      products[i * size + j] =
        (products[i * size + j] as number) - ((means[i] as number) * (means[j] as number)) / rows;
  return { means, covariance: products };
}

/** Of counts all of it follows from how many rows have each pair of cells. */
function ofCounts(before: SummedMetric, after: SummedMetric): Raw {
  const size = before.size + after.size;
  const [means, products] = [new Float64Array(size), new Float64Array(size * size)];
  const [cells, others] = [before.cellOf, after.cellOf];
  const counts = new Int32Array(before.size * after.size);
  for (let row = 0; row < cells.length; row++) {
    const pair = (others[row] as number) * before.size + (cells[row] as number);
    counts[pair] = (counts[pair] as number) + 1;
  }
  for (let cell = 0; cell < before.size; cell++) {
    for (let other = before.size; other < size; other++) {
      const count = counts[(other - before.size) * before.size + cell] as number;
      products[other * size + cell] = count;
      means[cell] = (means[cell] as number) + count;
      means[other] = (means[other] as number) + count;
    }
  }
  // Of what is 0 or 1 the square is itself.
  for (let i = 0; i < size; i++) products[i * size + i] = means[i] as number;
  return { means, products };
}

function ofGaps(before: SummedMetric, told: Told, after: SummedMetric, otherTold: Told): Raw {
  const size = before.size + after.size;
  const [means, products] = [new Float64Array(size), new Float64Array(size * size)];
  const { scores, hits } = told;
  const { scores: otherScores, hits: otherHits } = otherTold;
  const [cells, others] = [before.cellOf, after.cellOf];
  const rows = cells.length;
  for (let row = 0; row < rows; row++) {
    const cell = cells[row] as number;
    const other = before.size + (others[row] as number);
    const a = ((scores[row] as number) - (hits[row] as number)) / rows;
    const b = ((otherScores[row] as number) - (otherHits[row] as number)) / rows;
    const at = cell * size + cell;
    const otherAt = other * size + other;
    const both = other * size + cell;
    means[cell] = (means[cell] as number) + a;
    means[other] = (means[other] as number) + b;
    products[at] = (products[at] as number) + a * a;
    products[otherAt] = (products[otherAt] as number) + b * b;
    products[both] = (products[both] as number) + a * b;
  }
  return { means, products };
}
