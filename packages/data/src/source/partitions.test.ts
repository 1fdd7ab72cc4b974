import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineFor, findingsAmong, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { openSource } from './open-source.ts';

async function rowsOf(...args: Parameters<typeof sourceOf>) {
  const { engine, source } = await sourceOf(...args);
  return engine.query(`SELECT * FROM ${source.relation}`);
}

/** Rows of one column x, as each format has them. */
const FORMATS: Record<string, (x: number) => string> = {
  csv: (x) => `x\n${x}\n`,
  jsonl: (x) => `{"x":${x}}\n`,
};

async function parquet(files: Readonly<Record<string, string>>, path: string) {
  const folder = temporaryFolder();
  for (const [name, sql] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    await writeParquet(folder, name, sql);
  }
  const engine = engineFor(folder);
  const source = await openSource(engine, { path, root: folder });
  return { source, rows: await engine.query(`SELECT * FROM ${source.relation}`) };
}

describe('what a pattern leaves open is a column', () => {
  const FOLDERS = [
    'year=2025/month=09/city=New%20York/from=2025-09-01',
    'year=2026/month=11/city=__HIVE_DEFAULT_PARTITION__/from=2026-11-01',
  ];
  const ROWS = [
    { x: 1n, year: 2025n, month: 9n, city: 'New York', from: '2025-09-01' },
    { x: 2n, year: 2026n, month: 11n, city: null, from: '2026-11-01' },
  ];

  test.each(Object.keys(FORMATS))('in %s: with types, escapes and no value', async (format) => {
    const files = FOLDERS.map((folder, i) => [`d/${folder}/a.${format}`, FORMATS[format]?.(i + 1) ?? '']);
    const found = await rowsOf(Object.fromEntries(files), `d/**/*.${format}`);
    expect(found.map((row) => ({ ...row, from: String(row['from']) }))).toEqual(ROWS);
  });

  test('in Parquet', async () => {
    const files = FOLDERS.map((folder, i) => [`d/${folder}/a.parquet`, `SELECT ${i + 1}::BIGINT AS x`]);
    const { source, rows } = await parquet(Object.fromEntries(files), './d/**/*.parquet');
    expect(source.columns.map(({ type }) => type)).toEqual(['BIGINT', 'BIGINT', 'BIGINT', 'VARCHAR', 'DATE']);
    expect(rows.map((row) => ({ ...row, from: String(row['from']) }))).toEqual(ROWS);
  });

  test('what it says itself is not; of a file that is named nothing is', async () => {
    const files = { 'year=2026/month=1/a.csv': 'x\n1\n', 'year=2026/month=2/a.csv': 'x\n2\n' };
    expect(await rowsOf(files, 'year=2026/*/*.csv')).toEqual([
      { x: 1n, month: 1n },
      { x: 2n, month: 2n },
    ]);
    expect(await rowsOf(files, 'year=2026/month=1/a.csv')).toEqual([{ x: 1n }]);
  });

  test('one value that is no number makes texts of all', async () => {
    const files = { 'k=01/a.csv': 'x\n1\n', 'k=b/a.csv': 'x\n2\n' };
    expect(await rowsOf(files, 'k=*/*.csv')).toEqual([
      { x: 1n, k: '01' },
      { x: 2n, k: 'b' },
    ]);
  });

  test('of an empty partition no row comes', async () => {
    const files = { 'k=1/a.csv': 'x\n1\n', 'k=2/a.csv': 'x\n' };
    expect(await rowsOf(files, 'k=*/*.csv')).toEqual([{ x: 1n, k: 1n }]);
    const typed = { 'k=1/a.parquet': 'SELECT 1 AS x', 'k=2/a.parquet': 'SELECT 1 AS x WHERE false' };
    expect((await parquet(typed, 'k=*/*.parquet')).rows).toEqual([{ x: 1, k: 1n }]);
  });
});

