/** Shares of the same cells on two sides, each adding up to 1. All functions are of two such lists. */
type Shares = readonly number[];

function total(p: Shares, q: Shares, term: (p: number, q: number) => number): number {
  return p.reduce((sum, share, cell) => sum + term(share, q[cell] as number), 0);
}

/** Population stability index: the sum of (p - q) ln(p / q), symmetric. Infinite where one side alone has an empty cell. */
export function populationStabilityIndex(p: Shares, q: Shares): number {
  return total(p, q, (a, b) => (a === b ? 0 : (a - b) * Math.log(a / b)));
}

/** Kullback and Leibler's divergence of q from p, in nats: the sum of p ln(p / q). Infinite where q alone is 0. */
export function kullbackLeibler(p: Shares, q: Shares): number {
  return total(p, q, (a, b) => (a === 0 ? 0 : a * Math.log(a / b)));
}

/** Jensen and Shannon's divergence in nats, 0 to ln 2: the mean divergence of both from their middle. */
export function jensenShannon(p: Shares, q: Shares): number {
  const sum = total(p, q, (a, b) => {
    const middle = (a + b) / 2;
    return (a === 0 ? 0 : a * Math.log(a / middle)) + (b === 0 ? 0 : b * Math.log(b / middle));
  });
  return Math.max(0, sum / 2);
}

/** Total variation distance, 0 to 1: the share that would have to move for one side to become the other. */
export function totalVariation(p: Shares, q: Shares): number {
  return total(p, q, (a, b) => Math.abs(a - b)) / 2;
}

/** The largest difference of a cell's shares, 0 to 1. */
export function largestDifference(p: Shares, q: Shares): number {
  return p.reduce((largest, share, cell) => Math.max(largest, Math.abs(share - (q[cell] as number))), 0);
}
