import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DataProfile, type ProfileColumn, profileQuantiles } from '@assay/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Engine, openEngine } from '../engine/index.ts';
import { openSource } from '../source/index.ts';
import { type Associations, associations } from './associations.ts';
import { makeProfile } from './make-profile.ts';

interface Described {
  readonly columns: Record<string, Numbers | Texts>;
  readonly pearson: [string, string, number | null][];
  readonly cramer: [string, string, number | null][];
}

interface Common {
  readonly count: number;
  readonly nulls: number;
  readonly distinct: number;
}

interface Numbers extends Common {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
  readonly skewness: number;
  readonly scipy_skewness: number;
  readonly zeros: number;
  readonly negatives: number;
  readonly quantiles: number[];
}

interface Texts extends Common {
  readonly top: [string, number][];
  readonly lengths: [number, number, number] | null;
}

const root = join(import.meta.dirname, '../../../..');
const reference = JSON.parse(
  readFileSync(join(root, 'test/agreement/profile/reference.json'), 'utf8'),
) as Record<'adult' | 'trips', Described>;
const paths = { adult: 'test/data/adult.parquet', trips: 'examples/taxi-tips/data/trips.csv' };

describe('as pandas and SciPy have it', () => {
  let engine: Engine;
  const made: Partial<Record<string, { profile: Omit<DataProfile, 'made-by'>; pairs: Associations }>> = {};

  beforeAll(async () => {
    engine = openEngine({ duckdb: { toolCache: tmpdir(), log: () => {} }, folders: [root] });
    for (const [name, path] of Object.entries(paths)) {
      const source = await openSource(engine, { path, root });
      const profile = await makeProfile(engine, source, { name, sensitive: new Set() });
      made[name] = { profile, pairs: await associations(engine, source, profile) };
    }
  });
  afterAll(() => engine.close());

  test.each(['adult', 'trips'] as const)('%s', (name) => {
    const columns = new Map(made[name]?.profile.columns.map((column) => [column.name, column]));
    const wanted = Object.entries(reference[name].columns);
    expect(columns.size).toBe(wanted.length);
    for (const [column, said] of wanted) holds(columns.get(column), said);
  });

  test('pairs of columns; of the larger data set by 20,000 of its rows', () => {
    for (const [name, within] of [
      ['trips', 1e-9],
      ['adult', 0.03],
    ] as const) {
      for (const [kind, said] of [
        ['numbers', reference[name].pearson],
        ['categories', reference[name].cramer],
      ] as const) {
        const found = new Map(made[name]?.pairs[kind].map(({ columns, value }) => [columns.join(), value]));
        const known = said.filter(([, , value]) => value !== null);
        expect(found.size).toBe(known.length);
        for (const [a, b, value] of known)
          expect(Math.abs((found.get(`${a},${b}`) ?? Number.NaN) - (value ?? 0)), `${a}, ${b}`).toBeLessThan(
            within,
          );
      }
    }
  });
});

function holds(column: ProfileColumn | undefined, said: Numbers | Texts): void {
  const { count, nulls, distinct } = said;
  expect(column).toMatchObject({ count, nulls });
  if (column?.distinct?.exact) expect(column.distinct.count).toBe(distinct);
  // Three standard errors of 1.6 %.
  else expect(Math.abs((column?.distinct?.count ?? 0) / distinct - 1), column?.name).toBeLessThan(0.05);
  if ('top' in said) {
    const top = said.top.map(([value, of]) => ({ value, count: of }));
    expect(column?.top?.values ?? top).toEqual(top);
    if (said.lengths === null) return;
    const [min, max, mean] = said.lengths;
    expect(column?.lengths).toMatchObject({ min, max, mean: expect.closeTo(mean, 10) });
    return;
  }
  const { min, max, zeros, negatives } = said;
  expect(column).toMatchObject({ min, max, numbers: { zeros, negatives } });
  close(column?.numbers?.mean, said.mean, 1e-12);
  close(column?.numbers?.sd, said.sd, 1e-12);
  close(column?.numbers?.skewness, said.skewness, 1e-9);
  close(column?.numbers?.skewness, said.scipy_skewness, 1e-9);
  const error = column?.['rank-error'] ?? 1;
  expect(error).toBeLessThan(0.006);
  for (const [i, q] of profileQuantiles.entries()) {
    const value = column?.quantiles?.find((each) => each.q === q)?.value ?? Number.NaN;
    if (error === 0) close(value, said.quantiles[i] ?? Number.NaN, 1e-12);
    // The rank of pandas' quantile is q; that of ours is off by the error at most, as its own cells have it.
    else
      expect(Math.abs(value - (said.quantiles[i] ?? 0)) / (max - min), column?.name).toBeLessThan(2 * error);
  }
}

/** The same but for rounding, as a share of the number. */
function close(found: number | null | undefined, said: number | null, share: number): void {
  if (said === null) return;
  expect(Math.abs((found ?? Number.NaN) - said)).toBeLessThanOrEqual(share * Math.max(1e-9, Math.abs(said)));
}
