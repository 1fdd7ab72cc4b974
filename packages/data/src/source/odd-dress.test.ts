import { execFileSync } from 'node:child_process';
import { appendFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { profile } from '../profile/profile.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { openSource } from './open-source.ts';

/** pq.write_table(pa.table({'x': [1], 'X': [2]}), …, compression='none', use_dictionary=False, write_statistics=False, store_schema=False) */
const CASES =
  'UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAAAAAABUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgECAAAAAAAAABUEGTw1ABgGc2NoZW1hFQQAFQQlAhgBeAAVBCUCGAFYABYCGRwZLCYAHBUEGSUGABkYAXgVABYCFkIWQiYISRwVABUAFQIAPCkGGSYAAgAAACYAHBUEGSUGABkYAVgVABYCFkIWQiZKSRwVABUAFQIAPCkGGSYAAgAAABaEARYCJggWhAEAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRksHAAAHAAAALEAAABQQVIx';

/** A file that a query of the engine makes, opened. */
async function parquetOf(...queries: string[]) {
  const folder = temporaryFolder();
  for (const [i, sql] of queries.entries()) await writeParquet(folder, `${i}.parquet`, sql);
  const engine = engineFor(folder);
  return { engine, source: await openSource(engine, { path: '*.parquet', root: folder }) };
}

async function profileOf(opened: ReturnType<typeof parquetOf>) {
  const { engine, source } = await opened;
  return (await profile(engine, source)).columns;
}

describe('texts', () => {
  test.each([
    ['UTF-16', Buffer.from('\ufeffid,name\n1,x\n', 'utf16le'), 'UTF-8'],
    ['Latin-1', Buffer.from('x\ncaf\xe9\n', 'latin1'), 'WINDOWS-1252'],
    ['two kinds of line ends', 'x,y\r\n1,2\n3,4\r\n', 'LF or by CRLF'],
  ])('%s is refused, and how to mend it is said', async (_, content, fix) => {
    await expect(sourceOf({ 'a.csv': content })).rejects.toMatchObject({
      code: 'data-unreadable',
      fix: expect.stringContaining(fix),
    });
  });

  test.each([
    ['CR', 'x,y\r1,a\r2,b\r', ['a', 'b']],
    ['CRLF within quotes, LF at the ends of rows', 'x,y\n1,"a\nb\r\nc"\n2,d\n', ['a\nb\r\nc', 'd']],
    ['NUL within a field', 'x,y\n1,a\0b\n', ['a\0b']],
    ['no line end after the last row', 'x,y\n1,a', ['a']],
  ])('%s', async (_, csv, values) => {
    const { engine, source } = await sourceOf({ 'a.csv': csv });
    const rows = await engine.query(`SELECT y FROM ${source.relation}`);
    expect(rows.map(({ y }) => y)).toEqual(values);
  });

  test('a header alone is a table of no rows', async () => {
    const { engine, source } = await sourceOf({ 'a.csv': 'x,y' });
    expect(await profile(engine, source)).toMatchObject({
      rows: 0,
      columns: [{ column: 'x' }, { column: 'y' }],
    });
  });
});

describe('names', () => {
  const NAMES = [
    'a"b',
    "o'brien",
    'a.b',
    '😀',
    '\u202eabc\u202c',
    'select',
    '__proto__',
    'c0',
    'x_1',
    'a\nb',
    ' ',
  ];

  test('come back as they are, from CSV and from Parquet', async () => {
    const row = NAMES.map((_, i) => i);
    const header = NAMES.map((name) => `"${name.replaceAll('"', '""')}"`).join(',');
    const { source } = await sourceOf({ 'a.csv': `${header}\n${row.join(',')}\n` });
    expect(source.columns.map(({ name }) => name)).toEqual(NAMES);
    const values = NAMES.map((name, i) => `${i} AS "${name.replaceAll('"', '""')}"`);
    const typed = await parquetOf(`SELECT ${values.join(', ')}`);
    expect(typed.source.columns.map(({ name }) => name)).toEqual(NAMES);
  });

  test('that differ in case only are refused in Parquet too, where the engine would rename one', async () => {
    // Written by Arrow: the engine itself writes no such file.
    const opened = sourceOf({ 'a.parquet': Buffer.from(CASES, 'base64') });
    await expect(opened).rejects.toMatchObject({ code: 'column-names-collide' });
  });

  test('within nested columns are nobody else', async () => {
    const { source } = await parquetOf(
      "SELECT {'a_1': 1, 'b': {'A': 2}} AS s, [{'c': 1}] AS l, MAP {'k': 1} AS m_1, 1 AS a",
    );
    expect(source.columns.map(({ name }) => name)).toEqual(['s', 'l', 'm_1', 'a']);
  });
});

describe('figures beyond 2^53 are exact', () => {
  test('as texts where a double would change them', async () => {
    const columns = await profileOf(
      parquetOf(
        `SELECT 9007199254740993::DECIMAL(38,0) AS d, 0.12345678901234567890::DECIMAL(38,20) AS f, 1.50::DECIMAL(9,2) AS s,
           18446744073709551615::UBIGINT AS u`,
      ),
    );
    expect(columns.map(({ max }) => max)).toEqual([
      '9007199254740993',
      '0.12345678901234567890',
      1.5,
      '18446744073709551615',
    ]);
  });

  test('whole numbers of 128 bits in CSV and JSON Lines', async () => {
    const most = '170141183460469231731687303715884105727';
    for (const [name, content] of [
      ['a.csv', `x\n${most}\n`],
      ['a.jsonl', `{"x":${most}}\n`],
    ] as const) {
      const { engine, source } = await sourceOf({ [name]: content });
      expect((await profile(engine, source)).columns[0]).toMatchObject({ type: 'HUGEINT', max: most });
    }
  });
});

test('nested Parquet counts nulls and different values; moments beyond the years 1 to 9999 stay what they are', async () => {
  const columns = await profileOf(
    parquetOf(
      `SELECT * FROM (VALUES ({'a': 1}, [1], MAP {'k': 1}, DATE '1899-12-31', TIMESTAMP '12026-11-21 00:00:00'),
         (NULL, [], NULL, DATE '0045-03-15 (BC)', NULL)) t(s, l, m, d, t)`,
    ),
  );
  expect(columns.map(({ nulls, distinct }) => [nulls, distinct])).toEqual([
    [1, 1],
    [0, 2],
    [1, 1],
    [0, 2],
    [1, 1],
  ]);
  expect(columns.slice(3).map(({ min }) => min)).toEqual(['0045-03-15 (BC)', '12026-11-21 00:00:00']);
});

describe('several files', () => {
  test.each([
    ['SELECT 1 AS x', "SELECT {'a': 1} AS x"],
    ['SELECT 1 AS x', "SELECT DATE '2020-01-01' AS x"],
  ])('of types that have nothing in common: %s, %s', async (...queries) => {
    await expect(parquetOf(...queries)).rejects.toMatchObject({
      code: 'data-types-differ',
      message: expect.stringContaining('1.parquet: "x" is'),
    });
  });

  test('one of which has no rows', async () => {
    const { engine, source } = await sourceOf({ 'y=1/a.csv': 'v\n1\n', 'y=2/a.csv': 'v\n' }, '**/*.csv');
    expect(await engine.query(`SELECT v FROM ${source.relation}`)).toEqual([{ v: 1n }]);
  });
});

describe('files that are not whole', () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join('');

  test.each([
    ['the checksum', 4],
    ['half', 20_000],
  ])('gzip without %s', async (_, bytes) => {
    const whole = gzipSync(`x\n${rows}`);
    const cut = whole.subarray(0, whole.length - bytes);
    await expect(sourceOf({ 'a.csv.gz': cut })).rejects.toMatchObject({ code: 'data-cut' });
  });

  test('gzip of several members is whole', async () => {
    const { engine, source } = await sourceOf({
      'a.csv.gz': Buffer.concat([gzipSync('x\n1\n'), gzipSync('2\n')]),
    });
    expect(await engine.query(`SELECT x FROM ${source.relation}`)).toEqual([{ x: 1n }, { x: 2n }]);
  });

  const zstd = Buffer.concat([
    zstdCompressSync(`x\n${rows}`),
    // A frame to be skipped, of three bytes; and one with a checksum.
    Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]),
    zstdCompressSync('7\n'.repeat(300_000), { params: { [constants.ZSTD_c_checksumFlag]: 1 } }),
  ]);

  test.each([1, 4, 5, 20, 1000, zstd.length - 3])('Zstandard without its last %i bytes', async (bytes) => {
    const opened = sourceOf({ 'a.csv.zst': zstd.subarray(0, zstd.length - bytes) });
    await expect(opened).rejects.toMatchObject({ code: 'data-cut' });
  });

  test('Zstandard of several frames is whole', async () => {
    const { engine, source } = await sourceOf({ 'a.csv.zst': zstd });
    expect(await engine.query(`SELECT count(*) AS n FROM ${source.relation}`)).toEqual([{ n: 320_000n }]);
  });

  test('Parquet', async () => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'a.parquet', 'SELECT i FROM range(10000) r(i)');
    truncateSync(join(folder, 'a.parquet'), 10_000);
    const open = openSource(engineFor(folder), { path: 'a.parquet', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'data-unreadable' });
  });

  test('a file that grows while it is read', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.csv');
    writeFileSync(file, `x\n${rows}`);
    const writing = setInterval(() => appendFileSync(file, '1\n'), 1);
    const open = openSource(engineFor(folder), { path: 'a.csv', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'data-changing' });
    clearInterval(writing);
  });

  test('a pipe is no file', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'a.csv')]);
    const open = openSource(engineFor(folder), { path: 'a.csv', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'data-file-not-found' });
  });
});
