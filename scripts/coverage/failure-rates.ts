import { wilson } from '../../packages/stats/src/index.ts';
import type { Coverage } from './simulate.ts';

/** Shares of behavioural tests that fail, which is what a rate of them is expected to be. */
const RATES = [0.01, 0.03, 0.2];

/** How often Wilson's interval of a failure rate holds it: the sum over all numbers of failures, without simulation. */
export function failureRates(n: number): Pick<Coverage, 'metric' | 'held' | 'below' | 'above' | 'width'>[] {
  return RATES.map((rate) => {
    const sums = { held: 0, below: 0, above: 0, width: 0 };
    // Logarithms: of many rows the chance of no failure is smaller than any number there is.
    let logarithm = n * Math.log(1 - rate);
    for (let failures = 0; failures <= n; failures++) {
      const { low, high } = wilson(failures, n, 0.95);
      const probability = Math.exp(logarithm);
      if (low !== null) {
        if (rate < low) sums.below += probability;
        else if (rate > high) sums.above += probability;
        else sums.held += probability;
        sums.width += probability * (high - low);
      }
      logarithm += Math.log(((n - failures) / (failures + 1)) * (rate / (1 - rate)));
    }
    return { metric: `failure_rate of ${rate}`, ...sums };
  });
}
