import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { run, temporaryFolder } from '../harness/index.ts';
import { LIBRARY_FOLDER } from './scene/duckdb.ts';
import { openRelease, type Release } from './scene/release.ts';

/** A file's bytes, or an SQL query whose rows are written as Parquet. */
type Content = string | Buffer | { readonly sql: string };
type Files = Readonly<Record<string, Content>>;

/** A column of the profile: type, nulls, different values, least and greatest. */
type Column = readonly [string, string, number, number | null, unknown, unknown];

let release: Release;
beforeAll(async () => {
  release = await openRelease();
});

async function folderOf(files: Files): Promise<string> {
  const folder = temporaryFolder('odd');
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    if (typeof content === 'string' || Buffer.isBuffer(content)) {
      writeFileSync(path, content);
      continue;
    }
    const writer = await (await DuckDBInstance.create(':memory:')).connect();
    await writer.run(`COPY (${content.sql}) TO '${path}' (FORMAT parquet)`);
    writer.closeSync();
  }
  return folder;
}

/** The released command line, `assay validate-data … --json`. */
async function validateData(folder: string, ...args: string[]) {
  const library = ['--duckdb-library', join(release.toolCache, LIBRARY_FOLDER)];
  const program = [join(release.folder, 'dist/assay.js'), 'validate-data', ...library, ...args, '--json'];
  const env = { PATH: release.path, HOME: folder };
  return run(process.execPath, program, { cwd: folder, env, mayFail: true });
}

/** Infers a contract from data, holds them to it, and tells what was read. */
async function read(files: Files, data = Object.keys(files).join('\n')) {
  const folder = await folderOf(files);
  const inferred = await validateData(folder, '--data', data, '--infer', '--out', 'c.yml');
  expect(inferred).toMatchObject({ exitCode: 0 });
  const held = await validateData(folder, '--data', data, '--contract', 'c.yml');
  expect(held).toMatchObject({ exitCode: 0 });
  const { outcome, rows, files: count, dress = null, findings, profile } = JSON.parse(held.stdout);
  const columns = profile.map(({ column, type, nulls, distinct, min, max }: Record<string, unknown>) => [
    ...[column, type, nulls, distinct, min, max],
  ]);
  expect({ outcome, findings }).toEqual({ outcome: 'pass', findings: [] });
  return { rows, files: count, dress, columns: columns as Column[] };
}

async function refusal(files: Files): Promise<string> {
  const folder = await folderOf(files);
  const { exitCode, stderr } = await validateData(folder, '--data', Object.keys(files).join('\n'));
  expect(exitCode).toBe(2);
  return stderr;
}

/** A name that needs its encoding, a line break within quotes, and a missing value. */
const TEXT = 'größe,n\nZoë,1\n"a\nb",2\n,3\n';
const COLUMNS = [
  ['größe', 'VARCHAR', 1, 2, null, null],
  ['n', 'BIGINT', 0, 3, 1, 3],
];
const UTF8 = { encodings: ['utf-8'], separators: [','], decimal: '.' };

