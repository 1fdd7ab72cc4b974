import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { profile } from './profile.ts';

async function profiled(sql: string) {
  const folder = temporaryFolder();
  await writeParquet(folder, 'a.parquet', sql);
  const engine = engineFor(folder);
  const { rows, columns } = await profile(
    engine,
    await openSource(engine, { path: 'a.parquet', root: folder }),
  );
  return { rows, columns: Object.fromEntries(columns.map((column) => [column.column, column])) };
}

describe('profile', () => {
  test('numbers: nulls and NaN are missing; mean 2, sd 1 of 1, 2, 3', async () => {
    const { rows, columns } = await profiled(
      `SELECT * FROM (VALUES (1.0::DOUBLE), (2), (3), (NULL), ('NaN'::DOUBLE)) t(x)`,
    );
    expect(rows).toBe(5);
    expect(columns['x']).toEqual({
      column: 'x',
      type: 'DOUBLE',
      nulls: 2,
      distinct: 3,
      min: 1,
      max: 3,
      mean: 2,
      sd: 1,
    });
  });

  test('infinities and numbers whose squares are not finite break nothing', async () => {
    const { columns } = await profiled(
      `SELECT * FROM (VALUES ('inf'::DOUBLE, 1e308), ('-inf', -1e308), (4, 0), (6, 0)) t(x, y)`,
    );
    expect(columns['x']).toMatchObject({ min: '-inf', max: 'inf', mean: 5 });
    expect(columns['y']).toMatchObject({ min: -1e308, max: 1e308, mean: 0, sd: 0 });
  });

  test('whole numbers beyond 2^53 are text, exact; dates are ISO; texts have no ends', async () => {
    const { columns } = await profiled(
      `SELECT 9007199254740993 AS i, DATE '2026-01-31' AS d, 'secret' AS t, true AS b, [1] AS l`,
    );
    expect(columns['i']).toMatchObject({ min: '9007199254740993', max: '9007199254740993' });
    expect(columns['d']).toMatchObject({ min: '2026-01-31', type: 'DATE', mean: null });
    expect(columns['t']).toMatchObject({ min: null, max: null, distinct: 1 });
    expect(columns['b']).toMatchObject({ distinct: 1, nulls: 0 });
    expect(columns['l']).toMatchObject({ type: 'INTEGER[]', nulls: 0 });
  });

  test('distinct is exact up to 10,000 and null above', async () => {
    const { columns } = await profiled(
      `SELECT range % 10000 AS a, range % 10001 AS b, (range % 10000)::VARCHAR AS c, (range % 10001)::VARCHAR AS d FROM range(60000)`,
    );
    expect(Object.values(columns).map(({ distinct }) => distinct)).toEqual([10000, null, 10000, null]);
  });

  test('rare values after the first 20,000 rows count too', async () => {
    const { columns } = await profiled(`SELECT greatest(range, 30000)::VARCHAR AS t FROM range(60000)`);
    expect(columns['t']?.distinct).toBeNull();
  });

  test('mean and standard deviation of many rows, wherever they lie and whatever comes first', async () => {
    const n = 200_000;
    const { columns } = await profiled(
      `SELECT range AS sorted, 1e9 + range % 2 AS far, if(range < 20, 1e9, range % 2) AS outliers,
        if(range < 100000, NULL, range % 2) AS late, if(range = 0, 1, NULL) AS alone FROM range(${n})`,
    );
    const expectNear = (column: string, mean: number, sd: number) => {
      expect((columns[column]?.mean ?? 0) / mean, column).toBeCloseTo(1, 13);
      expect((columns[column]?.sd ?? 0) / sd, column).toBeCloseTo(1, 11);
    };
    // Of 0 to n - 1: (n - 1) / 2, and the square root of n (n + 1) / 12. The sum of whole numbers is exact.
    expectNear('sorted', (n - 1) / 2, Math.sqrt((n * (n + 1)) / 12));
    expect(columns['sorted']?.mean).toBe((n - 1) / 2);
    // Each lies half above or below the mean.
    expectNear('far', 1e9 + 0.5, 0.5 * Math.sqrt(n / (n - 1)));
    expectNear('late', 0.5, 0.5 * Math.sqrt(100_000 / 99_999));
    // Squares within both parts, and between their means.
    const rest = n - 20;
    const squares = rest / 4 + ((20 * rest) / n) * (1e9 - 0.5) ** 2;
    expectNear('outliers', (20e9 + rest / 2) / n, Math.sqrt(squares / (n - 1)));
    expect(columns['alone']).toMatchObject({ mean: 1, sd: null });
  });

  test('infinities and NaN after the first rows count into neither mean nor standard deviation', async () => {
    const { columns } = await profiled(
      `SELECT CASE range WHEN 150000 THEN 'inf'::DOUBLE WHEN 150001 THEN 1e200 ELSE range % 2 END AS great,
        if(range = 150000, 'nan'::DOUBLE, range % 2) AS nan FROM range(200_000)`,
    );
    // Of 99,999 ones and as many zeros; of 99,999 zeros and 100,000 ones.
    expect(columns['great']?.mean).toBeCloseTo(0.5, 13);
    expect(columns['great']?.sd).toBeCloseTo(0.5 * Math.sqrt(199_998 / 199_997), 13);
    expect(columns['nan']?.mean).toBeCloseTo(100_000 / 199_999, 13);
    expect(columns['nan']?.sd).toBeCloseTo(Math.sqrt((100_000 * 99_999) / 199_999 / 199_998), 13);
  });

  test('no rows, and more columns than one query takes', async () => {
    const none = await sourceOf({ 'a.csv': 'x,y\n' });
    expect((await profile(none.engine, none.source)).columns[0]).toMatchObject({
      nulls: 0,
      distinct: 0,
      mean: null,
    });
    const names = Array.from({ length: 250 }, (_, i) => `column ${i}`);
    const wide = await sourceOf({ 'a.csv': `${names.join(',')}\n${names.map((_, i) => i).join(',')}\n` });
    const { columns } = await profile(wide.engine, wide.source);
    expect(columns.map(({ min }) => min)).toEqual(names.map((_, i) => i));
  });
});
