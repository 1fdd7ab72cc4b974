import { type Undefined, undefinedFor, type Value } from '../reason.ts';
import type { BinarySample } from '../sample.ts';
import { type Cells, decisions, labelled, predictedAs, right, total } from './cells.ts';
import type { Extreme, RowMetric } from './metric.ts';

/** Rates of one group: of rows predicted 1 among all, among those labelled 1, among those labelled 0. NaN of no rows. */
interface Rates {
  readonly selection: number;
  readonly truePositive: number;
  readonly falsePositive: number;
}

type Compare = (one: number, other: number) => number;

/** A comparison of the rates of the groups that a column makes: `demographic_parity_difference:sex`. */
interface Comparison {
  readonly id: string;
  readonly is: 'largest' | 'least';
  readonly rates: readonly (keyof Rates)[];
  /** Of two groups' rates. */
  readonly compare: Compare;
  /** A number whose replicates do not run away, and from which `compare` is found. Default: that itself. */
  readonly part?: Compare;
  readonly fromPart?: (part: number) => number;
  readonly approximate?: true;
}

function comparison(of: Comparison): RowMetric<'binary'> {
  const { id, is, rates, compare, part = compare, fromPart, approximate } = of;
  const pairs = (compared: Compare): Extreme<'binary'>['parts'] => {
    return (sample, { threshold }, column) => {
      const ofGroups = ratesByGroup(sample, threshold, column);
      return typeof ofGroups === 'function'
        ? (weights) => pairsOf(ofGroups(weights), rates, compared)
        : ofGroups;
    };
  };
  return {
    id,
    direction: is === 'largest' ? 'lower' : 'higher',
    range: [0, 1],
    unit: 'proportion',
    needs: 'threshold',
    interval: 'bootstrap',
    ...(approximate && { approximate }),
    argument: 'column',
    from: 'rows',
    extreme: { is, parts: pairs(part), ...(fromPart && { fromPart }) },
    over: (sample, spec, column) => {
      const all = pairs(compare)(sample, spec, column);
      if (typeof all !== 'function') return all;
      return (weights) => {
        let most = is === 'largest' ? 0 : 1;
        for (const one of all(weights)) {
          if (one.value === null) return one;
          most = is === 'largest' ? Math.max(most, one.value) : Math.min(most, one.value);
        }
        return { value: most };
      };
    },
  };
}

/** The comparison of every group with every other, in both directions, for each of the rates. */
function pairsOf(groups: readonly Rates[], rates: readonly (keyof Rates)[], compare: Compare): Value[] {
  return rates.flatMap((rate) => {
    // Two groups at 0 differ in nothing where a third one says what there is to have.
    const of = groups.some((group) => group[rate] > 0) ? orEqual(compare) : compare;
    return groups.flatMap((one) =>
      groups.flatMap((other) => (one === other ? [] : [defined(of(one[rate], other[rate]))])),
    );
  });
}

function ratesByGroup(
  sample: BinarySample,
  threshold: number | undefined,
  column: string,
): ((weights: Float64Array) => Rates[]) | Undefined {
  const groups = sample.attributes?.[column];
  if (!groups) return undefinedFor('no-such-column');
  const decided = decisions('binary', sample, threshold);
  if ('reason' in decided) return decided;
  const count = groups.reduce((most, code) => Math.max(most, code + 1), 0);
  const present = Array.from(new Set(groups));
  if (present.length < 2) return undefinedFor('one-group');
  return (weights) => {
    const counts = new Float64Array(4 * count);
    for (let row = 0; row < groups.length; row++) {
      const own = 2 * (decided.labels[row] as number) + (decided.predictions[row] as number);
      const cell = 4 * (groups[row] as number) + own;
      counts[cell] = (counts[cell] as number) + (weights[row] as number);
    }
    return present.map((code) => ratesOf({ counts: counts.subarray(4 * code, 4 * code + 4), classes: 2 }));
  };
}

function ratesOf(cells: Cells): Rates {
  const negatives = labelled(cells, 0);
  return {
    selection: predictedAs(cells, 1) / total(cells),
    truePositive: right(cells, 1) / labelled(cells, 1),
    falsePositive: (negatives - right(cells, 0)) / negatives,
  };
}

function defined(value: number): Value {
  return Number.isNaN(value) ? undefinedFor('undefined-in-a-group') : { value };
}

/** By how much one rate is higher. */
const difference: Compare = (one, other) => one - other;

const ratio: Compare = (one, other) => one / other;

/** What a rate is of the sum of two: rises with their ratio, and is finite also where one is 0. */
const share: Compare = (one, other) => one / (one + other);

/** Rates that are 0 in every group have no ratio, but do not differ. */
const orEqual =
  (of: Compare): Compare =>
  (one, other) =>
    one + other === 0 ? of(1, 1) : of(one, other);

const ofDifference = { is: 'largest', compare: difference } as const;
const ofRatio = {
  is: 'least',
  compare: ratio,
  part: share,
  fromPart: (part: number) => part / (1 - part),
} as const;

/** Rates of the labelled rows of a group are of few rows, and where they are alike their ends are wider than they need be. */
const ofLabelled = { approximate: true } as const;

/**
 * How differently a model decides about groups: the largest difference (or least ratio) between any two. Demographic parity
 * compares who is selected; equal opportunity, who is among those labelled 1; equalised odds, the worse of these and of
 * those labelled 0. Hardt, Price & Srebro (2016), NeurIPS; names and definitions as in fairlearn.
 */
export const fairness: readonly RowMetric<'binary'>[] = [
  comparison({ ...ofDifference, id: 'demographic_parity_difference', rates: ['selection'] }),
  comparison({ ...ofRatio, id: 'demographic_parity_ratio', rates: ['selection'] }),
  comparison({ ...ofDifference, ...ofLabelled, id: 'equal_opportunity_difference', rates: ['truePositive'] }),
  comparison({ ...ofRatio, ...ofLabelled, id: 'equal_opportunity_ratio', rates: ['truePositive'] }),
  comparison({
    ...ofDifference,
    ...ofLabelled,
    id: 'equalized_odds_difference',
    rates: ['truePositive', 'falsePositive'],
  }),
  comparison({
    ...ofRatio,
    ...ofLabelled,
    id: 'equalized_odds_ratio',
    rates: ['truePositive', 'falsePositive'],
    compare: orEqual(ratio),
    part: orEqual(share),
  }),
];