describe('odd data are inferred from, and keep the contract', { timeout: 60_000 }, () => {
  it.concurrent.each([
    ['UTF-16', Buffer.from(`\uFEFF${TEXT}`, 'utf16le'), { ...UTF8, encodings: ['utf-16le'] }],
    ['a BOM', `\uFEFF${TEXT}`, null],
    ['Latin-1', Buffer.from(TEXT, 'latin1'), { ...UTF8, encodings: ['windows-1252'] }],
    ['tabs', TEXT.replaceAll(',', '\t'), { ...UTF8, separators: ['\t'] }],
    ['semicolons', TEXT.replaceAll(',', ';'), { ...UTF8, separators: [';'] }],
  ])('%s, with quoted line breaks', async (_, content, dress) => {
    expect(await read({ 'a.csv': content })).toEqual({ rows: 3, files: 1, dress, columns: COLUMNS });
  });

  it.concurrent('decimal commas', async () => {
    expect(await read({ 'a.csv': 'x;y\n1,5;2\n-0,25;3,0\n' })).toEqual({
      ...{ rows: 2, files: 1, dress: { ...UTF8, separators: [';'], decimal: ',' } },
      columns: [
        ['x', 'DOUBLE', 0, 2, -0.25, 1.5],
        ['y', 'DOUBLE', 0, 2, 2, 3],
      ],
    });
  });

  it.concurrent('nested Parquet', async () => {
    const sql = `SELECT * FROM (VALUES (1, {'a': 1, 'b': [1, 2]}, [1]), (2, NULL, [1]), (3, {'a': 2, 'b': NULL}, NULL)) t(id, s, l)`;
    expect((await read({ 'a.parquet': { sql } })).columns).toEqual([
      ['id', 'INTEGER', 0, 3, 1, 3],
      ['s', 'STRUCT(a INTEGER, b INTEGER[])', 1, 2, null, null],
      ['l', 'INTEGER[]', 1, 1, null, null],
    ]);
  });

  // 2^53 + 1 and 2^127 - 1: no double holds them.
  it.concurrent('whole numbers of 64 and 128 bits in CSV', async () => {
    const [a, b] = ['9007199254740993', '170141183460469231731687303715884105727'];
    expect((await read({ 'a.csv': `a,b\n${a},${b}\n-${a},-${b}\n` })).columns).toEqual([
      ['a', 'BIGINT', 0, 2, `-${a}`, a],
      ['b', 'HUGEINT', 0, 2, `-${b}`, b],
    ]);
  });

  it.concurrent('decimals beyond a double in Parquet', async () => {
    const sql = 'SELECT unnest([12345678901234567890.123456789, 0.1])::DECIMAL(38, 9) AS d';
    expect((await read({ 'a.parquet': { sql } })).columns).toEqual([
      ['d', 'DECIMAL(38,9)', 0, 2, 0.1, '12345678901234567890.123456789'],
    ]);
  });

  it.concurrent('dates before 1900 and after 9999', async () => {
    const csv = 'd,t\n1582-10-15,1899-12-31 23:59:59\n2026-11-22,9999-12-31T23:59:59\n';
    expect((await read({ 'a.csv': csv })).columns).toEqual([
      ['d', 'DATE', 0, 2, '1582-10-15', '2026-11-22'],
      ['t', 'TIMESTAMP', 0, 2, '1899-12-31 23:59:59', '9999-12-31 23:59:59'],
    ]);
    const sql = `SELECT * FROM (VALUES (DATE '0044-03-15 (BC)', TIMESTAMP '1582-10-04 12:00:00'), (DATE '12026-11-22', TIMESTAMP '12026-11-22 00:00:00.5')) t(d, t)`;
    expect((await read({ 'a.parquet': { sql } })).columns).toEqual([
      ['d', 'DATE', 0, 2, '0044-03-15 (BC)', '12026-11-22'],
      ['t', 'TIMESTAMP', 0, 2, '1582-10-04 12:00:00', '12026-11-22 00:00:00.5'],
    ]);
  });

  it.concurrent('a glob of files whose columns stand in other places and are of other widths', async () => {
    const files = {
      'p/a.parquet': { sql: 'SELECT 1::INTEGER AS x, 5 AS y' },
      'p/b.parquet': { sql: 'SELECT 6::TINYINT AS y, 9007199254740993::BIGINT AS x' },
    };
    expect(await read(files, 'p/*.parquet')).toEqual({
      ...{ rows: 2, files: 2, dress: null },
      columns: [
        ['x', 'BIGINT', 0, 2, 1, '9007199254740993'],
        ['y', 'INTEGER', 0, 2, 5, 6],
      ],
    });
  });

  it.concurrent('Hive partitions, one of which is empty and one of which has no value', async () => {
    const csv = {
      'p/year=2025/a.csv': 'x\n1\n2\n',
      'p/year=2026/a.csv': 'x\n',
      'p/year=__HIVE_DEFAULT_PARTITION__/a.csv': 'x\n3\n',
    };
    expect(await read(csv, 'p/**/*.csv')).toEqual({
      ...{ rows: 3, files: 3, dress: null },
      columns: [
        ['x', 'BIGINT', 0, 3, 1, 3],
        ['year', 'BIGINT', 1, 1, 2025, 2025],
      ],
    });
    const parquet = {
      'p/year=2025/a.parquet': { sql: 'SELECT 1 AS x' },
      'p/year=2026/a.parquet': { sql: 'SELECT 1 AS x WHERE false' },
    };
    expect(await read(parquet, 'p/**/*.parquet')).toEqual({
      ...{ rows: 1, files: 2, dress: null },
      columns: [
        ['x', 'INTEGER', 0, 1, 1, 1],
        ['year', 'BIGINT', 0, 1, 2025, 2025],
      ],
    });
  });

  it.concurrent('names with quotes, dots, commas, line breaks, emoji, marks and blanks, and those of an object', async () => {
    const ours = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const names = [...ours, 'a"b', 'c.d', 'e,f\ng', '😀', '\u202Eabc', ' pad ', "it's", '$1', '# x'];
    const quoted = names.map((name) => `"${name.replaceAll('"', '""')}"`);
    const columns = (type: string) => names.map((name, i) => [name, type, 0, 1, i, i]);
    const numbers = names.map((_, i) => i);
    const csv = await read({ 'a.csv': `${quoted.join(',')}\n${numbers.join(',')}\n` });
    expect(csv.columns).toEqual(columns('BIGINT'));
    const sql = `SELECT ${quoted.map((name, i) => `${i} AS ${name}`).join(', ')}`;
    expect((await read({ 'a.parquet': { sql } })).columns).toEqual(columns('INTEGER'));
  });
});

describe('what nobody could tell apart is refused', { timeout: 60_000 }, () => {
  it.concurrent.each<[string, Files, string]>([
    ['a name twice', { 'a.csv': 'a,b,a\n1,2,3\n' }, 'a.csv: two columns are named "a"'],
    ['no name', { 'a.csv': 'a,,b\n1,2,3\n' }, 'a.csv: column 2 has no name'],
    ['case alone', { 'a.csv': 'a,A\n1,2\n' }, 'a.csv: "a" and "A" differ in nothing but case'],
    [
      'other columns',
      { 'a.csv': 'a\n1\n', 'b.csv': 'b\n1\n' },
      'b.csv lacks "a" and has also "b", unlike a.csv',
    ],
    [
      'another type',
      { 'a.parquet': { sql: 'SELECT 1 AS x' }, 'b.parquet': { sql: 'SELECT [1] AS x' } },
      'b.parquet: "x" is INTEGER[], and in a.parquet it is INTEGER',
    ],
  ])('%s', async (_, files, message) => {
    expect(await refusal(files)).toContain(`error: ${message}\n`);
  });
});
