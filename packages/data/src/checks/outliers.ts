import type { ColumnContract } from '@assay/contract';
import { picks } from '../predicate/row-condition.ts';
import { finite } from '../profile/finite.ts';
import type { ColumnCheck, Held, RowRule } from './column-rule.ts';
import { plainNumber, upTo } from './words.ts';

type Outliers = NonNullable<ColumnContract['outliers']>;

/** Bounds beyond which a value is an outlier; null where the values tell none. */
type Fences = (held: Held) => Promise<{ low: number; high: number } | null>;

/**
 * Not too many values are far from the others: by Tukey's fences, so many interquartile ranges from the quartiles; by the
 * robust z-score of Iglewicz and Hoaglin (1993), 0.6745 (x - median) / MAD.
 */
export const outliers: ColumnCheck = ({ outliers: said, sensitive }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const { iqr, 'robust-z': z } = said;
  return [
    ...(iqr === undefined
      ? []
      : [
          rule(
            said,
            'iqr',
            `values within ${iqr} interquartile ranges of the quartiles`,
            byQuartiles(iqr),
            sensitive,
          ),
        ]),
    ...(z === undefined
      ? []
      : [rule(said, 'robust-z', `values of a robust z-score up to ${z}`, byMedian(z), sensitive)]),
  ];
};

function rule(said: Outliers, way: string, words: string, fences: Fences, sensitive: boolean): RowRule {
  const tolerance = said['at-most'] ?? 0;
  const base: RowRule = {
    check: `outliers ${way}`,
    path: ['outliers', way],
    said,
    expected: words + upTo(tolerance, 'outside'),
    fix: 'look at these rows: are they real? Correct them, or allow a share of them with at-most',
    tolerance,
    broken: () => 'false',
    counted: false,
    showsValues: true,
  };
  return {
    ...base,
    settle: async (held) => {
      const found = await fences(held);
      if (found === null) return null;
      const { low, high } = found;
      return {
        ...base,
        ...(sensitive ? {} : { remark: () => `that is ${plainNumber(low)} to ${plainNumber(high)}` }),
        broken: ({ value }, bind) =>
          `NOT (${value} BETWEEN CAST(${bind.add(low)} AS DOUBLE) AND CAST(${bind.add(high)} AS DOUBLE))`,
      };
    },
  };
}

const byQuartiles =
  (ranges: number): Fences =>
  async (held) => {
    const { quantile } = held.reading.dialect;
    const [low, high] = await figures(held, (x) => [quantile(x, 0.25), quantile(x, 0.75)]);
    if (low === undefined || high === undefined) return null;
    const reach = ranges * (high - low);
    return { low: low - reach, high: high + reach };
  };

/** 0.6745 is the third quartile of the normal distribution: of normal values, the MAD is so many deviations. */
const MAD_OF_NORMAL = 0.6745;
/** The mean deviation of normal values, sqrt(2/π) deviations, for where more than half of the values are the same. */
const MEAN_DEVIATION_OF_NORMAL = 0.7979;

const byMedian =
  (most: number): Fences =>
  async (held) => {
    const { quantile } = held.reading.dialect;
    const [median] = await figures(held, (x) => [quantile(x, 0.5)]);
    if (median === undefined) return null;
    const distance = (x: string) => `abs(${x} - CAST(${median} AS DOUBLE))`;
    const [mad = 0] = await figures(held, (x) => [quantile(distance(x), 0.5)]);
    let deviation = mad / MAD_OF_NORMAL;
    if (deviation === 0) {
      const [mean = 0] = await figures(held, (x) => [`avg(${distance(x)})`]);
      deviation = mean / MEAN_DEVIATION_OF_NORMAL;
    }
    return deviation === 0 ? null : { low: median - most * deviation, high: median + most * deviation };
  };

/** Aggregates over the finite values that the rule is about; fewer, where there is no value. */
async function figures(
  { engine, raw, reading, scope }: Held,
  sql: (x: string) => readonly string[],
): Promise<number[]> {
  const columns = [...new Set([reading, ...(scope?.columns ?? [])])];
  const values = columns.map(({ value, index }) => `${value} AS v${index}`);
  const asked = sql(finite(`v${reading.index}`)).map((aggregate, i) => `${aggregate} AS f${i}`);
  const where = scope === undefined ? '' : ` WHERE ${picks(scope)}`;
  const [row = {}] = await engine.query(
    `SELECT ${asked.join(', ')} FROM (SELECT ${values.join(', ')} FROM ${raw})${where}`,
  );
  return Object.values(row).filter((value) => typeof value === 'number');
}
