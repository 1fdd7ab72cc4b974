import type { Sums } from '../bootstrap/draw-sums.ts';

/**
 * How far each bin moves the distributions of both classes apart, from how many negatives and positives it has: half as many numbers,
 * which are drawn in a quarter of the time.
 *
 * As many rows of either class are drawn as there are. Where rows are drawn from all, the shares of a class vary as much, but for terms
 * of one over the rows of the class.
 *
 * @param counts of the bins of two models on the same rows, the one's behind the other's
 * @param bins of the first
 */
export function classDistances(counts: Sums, bins: number): Sums {
  const [negatives, positives] = rowsOfClasses(counts, bins);
  const ofNegatives = sharesOf(counts, 0, negatives, positives);
  const ofPositives = sharesOf(counts, 1, positives, negatives);
  return {
    means: ofPositives.means.map((share, bin) => share - (ofNegatives.means[bin] as number)),
    covariance: ofPositives.covariance.map((one, at) => one + (ofNegatives.covariance[at] as number)),
  };
}

function rowsOfClasses({ means }: Sums, bins: number): [negatives: number, positives: number] {
  let [negatives, positives] = [0, 0];
  for (let bin = 0; bin < bins; bin++) {
    negatives += means[2 * bin] as number;
    positives += means[2 * bin + 1] as number;
  }
  return [negatives, positives];
}

/** The share that each bin has of the rows of a class, of which so many are drawn anew. */
function sharesOf({ means, covariance }: Sums, label: 0 | 1, rows: number, others: number): Sums {
  const size = means.length / 2;
  const shares = new Float64Array(size);
  for (let bin = 0; bin < size; bin++) shares[bin] = (means[2 * bin + label] as number) / rows;
  const varied = new Float64Array(size * size);
  // The product of two counts over all rows is what the covariance of counts has lost where rows are drawn from all.
  const more = rows / (rows + others) - 1;
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      const ofCounts = covariance[2 * (2 * i + label) * size + 2 * j + label] as number;
      varied[i * size + j] =
        ofCounts / rows / rows + ((shares[i] as number) * (shares[j] as number) * more) / rows;
    }
  return { means: shares, covariance: varied };
}
