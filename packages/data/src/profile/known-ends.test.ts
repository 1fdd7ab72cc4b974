import { expect, test } from 'vitest';
import { readingOf } from '../column/reading.ts';
import type { Row } from '../engine/index.ts';
import { openTable } from '../source/index.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { knownEnds } from './known-ends.ts';
import { profile } from './profile.ts';

const ROWS = 120_000;
const columns = {
  i: 'range - 5',
  half: 'range / 2',
  f: "CASE WHEN range = 7 THEN '-inf'::DOUBLE ELSE range / 2 END",
  n: "CASE WHEN range % 2 = 0 THEN 'NaN'::DOUBLE ELSE range END",
  late: "CASE WHEN range = 90000 THEN 'NaN'::DOUBLE ELSE range END",
  huge: 'CASE WHEN range = 3 THEN 1e300 ELSE range % 2 END',
  d: "DATE '1850-01-01' + (range % 1000)::INTEGER",
  dec: '(range / 8)::DECIMAL(18, 3)',
  none: 'NULL::INTEGER',
  t: 'range::VARCHAR',
};

async function opened(names = Object.keys(columns)) {
  const folder = temporaryFolder();
  const selected = Object.entries(columns)
    .filter(([name]) => names.includes(name))
    .map(([name, sql]) => `${sql} AS ${name}`);
  await writeParquet(folder, 'a.parquet', `SELECT ${selected.join(', ')} FROM range(${ROWS})`);
  const engine = engineFor(folder);
  const table = await openTable(engine, { path: 'a.parquet', root: folder });
  return { engine, source: { ...table, bytes: 0, digest: '' } };
}

test('Parquet tells the ends of columns without NaN, and no row is read', async () => {
  const { engine, source } = await opened();
  const asked: string[] = [];
  const watched = {
    ...engine,
    query: (sql: string): Promise<Row[]> => {
      asked.push(sql);
      return engine.query(sql);
    },
  };
  const one = async (name: keyof typeof columns, rows = ROWS) => {
    const index = source.columns.findIndex((column) => column.name === name);
    return [...(await knownEnds(watched, source, [readingOf(source, index)], rows)).values()];
  };
  expect(await one('i')).toEqual([{ min: '-5', max: '119994' }]);
  expect(await one('half')).toEqual([{ min: '0.0', max: '59999.5' }]);
  expect(await one('d')).toEqual([{ min: '1850-01-01', max: '1852-09-26' }]);
  expect(await one('dec')).toEqual([{ min: '0.000', max: '14999.875' }]);
  expect(asked.filter((sql) => !sql.startsWith('EXPLAIN'))).toHaveLength(4);
  // With NaN or an infinity the engine writes none; nulls have none; texts are not asked for; few rows neither.
  for (const name of ['n', 'f', 'none', 't'] as const) expect(await one(name)).toEqual([]);
  expect(await one('i', 10)).toEqual([]);
});

async function profiled(...names: string[]) {
  const { engine, source } = await opened(names);
  const profiles = (await profile(engine, source)).columns;
  return Object.fromEntries(profiles.map((column) => [column.column, column]));
}

test('a profile of many rows takes the ends from there', async () => {
  const found = await profiled('i', 'half', 'd', 'dec');
  expect(found['i']).toMatchObject({ min: -5, max: 119_994, mean: (ROWS - 1) / 2 - 5 });
  expect(found['half']).toMatchObject({ min: 0, max: 59_999.5, mean: (ROWS - 1) / 4 });
  expect(found['d']).toMatchObject({ min: '1850-01-01', max: '1852-09-26', distinct: 1000 });
  expect(found['dec']).toMatchObject({ min: 0, max: 14_999.875 });
});

test('what is infinite or too great has no place in a mean, and the other columns keep theirs', async () => {
  const found = await profiled('i', 'f', 'n', 'huge', 'none');
  expect(found['i']).toMatchObject({ min: -5, max: 119_994, mean: (ROWS - 1) / 2 - 5 });
  // All halves from 0 to 59999.5 but 3.5.
  expect(found['f']).toMatchObject({
    min: '-inf',
    max: 59_999.5,
    mean: (((ROWS - 1) / 4) * ROWS - 3.5) / (ROWS - 1),
  });
  expect(found['n']).toMatchObject({ nulls: ROWS / 2, min: 1, max: ROWS - 1, mean: ROWS / 2 });
  // 60,000 ones of 120,000, of which one is 1e300 instead.
  expect(found['huge']).toMatchObject({ max: 1e300, mean: 59_999 / 119_999 });
  expect(found['none']).toMatchObject({ nulls: ROWS, min: null, max: null, mean: null });
});

test('NaN that comes after the first rows is missing all the same', async () => {
  const found = await profiled('i', 'late');
  expect(found['late']).toMatchObject({
    nulls: 1,
    min: 0,
    max: ROWS - 1,
    mean: (((ROWS - 1) / 2) * ROWS - 90_000) / (ROWS - 1),
  });
});

test('the same of a number whose square is finite still', async () => {
  // A sum of three: 1e152 is left out, of 4 and 6 the mean is 5.
  const { engine, source } = await sourceOf({ 'a.csv': 'x\n1e152\n4\n6\n' });
  expect((await profile(engine, source)).columns).toMatchObject([{ max: 1e152, mean: 5 }]);
});
