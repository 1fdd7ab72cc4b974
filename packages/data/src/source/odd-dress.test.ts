import { readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { profile } from '../profile/profile.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { openSource } from './open-source.ts';

/** pq.write_table(pa.table({'x': [1], 'X': [2]}), …, compression='none', use_dictionary=False, write_statistics=False, store_schema=False) */
const CASES =
  'UEFSMRUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgEBAAAAAAAAABUAFRwVHCwVAhUAFQYVBhwAAAACAAAAAgECAAAAAAAAABUEGTw1ABgGc2NoZW1hFQQAFQQlAhgBeAAVBCUCGAFYABYCGRwZLCYAHBUEGSUGABkYAXgVABYCFkIWQiYISRwVABUAFQIAPCkGGSYAAgAAACYAHBUEGSUGABkYAVgVABYCFkIWQiZKSRwVABUAFQIAPCkGGSYAAgAAABaEARYCJggWhAEAKCBwYXJxdWV0LWNwcC1hcnJvdyB2ZXJzaW9uIDI2LjAuMRksHAAAHAAAALEAAABQQVIx';

const inUtf16Tabs = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');

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
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x78, 0, 0, 0]), 'UTF-32'],
    ['UTF-16 that ends in half a character', Buffer.from('\ufeffx\n1\n', 'utf16le').subarray(0, -1), 'UTF-8'],
    ['another alphabet', Buffer.from('x\n\xcf\xf0\xe8\xe2\xe5\xf2\n', 'latin1'), 'UTF-8'],
    ['Latin-1 among UTF-8', Buffer.concat([Buffer.from('x\nä\n'), Buffer.from([0xe9, 0x0a])]), 'UTF-8'],
    ['bytes that are nobody’s', Buffer.from('x\n\x81\n', 'latin1'), 'UTF-8'],
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

  const BREAKS = ['\n', '\r\n', '\r'];
  const OTHER_BREAKS = BREAKS.flatMap((end) =>
    BREAKS.filter((within) => within !== end).map((within) => [{ within, end }]),
  );

  describe.each(OTHER_BREAKS)('a header that breaks otherwise than rows end, %j', ({ within, end }) => {
    const rowsOf = (count: number) =>
      Array.from({ length: count }, (_, i) => `${i},${i}.5,"Bonn${i % 2 === 0 ? within : ''}"${end}`);
    const csv = (rows: readonly string[]) => `id,"price${within}(€), ""net""",city${end}${rows.join('')}`;
    const firstAndLast = async (files: Record<string, string | Uint8Array>) => {
      const { engine, source } = await sourceOf(files);
      const names = source.columns.map(({ name }) => name);
      const [row] = await engine.query(
        `SELECT count(*) AS n, min(id) AS a, max(id) AS b, sum(length(city)) AS length FROM ${source.relation}`,
      );
      const { folder: scratch } = await engine.scratch();
      return { names, row, left: readdirSync(scratch) };
    };

    test.each([1, 2, 3, 999, 5000])('has %i rows', async (count) => {
      // Of each other city the line break counts too.
      const length = BigInt(4 * count + within.length * Math.ceil(count / 2));
      expect(await firstAndLast({ 'a.csv': csv(rowsOf(count)) })).toEqual({
        names: ['id', 'price\n(€), "net"', 'city'],
        row: { n: BigInt(count), a: 0n, b: BigInt(count - 1), length },
        left: [],
      });
    });

    test.each([
      ['a byte order mark', 'a.csv', (text: string) => `\ufeff${text}`],
      [';', 'a.csv', (text: string) => text.replaceAll(/,(?! )/g, ';')],
      ['tabs', 'a.tsv', (text: string) => text.replaceAll(/,(?! )/g, '\t')],
      ['gzip', 'a.csv.gz', (text: string) => gzipSync(text)],
      ['UTF-16', 'a.csv', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
      ['Windows-1252', 'a.csv', (text: string) => Buffer.from(text.replace('€', 'ä'), 'latin1')],
    ])('in %s', async (_, name, dressed) => {
      const { row, left } = await firstAndLast({ [name]: dressed(csv(rowsOf(50))) });
      expect({ row, left }).toMatchObject({ row: { n: 50n, a: 0n, b: 49n }, left: [] });
    });

    test('has no rows, or a row that is refused', async () => {
      expect(await firstAndLast({ 'a.csv': csv([]) })).toMatchObject({ row: { n: 0n } });
      const rows = ['1,2,3', '4,5', '6,7,8'].map((row) => row + end);
      await expect(sourceOf({ 'a.csv': csv(rows) })).rejects.toMatchObject({
        code: 'data-unreadable',
        message: expect.stringMatching(/^a\.csv:\d cannot be read: Expected Number of Columns: 3 Found: 2/),
      });
    });
  });

  test.each([
    ['a quote within a field of the header', '"x"y,"z\r\nq"\r1,2\r', 'none is a row'],
    ['a quote of the header that nothing closes', 'x,"y\n1,2\n3,4\n', 'not closed'],
  ])('%s does not pass for a table of no rows', async (_, csv, message) => {
    await expect(sourceOf({ 'a.csv': csv })).rejects.toMatchObject({
      code: 'data-unreadable',
      message: expect.stringContaining(message),
      fix: expect.stringContaining('quote'),
    });
  });

  test('a header alone is a table of no rows', async () => {
    const { engine, source } = await sourceOf({ 'a.csv': 'x,y' });
    expect(await profile(engine, source)).toMatchObject({
      rows: 0,
      columns: [{ column: 'x' }, { column: 'y' }],
    });
  });
});

