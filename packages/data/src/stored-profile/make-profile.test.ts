import type { DataProfile, ProfileColumn } from '@assay/contract';
import { dataProfileSchema } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { makeProfile } from './make-profile.ts';

const none = new Set<string>();
const by = { assay: '0', engine: 'duckdb' };

async function profiled(sql: string, sensitive: ReadonlySet<string> = none) {
  const folder = temporaryFolder();
  await writeParquet(folder, 'a.parquet', sql);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 'a.parquet', root: folder });
  return columnsOf({ ...(await makeProfile(engine, source, { name: 'd', sensitive })), 'made-by': by });
}

function columnsOf(profile: DataProfile): Record<string, ProfileColumn> {
  expect(dataProfileSchema.parse(profile)).toEqual(profile);
  return Object.fromEntries(profile.columns.map((column) => [column.name, column]));
}

describe('a column of numbers', () => {
  test('nulls, NaN and infinities apart; all else of the finite numbers', async () => {
    const { x } = await profiled(
      `SELECT * FROM (VALUES (1.0::DOUBLE), (2), (-3), (0), (0), (NULL), (NULL), ('NaN'::DOUBLE), ('inf'::DOUBLE)) t(x)`,
    );
    expect(x).toMatchObject({
      ...{
        kind: 'number',
        type: 'number',
        'engine-type': 'DOUBLE',
        count: 6,
        nulls: 2,
        nan: 1,
        min: -3,
        max: 'inf',
      },
      infinite: { negative: 0, positive: 1 },
      // 1, 2, -3, 0, and not the infinity.
      distinct: { count: 4, exact: true },
      cells: { edges: [-3, 0, 1, 2], between: [0, 0, 0, 0], at: [1, 2, 1, 1], slack: 0 },
      // -3, 0, 0, 1, 2: the sum of squares is 14, the mean 0.
      numbers: { mean: 0, sd: Math.sqrt(14 / 4), zeros: 2, negatives: 1 },
      top: {
        values: [{ value: '0', count: 2 }, { count: 1 }, { count: 1 }, { count: 1 }],
        rest: 0,
        missed: 0,
      },
      'rank-error': 0,
    });
    expect(x?.quantiles?.find(({ q }) => q === 0.5)?.value).toBe(0);
  });

  test('infinite times are counted apart, and are not nulls', async () => {
    const { t } = await profiled(
      `SELECT * FROM (VALUES (TIMESTAMP 'infinity'), ('infinity'), ('-infinity'), (NULL), ('1970-01-01 00:00:01.5')) v(t)`,
    );
    expect(t).toMatchObject({
      ...{ kind: 'time', count: 4, nulls: 1, nan: 0, infinite: { negative: 1, positive: 2 } },
      cells: { edges: [1.5], at: [1] },
    });
  });

  test('whole numbers beyond 2^53 and times have ends that are exact', async () => {
    const {
      big,
      d,
      t,
      none: empty,
    } = await profiled(
      `SELECT * FROM (VALUES (9007199254740993, DATE '1850-01-01', TIMESTAMP '2026-01-31 10:00:00.5', NULL::INTEGER), (3, DATE '12000-01-31', TIMESTAMP '2026-01-31 10:00:01', NULL)) v(big, d, t, none)`,
    );
    expect(big).toMatchObject({ min: '3', max: '9007199254740993' });
    expect(d).toMatchObject({
      kind: 'time',
      min: '1850-01-01',
      max: '12000-01-31',
      numbers: null,
      top: null,
    });
    // 2026-01-31T10:00 is 1769853600 seconds.
    expect(t).toMatchObject({
      max: '2026-01-31 10:00:01',
      cells: { edges: [1_769_853_600.5, 1_769_853_601] },
    });
    expect(empty).toMatchObject({
      count: 0,
      nulls: 2,
      min: null,
      max: null,
      numbers: { mean: null, sd: null },
    });
  });

  test('numbers so great that their cubes are not finite have no moments', async () => {
    const { x } = await profiled('SELECT * FROM (VALUES (1e200), (-1e200), (5)) t(x)');
    expect(x).toMatchObject({ min: -1e200, max: 1e200, numbers: { moments: null, mean: null } });
  });
});

