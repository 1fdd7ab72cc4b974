import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { openSource } from './open-source.ts';

const CSV = 'id,name\n1,"a, ""b"""\n2,\n';
const ROWS = [
  { id: 1n, name: 'a, "b"' },
  { id: 2n, name: null },
];

async function rowsOf(...args: Parameters<typeof sourceOf>) {
  const { engine, source } = await sourceOf(...args);
  return engine.query(`SELECT * FROM ${source.relation}`);
}

describe('formats', () => {
  test.each([
    ['data.csv', CSV],
    ['DATA.CSV', CSV],
    ['data.csv.gz', gzipSync(CSV)],
    ['data.csv.zst', zstdCompressSync(CSV)],
    ['data.tsv', 'id\tname\n1\t"a, ""b"""\n2\t\n'],
    ['bom.csv', `\ufeff${CSV.replaceAll('\n', '\r\n')}`],
    ['data.jsonl', '{"id":1,"name":"a, \\"b\\""}\n{"id":2}\n'],
    ['data.ndjson.gz', gzipSync('{"id":1,"name":"a, \\"b\\""}\n{"id":2,"name":null}\n')],
    ['data.jsonl.zst', zstdCompressSync('{"id":1,"name":"a, \\"b\\""}\n{"id":2,"name":null}\n')],
  ])('%s', async (name, content) => {
    expect(await rowsOf({ [name]: content })).toEqual(ROWS);
  });

  test('parquet, of files whose column order and widths differ', async () => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'a.parquet', 'SELECT 1::INTEGER AS id, NULL::VARCHAR AS name');
    await writeParquet(folder, 'b.parquet', `SELECT 'x' AS name, 2.5::DOUBLE AS id`);
    const engine = engineFor(folder);
    const source = await openSource(engine, { path: '*.parquet', root: folder });
    expect(source.columns).toEqual([
      { name: 'id', type: 'DOUBLE' },
      { name: 'name', type: 'VARCHAR' },
    ]);
    expect(await engine.query(`SELECT * FROM ${source.relation}`)).toEqual([
      { id: 1, name: null },
      { id: 2.5, name: 'x' },
    ]);
  });

  test('JSON Lines: keys of any row, nested values as JSON, whole numbers exact', async () => {
    const lines = '{"a":9007199254740993}\n{"b":{"c":[1,2]}}\n';
    expect(await rowsOf({ 'a.jsonl': lines })).toEqual([
      { a: 9007199254740993n, b: null },
      { a: null, b: '{"c":[1,2]}' },
    ]);
  });
});

describe('types of texts, over all rows', () => {
  test.each([
    ['1', '-2', 'BIGINT'],
    ['1', '9223372036854775808', 'HUGEINT'],
    ['1', '2.5', 'DOUBLE'],
    ['1', 'nan', 'DOUBLE'],
    ['1', 'x', 'VARCHAR'],
    ['01', '02', 'VARCHAR'],
    ['1_000', '2', 'VARCHAR'],
    ['0.5', '-07.5', 'VARCHAR'],
    ['+49301234567', '+4915112345678', 'VARCHAR'],
    ['1', '+5', 'VARCHAR'],
    ['-1.25', '+0.5', 'DOUBLE'],
    ['true', 'False', 'BOOLEAN'],
    ['true', '1', 'VARCHAR'],
    ['2026-01-31', '2026-02-28', 'DATE'],
    ['2026-01-31', '2026-02-30', 'VARCHAR'],
    ['2026-01-31', '2026-02-28T10:00:00Z', 'TIMESTAMP'],
    ['1/2/2026', '3/4/2026', 'VARCHAR'],
    ['', '', 'VARCHAR'],
    ['', '7', 'BIGINT'],
  ])('%s then, 3,000 rows on, %s: %s', async (first, last, type) => {
    const csv = `x,y\n${`${first},a\n`.repeat(3000)}${last},a\n`;
    const { source } = await sourceOf({ 'a.csv': csv });
    expect(source.columns[0]).toEqual({ name: 'x', type });
  });
});

describe('files', () => {
  test('a pattern takes its files in the order of their names, each once, and rows follow', async () => {
    const files = { 'b/2.csv': 'x\n3\n', 'a/10.csv': 'x\n1\n', 'a/9.csv': 'x\n2\n', 'a/9.txt': '' };
    const { engine, source } = await sourceOf(files, ['**/*.csv', 'a/9.csv']);
    expect(source.files).toEqual(['a/10.csv', 'a/9.csv', 'b/2.csv']);
    expect(await engine.query(`SELECT * FROM ${source.relation}`)).toEqual([{ x: 1n }, { x: 2n }, { x: 3n }]);
    expect(source.bytes).toBe(12);
  });

  test('files may have their columns in another order', async () => {
    expect(await rowsOf({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'y,x\n4,3\n' })).toEqual([
      { x: 1n, y: 2n },
      { x: 3n, y: 4n },
    ]);
  });

  test.each([
    'a*[1]{x,y}\'"?;--.csv',
    '-x.csv',
    ' $(id).csv',
    "o'brien.csv",
    'a=1/ä😀.csv',
    '!x.csv',
    '(a).csv',
  ])('a file named %s is that file, and no other', async (name) => {
    expect(await rowsOf({ [name]: 'x\n1\n', 'a1x.csv': 'x\n2\n', 'aa1xbb.csv': 'x\n2\n' }, name)).toEqual([
      { x: 1n },
    ]);
  });

  test("the digest of one file is sha256sum's", async () => {
    const { source, folder } = await sourceOf({ 'a.csv': CSV });
    const [sum] = execFileSync('sha256sum', [join(folder, 'a.csv')], { encoding: 'utf8' }).split(' ');
    expect(source.digest).toBe(`sha256:${sum}`);
  });
});