describe('separators and decimals', () => {
  test.each([
    ['; and decimal commas', 'x;y\n1,5;a\n1,234;b,c\n-2;\n', [1.5, 1.234, -2], ';', ','],
    ['; and decimal points', 'x;y\n1.5;a\n1.234;b\n', [1.5, 1.234], ';', '.'],
    ['; and thousands', 'x;y\n12,500;a\n1,234;b\n', ['12,500', '1,234'], ';', '.'],
    ['| and texts with commas', 'x|y\na,1|1\nb,2|2\nc|3\n', ['a,1', 'b,2', 'c'], '|', '.'],
    ['tabs and decimal commas in exponents', 'x\ty\n1,5e3\ta\n0,001\tb\n', [1500, 0.001], '\t', ','],
    ['; and a name with a comma', '"x";"y, z"\n1;2\n', [1], ';', '.'],
  ])('%s', async (_, csv, values, separator, decimal) => {
    const { engine, source } = await sourceOf({ 'a.csv': csv });
    const column = source.columns[0]?.name ?? '';
    const rows = await engine.query(`SELECT ${column} AS x FROM ${source.relation}`);
    expect(rows.map(({ x }) => (typeof x === 'bigint' ? Number(x) : x))).toEqual(values);
    expect(source.dress).toEqual({ encodings: ['utf-8'], separators: [separator], decimal });
  });

  test('a TSV as its name says is in no odd dress, but for its decimal commas', async () => {
    expect((await sourceOf({ 'a.tsv': 'x\ty\n1\t2\n' })).source.dress).toBeNull();
    expect((await sourceOf({ 'a.tsv': 'x\ty\n1,5\t2\n' })).source.dress).toMatchObject({ decimal: ',' });
  });

  test('each file of several may be in its own', async () => {
    const files = { 'a.csv': 'x,y\n1,2.5\n', 'b.csv': inUtf16Tabs('y\tx\n3.5\t4\n') };
    const { engine, source } = await sourceOf(files);
    expect(await engine.query(`SELECT x, y FROM ${source.relation}`)).toEqual([
      { x: 1n, y: 2.5 },
      { x: 4n, y: 3.5 },
    ]);
    expect(source.dress?.encodings).toEqual(['utf-8', 'utf-16le']);
  });

  test.each([
    ['in one column', 'x;y\n1,5;a\n1.5;b\n'],
    ['that may separate thousands', 'x;y\n1,5;1.234\n2,5;2.500\n'],
  ])('commas beside points %s are refused', async (_, csv) => {
    await expect(sourceOf({ 'a.csv': csv })).rejects.toMatchObject({ code: 'data-decimal' });
  });

  test.each(['sep=;\nx;y\n1;2\n', 'sep=,\r\nx,y\r\n1,2\r\n'])(
    "Excel's own first line is refused: %j",
    async (csv) => {
      const opened = sourceOf({ 'a.csv': csv });
      await expect(opened).rejects.toMatchObject({
        code: 'data-separator',
        fix: expect.stringContaining('remove'),
      });
    },
  );

  test('two separators that both may be meant are refused', async () => {
    await expect(sourceOf({ 'a.csv': 'x;y|z\n1;2|3\n' })).rejects.toMatchObject({ code: 'data-separator' });
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