describe('a column in both places is that of the files', () => {
  test('in CSV and JSON Lines, and a letter of another case makes no other of it', async () => {
    expect(await rowsOf({ 'K=07/m=2/a.csv': 'x,k\n1,7\n' }, '**/*.csv')).toEqual([{ x: 1n, k: 7n, m: 2n }]);
    expect(await rowsOf({ 'k=7/m=2/a.jsonl': '{"k":7}\n' }, '**/*.jsonl')).toEqual([{ k: 7n, m: 2n }]);
  });

  test('in Parquet', async () => {
    const { rows } = await parquet({ 'k=7/m=2/a.parquet': 'SELECT 7 AS k' }, '**/*.parquet');
    expect(rows).toEqual([{ k: 7, m: 2n }]);
  });

  test.each([
    ['d=2026-11-01', "TIMESTAMP '2026-11-01 23:59:59.5'"],
    ['d=2026-11-01', "TIMESTAMPTZ '2026-11-01 01:00:00+00'"],
    ['d=00170141183460469231731687303', '170141183460469231731687303::DECIMAL(38, 0)'],
    ['d=1.5', '1.50::DECIMAL(9, 2)'],
    ['d=2026', '2026.0::DOUBLE'],
    ['d=true', 'true'],
    ['d=a%2Fb', "'a/b'"],
    ['d=__HIVE_DEFAULT_PARTITION__', 'NULL::INTEGER'],
  ])('where the folder says the same in other letters: %s, %s', async (folder, value) => {
    const { rows } = await parquet(
      { [`${folder}/a.parquet`]: `SELECT 1 AS x, ${value} AS d` },
      '*/*.parquet',
    );
    expect(Object.keys(rows[0] ?? {})).toEqual(['x', 'd']);
  });

  const files = (folder: string, ...contents: string[]) =>
    Object.fromEntries(contents.map((content, i) => [`${i === 0 ? 'd=1' : folder}/${i}`, content]));

  test.each([
    [
      'csv',
      files('D=2', 'x,d\n1,1\n', 'd,x\n2,1\n3,1\n3,1\n'),
      '"d" is "3" in 2 rows, and the folder is D=2',
    ],
    ['csv', files('d=2', 'x,d\n1,1\n', 'x,d\n2,\n'), '"d" is null in 1 row, and the folder is d=2'],
    [
      'jsonl',
      files('d=x', '{"d":1}\n', '{"d":"x"}\n{"d":"y"}\n'),
      '"d" is "y" in 1 row, and the folder is d=x',
    ],
    ['jsonl', files('d=2', '{"d":1}\n', '{"e":1}\n'), '"d" is null in 1 row, and the folder is d=2'],
  ])(
    'and is refused where a file says another thing than its folder, in %s: %j',
    async (format, contents, said) => {
      const named = Object.entries(contents).map(([path, content]) => [`${path}.${format}`, content]);
      await expect(rowsOf(Object.fromEntries(named), `**/*.${format}`)).rejects.toMatchObject({
        code: 'data-folder-differs',
        message: `${named[1]?.[0]}: ${said}`,
      });
    },
  );

  test.each([
    ['d=9007199254740992', '9007199254740993::BIGINT', '"9007199254740993"'],
    ['d=__HIVE_DEFAULT_PARTITION__', '1', '"1"'],
    ['d=2026-11-01', "TIMESTAMP '2026-11-02 00:00:00'", '"2026-11-02 00:00:00"'],
  ])('and is refused in Parquet: %s, %s', async (folder, value, shown) => {
    const opened = parquet({ [`${folder}/a.parquet`]: `SELECT ${value} AS d` }, '*/*.parquet');
    await expect(opened).rejects.toMatchObject({
      code: 'data-folder-differs',
      message: expect.stringContaining(`a.parquet: "d" is ${shown} in 1 row`),
    });
  });

  test('what the path says itself is nobody’s to hold it to', async () => {
    expect(await rowsOf({ 'd=1/a.csv': 'd\n2\n' }, 'd=1/*.csv')).toEqual([{ d: 2n }]);
  });
});

test('folders that do not all name the same are refused', async () => {
  const files = { 'k=1/a.csv': 'x\n1\n', 'other/a.csv': 'x\n2\n' };
  await expect(rowsOf(files, '*/*.csv')).rejects.toMatchObject({ code: 'data-columns-differ' });
});

test('names and values of folders are nobody’s SQL', async () => {
  const name = `a"b'c.d`;
  const files = { [`${name}=x'y"z;--$1/a.csv`]: 'x\n1\n' };
  expect(await rowsOf(files, '*/*.csv')).toEqual([{ x: 1n, [name]: `x'y"z;--$1` }]);
  expect((await parquet({ 'a.b=x;"(/k=2/a.parquet': 'SELECT 1 AS x' }, '**/*.parquet')).rows).toEqual([
    { x: 1, 'a.b': 'x;"(', k: 2n },
  ]);
});

test('other data that a contract names have them too', async () => {
  const findings = await findingsAmong(
    { 'data.csv': 'k\n1\n3\n', 'parts/k=01/a.csv': 'x\n1\n', 'parts/k=02/a.csv': 'x\n2\n' },
    {
      columns: { k: { type: 'integer' } },
      references: [{ column: 'k', data: 'parts/*/*.csv', key: 'k' }],
    },
  );
  expect(findings).toMatchObject([{ check: 'references', rows: 1, examples: [{ row: 2, value: '3' }] }]);
});
