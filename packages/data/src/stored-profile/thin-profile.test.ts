import { expect, test } from 'vitest';
import { readingOf } from '../column/reading.ts';
import { summarise } from '../profile/summary.ts';
import { openSource } from '../source/index.ts';
import { engineFor, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { makeProfile } from './make-profile.ts';
import { summariesOf } from './thin-profile.ts';

async function both(sql: string) {
  const folder = temporaryFolder();
  await writeParquet(folder, 'a.parquet', sql);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 'a.parquet', root: folder });
  const made = await makeProfile(engine, source, { name: 'd', sensitive: new Set() });
  const scanned = await summarise(
    engine,
    source,
    source.columns.map((_, index) => readingOf(source, index)),
  );
  return { derived: summariesOf(made), scanned };
}

test('what a record holds follows from the full profile', async () => {
  const { derived, scanned } = await both(
    `SELECT range AS id, range % 7 AS few, CASE WHEN range % 5 > 0 THEN sin(range) * 1e3 END AS x,
      CASE WHEN range % 9 = 0 THEN 'NaN'::DOUBLE ELSE range / 8 END AS nan, 9007199254740993 * (range % 3) AS big, range % 2 = 0 AS b,
      'v' || (range % 300) AS t, 'id-' || range AS many, [range % 3] AS list, NULL::INTEGER AS none,
      DATE '1850-01-01' + (range % 90)::INTEGER AS d, TIMESTAMP '2026-01-31 10:00:00.5' + to_seconds(range) AS at
      FROM range(30000)`,
  );
  expect(derived?.rows).toBe(30_000);
  const near = (value: number | null) =>
    value === null ? null : expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value) + 1)));
  expect(derived?.columns).toEqual(
    scanned.columns.map((column) => ({
      ...column,
      ...{ mean: near(column.mean), sd: near(column.sd) },
      ...(column.min !== null && {
        min: String(Number.isNaN(Number(column.min)) ? column.min : same(column.min)),
      }),
      ...(column.max !== null && {
        max: String(Number.isNaN(Number(column.max)) ? column.max : same(column.max)),
      }),
    })),
  );
});

/** As JavaScript writes it, but for whole numbers that it would round. */
function same(text: string): string {
  return text.includes('.') ? String(Number(text)) : text;
}

test.each([
  ['a decimal', '1.50::DECIMAL(38, 2)'],
  ['a moment with a zone', `TIMESTAMPTZ '2026-01-31 10:00:00+01'`],
  ['an infinity', `'inf'::DOUBLE`],
  ['too great a number', '1e200'],
  ['what lies close together far from zero', 'unnest([9007199254740993, 9007199254740994])'],
])('where %s does not follow, the rows are read', async (_, value) => {
  expect((await both(`SELECT ${value} AS x, 1 AS y`)).derived).toBeNull();
});
