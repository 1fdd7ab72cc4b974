import { expect, test } from 'vitest';
import { randomNumbers } from '../testing/samples.ts';
import { cohensKappa, fleissKappa, krippendorffAlpha, type Ratings } from './index.ts';

const repetitions = 1000;
const units = 100;
const annotators = 4;

/**
 * Units are of three classes; an annotator tells the class with probability 0.7, and else any of the three at random. Given
 * the class, annotators are independent, so that expected disagreement within a unit is the mean variance within classes
 * (of indicators, mean ranks, or numbers), and among units the whole variance: alpha and kappa are 1 - their ratio.
 */
const classes = [0.5, 0.3, 0.2];
const tell = (truth: number, code: number) => (truth === code ? 0.8 : 0.1);
const shares = classes.map((_, code) =>
  classes.reduce((sum, share, truth) => sum + share * tell(truth, code), 0),
);
const ranks = shares.map((share, code) =>
  shares.slice(0, code).reduce((sum, below) => sum + below, share / 2),
);

function variance(probabilities: readonly number[], places: readonly number[]): number {
  const mean = (of: (place: number) => number) =>
    probabilities.reduce((sum, share, code) => sum + share * of(places[code] ?? 0), 0);
  return mean((place) => place ** 2) - mean((place) => place) ** 2;
}

function truthOn(scales: readonly (readonly number[])[]): number {
  const sum = (probabilities: readonly number[]) =>
    scales.reduce((total, places) => total + variance(probabilities, places), 0);
  const within = classes.reduce(
    (total, share, truth) => total + share * sum(classes.map((_, code) => tell(truth, code))),
    0,
  );
  return 1 - within / sum(shares);
}

const nominal = truthOn([
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
]);
const interval = truthOn([[0, 1, 2]]);
const coefficients = {
  cohen: { truth: nominal, of: (table: Ratings) => cohensKappa(table, [0, 1]) },
  // With quadratic weights kappa is an intraclass correlation: the interval scale's alpha, for equal margins.
  weighted: { truth: interval, of: (table: Ratings) => cohensKappa(table, [0, 1], { weights: 'quadratic' }) },
  fleiss: {
    truth: nominal,
    of: (table: Ratings, seed: number) => fleissKappa(table, { seed, replicates: 400 }),
  },
  ordinal: {
    truth: truthOn([ranks]),
    of: (table: Ratings, seed: number) => krippendorffAlpha(table, 'ordinal', { seed, replicates: 400 }),
  },
  interval: {
    truth: interval,
    of: (table: Ratings, seed: number) =>
      krippendorffAlpha(table, Float64Array.of(0, 1, 2), { seed, replicates: 400 }),
  },
};

test('intervals at 0.95 hold the true value in about 95 of 100 samples of 100 units', () => {
  const { uniform } = randomNumbers(20_261_121);
  const held = new Map<string, number>();
  for (let seed = 1; seed <= repetitions; seed++) {
    const table = simulated(uniform);
    for (const [name, { truth, of }] of Object.entries(coefficients)) {
      const { low, high } = of(table, seed);
      if (low !== null && high !== null && low <= truth && truth <= high)
        held.set(name, (held.get(name) ?? 0) + 1);
    }
  }
  // A binomial share of 1,000 at 0.94 has standard deviation 0.0075: 3.5 of these either way. Of 100 units the methods cover
  // a little less than they say; bands are centred on 10,000 samples.
  const expected = { cohen: 0.945, weighted: 0.936, fleiss: 0.94, ordinal: 0.94, interval: 0.939 };
  for (const [name, share] of Object.entries(expected))
    expect(Math.abs((held.get(name) ?? 0) / repetitions - share), name).toBeLessThan(3.5 * 0.0075);
});

function simulated(uniform: () => number): Ratings {
  const codes = new Int32Array(units * annotators);
  for (let unit = 0; unit < units; unit++) {
    const u = uniform();
    const truth = u < 0.5 ? 0 : u < 0.8 ? 1 : 2;
    for (let annotator = 0; annotator < annotators; annotator++)
      codes[unit * annotators + annotator] = uniform() < 0.7 ? truth : Math.floor(3 * uniform());
  }
  return { codes, annotators, categories: 3 };
}