describe('a column of texts', () => {
  test('few: values with counts, most frequent first; lengths in characters', async () => {
    const { t, b } = await profiled(
      `SELECT * FROM (VALUES ('b', true), ('a', false), ('a', true), ('größe', true), (NULL, NULL)) v(t, b)`,
    );
    expect(t).toMatchObject({
      ...{ kind: 'text', count: 4, nulls: 1, distinct: { count: 3, exact: true } },
      lengths: { min: 1, max: 5, sum: 8, mean: 2 },
      top: {
        values: [
          { value: 'a', count: 2 },
          { value: 'b', count: 1 },
          { value: 'größe', count: 1 },
        ],
        missed: 0,
      },
      ...{ min: null, numbers: null, cells: null },
    });
    expect(b).toMatchObject({
      kind: 'boolean',
      top: { values: [{ value: 'true', count: 3 }, { value: 'false' }] },
    });
  });

  test('many: the engine counts by the same digests', async () => {
    const { t, late } = await profiled(
      `SELECT 'id-' || range AS t, CASE WHEN range < 30000 THEN 'x' ELSE 'id-' || (range % 60000) END AS late FROM range(120000)`,
    );
    expect(t).toMatchObject({ top: null, lengths: { min: 4, max: 9 }, sketch: { kind: 'registers' } });
    // Three standard errors of 1.6 %; 60,001 different ones.
    expect(Math.abs((t?.distinct?.count ?? 0) / 120_000 - 1)).toBeLessThan(0.05);
    expect(Math.abs((late?.distinct?.count ?? 0) / 60_001 - 1)).toBeLessThan(0.05);
  });

  test('values that are not listed are counted', async () => {
    const { t } = await profiled(`SELECT (range % 150)::VARCHAR AS t FROM range(300)`);
    expect(t?.top).toMatchObject({ rest: 100, missed: 2 });
    expect(t?.top?.values).toHaveLength(100);
  });
});

test('of a sensitive column nothing is kept that tells a value', async () => {
  const columns = await profiled(
    `SELECT 'alice' AS who, 4711 AS pin, DATE '1999-12-24' AS born`,
    new Set(['who', 'pin', 'born']),
  );
  expect(JSON.stringify([columns['who'], columns['born']])).not.toMatch(/alice|1999|9459|"text":"\w/);
  expect(columns['pin']).toMatchObject({ min: null, cells: null, top: null, quantiles: null, sketch: null });
  expect(columns['who']).toMatchObject({
    sensitive: true,
    distinct: { count: 1, exact: true },
    sketch: null,
  });
});

test('no rows, lists, and names that look like SQL', async () => {
  const empty = await sourceOf({ 'a.csv': 'x,y\n' });
  const profile = await makeProfile(empty.engine, empty.source, { name: 'd', sensitive: none });
  expect(profile).toMatchObject({ rows: 0, columns: [{ count: 0 }, { count: 0 }] });
  const columns = await profiled(`SELECT [1, 2] AS l, 5 AS "a"" FROM x; --", 1 AS "__proto__"`);
  expect(columns['l']).toMatchObject({ kind: 'other', count: 1, top: null });
  expect(columns['a" FROM x; --']).toMatchObject({ min: 5 });
});

test('the same bytes in ten runs', async () => {
  const folder = temporaryFolder();
  await writeParquet(
    folder,
    'a.parquet',
    `SELECT sin(range) * exp(range % 17) AS f, range % 1000 AS i, hash(range)::VARCHAR AS t, 'v' || (range % 300) AS c, TIMESTAMP '2020-01-01' + to_seconds(range * 61) AS at FROM range(150000)`,
  );
  const runs = new Set<string>();
  for (let run = 0; run < 10; run++) {
    const engine = engineFor(folder);
    const source = await openSource(engine, { path: 'a.parquet', root: folder });
    runs.add(JSON.stringify(await makeProfile(engine, source, { name: 'd', sensitive: none })));
  }
  expect(runs.size).toBe(1);
});
