import type { Aggregate, Formula, RegressionSample } from '../../../packages/stats/src/index.ts';
import type { World } from '../world.ts';

function formula(aggregates: readonly Aggregate[], value: Formula['value']): Formula {
  return { aggregates, value };
}

const sum = (column: string): Aggregate => ({ column, of: 'sum' });
const count = (column: string): Aggregate => ({ column, of: 'count' });
const ratio: Formula['value'] = ([a = 0, b = 0]) => a / b;

/** What users define in SQL: of orders, their sums and costs. */
export const own: World<'regression'> = {
  name: 'own',
  task: 'regression',
  how: "A user's own metrics, of orders: the lognormal revenue of the half of visits that buy (spread 0.4), and a cost of every visit.",
  specs: [
    { metric: 'avg(cost)', formula: formula([sum('cost'), count('cost')], ratio) },
    { metric: 'avg(revenue)', formula: formula([sum('revenue'), count('revenue')], ratio) },
    { metric: 'sum(revenue) / sum(cost)', formula: formula([sum('revenue'), sum('cost')], ratio) },
    { metric: 'median(cost)', formula: formula([{ column: 'cost', of: 0.5 }], ([a = 0]) => a) },
    { metric: 'quantile(cost, 0.9)', formula: formula([{ column: 'cost', of: 0.9 }], ([a = 0]) => a) },
  ],
  draw(_, chance) {
    const [buys, amount, effort, other] = [0, 1, 2, 3].map(() => chance.normals()) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const visits = (skill: number): RegressionSample => ({
      labels: buys,
      predictions: buys,
      columns: {
        revenue: buys.map((one, row) =>
          one > 0 ? skill * Math.exp(2 + 0.4 * (amount[row] as number)) : Number.NaN,
        ),
        cost: effort.map((one, row) => Math.exp(0.4 * (one + (1 - skill) * (other[row] as number)))),
      },
    });
    return { sample: visits(1), base: visits(0.9), group: chance.clusters };
  },
};
