import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { engineFor, sourceOf, temporaryFolder } from '../temporary-data.ts';
import { openSource } from './open-source.ts';

const inUtf16 = (text: string) => Buffer.from(text, 'utf16le');

const WORDS = 'x,y\n1,"café, ""naïve"" – 5 €"\n2,"a\nb"\n';
/** iconv -t WINDOWS-1252 of WORDS: – is 0x96 and € is 0x80 there. */
const windows = Buffer.from(WORDS.replace('–', '\x96').replace('€', '\x80'), 'latin1');

test.each([
  ['UTF-16, least byte first', 'a.csv', inUtf16(`\ufeff${WORDS}`), 'utf-16le'],
  ['UTF-16, greatest byte first', 'a.csv', inUtf16(`\ufeff${WORDS}`).swap16(), 'utf-16be'],
  ['the one without a mark', 'a.csv', inUtf16(WORDS), 'utf-16le'],
  ['the other without a mark', 'a.csv', inUtf16(WORDS).swap16(), 'utf-16be'],
  ['UTF-16 in gzip', 'a.csv.gz', gzipSync(inUtf16(`\ufeff${WORDS}`)), 'utf-16le'],
  ['Windows-1252 in Zstandard', 'a.csv.zst', zstdCompressSync(windows), 'windows-1252'],
  ['Windows-1252', 'a.csv', windows, 'windows-1252'],
])('CSV: %s', async (_, name, content, encoding) => {
  const { engine, source } = await sourceOf({ [name]: content });
  expect(source.dress).toEqual({ encodings: [encoding], separators: [','], decimal: '.' });
  expect(await engine.query(`SELECT * FROM ${source.relation}`)).toEqual([
    { x: 1n, y: 'café, "naïve" – 5 €' },
    { x: 2n, y: 'a\nb' },
  ]);
});

const LINES = '{"x":1,"é":"café – 5 €"}\n{"x":2,"é":"b"}\n';

test.each([
  ['UTF-16 with a mark', 'a.jsonl', inUtf16(`\ufeff${LINES}`).swap16(), 'utf-16be'],
  ['UTF-16 without one, in Zstandard', 'a.ndjson.zst', zstdCompressSync(inUtf16(LINES)), 'utf-16le'],
  [
    'Windows-1252 in gzip',
    'a.jsonl.gz',
    gzipSync(Buffer.from(LINES.replace('–', '\x96').replace('€', '\x80'), 'latin1')),
    'windows-1252',
  ],
])('JSON Lines: %s', async (_, name, content, encoding) => {
  const { engine, source } = await sourceOf({ [name]: content });
  expect(source.dress).toEqual({ encodings: [encoding], separators: [], decimal: '.' });
  expect(await engine.query(`SELECT * FROM ${source.relation}`)).toEqual([
    { x: 1n, é: 'café – 5 €' },
    { x: 2n, é: 'b' },
  ]);
});

test('JSON Lines, each file in its own, keep their order and what their folders say', async () => {
  const files = {
    'year=2023/a.jsonl': '{"y":"cafe"}\n',
    'year=2024/a.jsonl': '{"y":"café"}\n',
    'year=2025/a.jsonl': Buffer.from('{"y":"caf\xe9"}\n', 'latin1'),
    'year=2026/a.jsonl': inUtf16('\ufeff{"y":"b","z":1}\n'),
  };
  const { engine, source } = await sourceOf(files, '*/a.jsonl');
  expect(source.dress?.encodings).toEqual(['utf-8', 'windows-1252', 'utf-16le']);
  expect(await engine.query(`SELECT * FROM ${source.relation}`)).toEqual([
    { y: 'cafe', z: null, year: 2023n },
    { y: 'café', z: null, year: 2024n },
    { y: 'café', z: null, year: 2025n },
    { y: 'b', z: 1n, year: 2026n },
  ]);
  const { folder: scratch } = await engine.scratch();
  expect(readdirSync(scratch)).toEqual([]);
});

test('of what the engine may not read, no copy is made', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'root'));
  writeFileSync(join(folder, 'a.csv'), inUtf16(`\ufeff${WORDS}`));
  const open = openSource(engineFor(join(folder, 'root')), {
    path: '../a.csv',
    root: join(folder, 'root'),
  });
  await expect(open).rejects.toMatchObject({ code: 'file-refused' });
});

test('whoever opens Windows-1252 is warned once, not where a contract says it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.csv'), windows);
  writeFileSync(join(folder, 'b.csv'), WORDS);
  const told: string[] = [];
  const engine = engineFor(folder, { warn: (message) => told.push(message) });
  await openSource(engine, { path: 'a.csv', root: folder, encoding: 'windows-1252' });
  await openSource(engine, { path: 'b.csv', root: folder });
  expect(told).toEqual([]);
  for (const path of ['a.csv', '*.csv', 'a.csv']) await openSource(engine, { path, root: folder });
  expect(told.map((message) => message.slice(0, 40))).toEqual([
    'a.csv is no UTF-8 and was read as Window',
    'a.csv or another of 2 files is no UTF-8 ',
  ]);
});

test('Windows-1252 as iconv and Python have it', async () => {
  // python3: ''.join(bytes([b]).decode('cp1252') for b in range(128, 256) if b not in (0x81, 0x8d, 0x8f, 0x90, 0x9d))
  const defined = Array.from({ length: 128 }, (_, i) => 128 + i).filter(
    (byte) => ![0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte),
  );
  const bytes = defined.flatMap((byte) => [byte, 0x0a]);
  const expected = execFileSync('iconv', ['-f', 'WINDOWS-1252', '-t', 'UTF-8'], {
    input: Buffer.from(bytes),
  });
  const { engine, source } = await sourceOf({ 'a.csv': Buffer.from([0x78, 0x0a, ...bytes]) });
  const rows = await engine.query(`SELECT x FROM ${source.relation}`);
  expect(rows.map(({ x }) => x).join('\n')).toBe(expected.toString().trimEnd());
});

test('a mistake in UTF-16 is told with its line, and no copy is left behind', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.csv'), inUtf16('\ufeffx,y\n1,2\n3\n'));
  const engine = engineFor(folder);
  await expect(openSource(engine, { path: 'a.csv', root: folder })).rejects.toThrow('a.csv:3');
  const { folder: scratch } = await engine.scratch();
  expect(readdirSync(scratch)).toEqual([]);
  engine.close();
  expect(existsSync(scratch)).toBe(false);
});

test('what becomes too large as UTF-8 stops at the limit', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.csv.gz'), gzipSync(inUtf16(`\ufeffx\n${'1\n'.repeat(600_000)}`)));
  const open = openSource(engineFor(folder, { temporaryMb: 1 }), { path: 'a.csv.gz', root: folder });
  await expect(open).rejects.toMatchObject({ code: 'memory-limit' });
});