describe('mistakes', () => {
  test.each([
    ['data-file-not-found', { 'a.csv': CSV }, 'b.csv'],
    ['data-file-not-found', { 'a.csv': CSV }, '*.parquet'],
    ['data-format-unknown', { 'a.xlsx': CSV }, 'a.xlsx'],
    ['data-formats-mixed', { 'a.csv': CSV, 'b.jsonl': '{}' }, '*'],
    ['data-is-folder', { 'd/a.csv': CSV }, 'd'],
    ['data-remote', { 'a.csv': CSV }, 'https://example.org/a.csv'],
    ['data-remote', { 'a.csv': CSV }, 's3://bucket/*.csv'],
    ['data-empty', { 'a.csv': '' }, 'a.csv'],
    ['data-empty', { 'a.csv.gz': gzipSync('') }, 'a.csv.gz'],
    ['data-unreadable', { 'a.csv': 'x,y\n1,2\n3\n' }, 'a.csv'],
    ['data-unreadable', { 'a.csv': 'x,y\n1,"2\n' }, 'a.csv'],
    ['data-unreadable', { 'a.csv.gz': 'not gzip' }, 'a.csv.gz'],
    ['data-unreadable', { 'a.parquet': 'not parquet' }, 'a.parquet'],
    ['data-unreadable', { 'a.jsonl': '{"a":1}\n{"a":\n' }, 'a.jsonl'],
    ['data-separator', { 'a.csv': 'x;y|z\n1;2|3\n' }, 'a.csv'],
    ['column-unnamed', { 'a.csv': ',x\n0,1\n' }, 'a.csv'],
    ['column-repeated', { 'a.csv': 'x,x\n0,1\n' }, 'a.csv'],
    ['column-names-collide', { 'a.csv': 'x,X\n0,1\n' }, 'a.csv'],
    ['column-names-collide', { 'a.jsonl': '{"x":1}\n{"X":2}\n' }, 'a.jsonl'],
    ['column-unnamed', { 'a.jsonl': '{"":1,"x_1":2}\n' }, 'a.jsonl'],
    ['data-unreadable', { 'a.jsonl': '[1]\n[2]\n' }, 'a.jsonl'],
    ['data-unreadable', { 'a.csv': `x,y\n${'z'.repeat(3e6)},1\n` }, 'a.csv'],
    ['name-has-nul', { 'a.csv': 'x\0y\n0\n' }, 'a.csv'],
  ])('%s (%j)', async (code, files, path) => {
    await expect(sourceOf(files, path)).rejects.toMatchObject({ code });
  });

  test('columns that differ are named, and the line of a broken row is', async () => {
    const differ = sourceOf({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x,z\n1,2\n' });
    await expect(differ).rejects.toMatchObject({
      code: 'data-columns-differ',
      message: 'b.csv lacks "y" and has also "z", unlike a.csv',
    });
    await expect(sourceOf({ 'a.csv': 'x,y\n1,2\n3\n' })).rejects.toThrow('a.csv:3');
  });

  test("an error names the file as the user did, and not the row's values", async () => {
    const error: unknown = await sourceOf({ 'a.csv': 'x,y\n1,2\nsecret\n' }).catch((cause: unknown) => cause);
    expect(String(error)).not.toMatch(/secret|\/tmp|assay-data/);
  });

  test('a link is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.csv'), CSV);
    symlinkSync(join(folder, 'a.csv'), join(folder, 'b.csv'));
    const open = openSource(engineFor(folder), { path: 'b.csv', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'data-is-link' });
  });

  test('a pipe is refused, also behind a link, as <(…) and /dev/stdin are; a device too', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'a.csv')]);
    symlinkSync('a.csv', join(folder, 'b.csv'));
    for (const path of ['a.csv', 'b.csv', '/dev/null']) {
      const open = openSource(engineFor(folder), { path, root: folder });
      await expect(open).rejects.toMatchObject({
        code: 'data-is-pipe',
        message: `${path} is a pipe or a device`,
      });
    }
  });

  test('a file outside the folders of the engine is refused', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'repository'));
    writeFileSync(join(folder, 'outside.csv'), CSV);
    const engine = engineFor(join(folder, 'repository'));
    const open = openSource(engine, { path: '../outside.csv', root: join(folder, 'repository') });
    await expect(open).rejects.toMatchObject({ code: 'file-refused' });
  });

  test('a small file that becomes large stops at the limits', async () => {
    const folder = temporaryFolder();
    const line = `${Array.from({ length: 50 }, (_, i) => `value ${i}`).join(',')}\n`;
    const bomb = `${Array.from({ length: 50 }, (_, i) => `c${i}`).join(',')}\n${line.repeat(600_000)}`;
    writeFileSync(join(folder, 'bomb.csv.zst'), zstdCompressSync(bomb));
    expect((await readFile(join(folder, 'bomb.csv.zst'))).length).toBeLessThan(100_000);
    const engine = engineFor(folder, { memoryMb: 100, temporaryMb: 20 });
    const open = openSource(engine, { path: 'bomb.csv.zst', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'memory-limit' });
  });
});
