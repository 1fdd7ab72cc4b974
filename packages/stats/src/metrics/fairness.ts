import { undefinedFor, type Value } from '../reason.ts';
import { type Cells, decisions, labelled, predictedAs, right, total } from './cells.ts';
import type { RowMetric } from './metric.ts';

/** Rates of one group: of rows predicted 1 among all, among those labelled 1, among those labelled 0. NaN of no rows. */
interface Rates {
  readonly selection: number;
  readonly truePositive: number;
  readonly falsePositive: number;
}

/** A comparison of the rates of the groups that a column makes: `demographic_parity_difference:sex`. */
function comparison(
  id: string,
  direction: 'higher' | 'lower',
  of: (groups: readonly Rates[]) => number,
): RowMetric<'binary'> {
  return {
    id,
    direction,
    range: [0, 1],
    unit: 'proportion',
    needs: 'threshold',
    interval: 'bootstrap',
    argument: 'column',
    from: 'rows',
    over: (sample, { threshold }, column) => {
      const groups = sample.attributes?.[column];
      if (!groups) return undefinedFor('no-such-column');
      const decided = decisions('binary', sample, threshold);
      if ('reason' in decided) return decided;
      const count = groups.reduce((most, code) => Math.max(most, code + 1), 0);
      if (new Set(groups).size < 2) return undefinedFor('one-group');
      const present = Array.from(new Set(groups));
      return (weights) => {
        const counts = new Float64Array(4 * count);
        for (let row = 0; row < groups.length; row++) {
          const own = 2 * (decided.labels[row] as number) + (decided.predictions[row] as number);
          const cell = 4 * (groups[row] as number) + own;
          counts[cell] = (counts[cell] as number) + (weights[row] as number);
        }
        const rates = present.map((code) =>
          ratesOf({ counts: counts.subarray(4 * code, 4 * code + 4), classes: 2 }),
        );
        return defined(of(rates));
      };
    },
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

function spread(groups: readonly Rates[], rate: keyof Rates): number {
  const rates = groups.map((group) => group[rate]);
  return Math.max(...rates) - Math.min(...rates);
}

function ratio(groups: readonly Rates[], rate: keyof Rates): number {
  const rates = groups.map((group) => group[rate]);
  return Math.min(...rates) / Math.max(...rates);
}

/** Rates that are 0 in every group have no ratio, but do not differ. */
function ratioOrEqual(groups: readonly Rates[], rate: keyof Rates): number {
  return groups.every((group) => group[rate] === 0) ? 1 : ratio(groups, rate);
}

/**
 * How differently a model decides about groups: the largest difference (or least ratio) between any two. Demographic parity
 * compares who is selected; equal opportunity, who is among those labelled 1; equalised odds, the worse of these and of
 * those labelled 0. Hardt, Price & Srebro (2016), NeurIPS; names and definitions as in fairlearn.
 */
export const fairness: readonly RowMetric<'binary'>[] = [
  comparison('demographic_parity_difference', 'lower', (groups) => spread(groups, 'selection')),
  comparison('demographic_parity_ratio', 'higher', (groups) => ratio(groups, 'selection')),
  comparison('equal_opportunity_difference', 'lower', (groups) => spread(groups, 'truePositive')),
  comparison('equal_opportunity_ratio', 'higher', (groups) => ratio(groups, 'truePositive')),
  comparison('equalized_odds_difference', 'lower', (groups) =>
    Math.max(spread(groups, 'truePositive'), spread(groups, 'falsePositive')),
  ),
  comparison('equalized_odds_ratio', 'higher', (groups) =>
    Math.min(ratioOrEqual(groups, 'truePositive'), ratioOrEqual(groups, 'falsePositive')),
  ),
];
