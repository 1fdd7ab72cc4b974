import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { openSource } from './open-source.ts';

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

  test('what is no gzip is told without the folder that it is in', async () => {
    await expect(sourceOf({ 'a.csv.gz': 'x\n1\n' })).rejects.toMatchObject({
      code: 'data-unreadable',
      message: 'a.csv.gz cannot be read: Input is not a GZIP stream',
    });
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

  // Broken pages show only when they are read; the end of the file, which is read first, is whole.
  test.each(['snappy', 'zstd', 'gzip'])('Parquet with broken pages of %s', async (codec) => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'a.parquet', "SELECT 'v' || i AS s FROM range(10000) r(i)", codec);
    const bytes = readFileSync(join(folder, 'a.parquet'));
    writeFileSync(join(folder, 'a.parquet'), bytes.fill(0x5a, 100, 2000));
    const engine = engineFor(folder);
    const { relation } = await openSource(engine, { path: 'a.parquet', root: folder });
    await expect(engine.query(`SELECT max(s) FROM ${relation}`)).rejects.toMatchObject({
      code: 'data-unreadable',
      message: expect.stringMatching(/^(a|a Parquet file)(\.parquet)? cannot be read: [^/]+$/),
    });
  });

  test('Parquet that is cut off once it was opened', async () => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'a.parquet', 'SELECT i AS x FROM range(10000) r(i)');
    const engine = engineFor(folder);
    const { relation } = await openSource(engine, { path: 'a.parquet', root: folder });
    truncateSync(join(folder, 'a.parquet'), 10_000);
    await expect(engine.query(`SELECT sum(x) FROM ${relation}`)).rejects.toMatchObject({
      code: 'data-unreadable',
      message: 'a.parquet cannot be read: No magic bytes found at end',
    });
  });

  // So encrypted columns look too, where the end of the file is not encrypted.
  test('Parquet with a broken head of a page', async () => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'a.parquet', 'SELECT i AS x FROM range(1000) r(i)', 'snappy');
    const bytes = readFileSync(join(folder, 'a.parquet'));
    writeFileSync(join(folder, 'a.parquet'), bytes.fill(0xff, 4, 40));
    const engine = engineFor(folder);
    const { relation } = await openSource(engine, { path: 'a.parquet', root: folder });
    await expect(engine.query(`SELECT sum(x) FROM ${relation}`)).rejects.toMatchObject({
      code: 'data-unreadable',
      fix: expect.stringContaining('encrypted'),
    });
  });

  test.each(['TIMESTAMP_MS', 'TIMESTAMP'])(
    'a moment of Parquet beyond what the engine computes in: %s',
    async (type) => {
      const folder = temporaryFolder();
      const [date, ms] = ["DATE '5000000-01-01'", "TIMESTAMP_MS '2009-02-13 23:31:30.123'"];
      await writeParquet(
        folder,
        'a.parquet',
        `SELECT ${type === 'TIMESTAMP' ? date : ms} AS t`,
        'uncompressed',
      );
      // 2009-02-13 23:31:30.123 is 1234567890123 ms; 2^62 of them are 146 million years.
      const text = readFileSync(join(folder, 'a.parquet')).toString('hex');
      const longBytes = (value: bigint) => Buffer.from(new BigInt64Array([value]).buffer).toString('hex');
      const late = text.replaceAll(longBytes(1_234_567_890_123n), longBytes(2n ** 62n));
      writeFileSync(join(folder, 'a.parquet'), Buffer.from(late, 'hex'));
      const engine = engineFor(folder);
      const reading = openSource(engine, { path: 'a.parquet', root: folder }).then(({ relation }) =>
        engine.query(`SELECT CAST(t AS TIMESTAMP) AS t FROM ${relation}`),
      );
      await expect(reading).rejects.toMatchObject({
        code: 'data-unreadable',
        message: 'a date or time is before the year -290307 or after 294246',
      });
    },
  );

  // Each fills a buffer of the engine: in parallel it would leave them out, and all else would look well.
  const long = `7,${'x'.repeat(33_700_000)}\n`;
  const short = '12345,abcd\n';
  test.each([
    ['the only one', long],
    ['the last', `${short.repeat(1000)}${long}`],
    ['one in the middle', `${short.repeat(3_640_000)}${long}${short}`],
    ['the last, that nothing ends', `${short}7,${'x'.repeat(70_000_000)}`],
  ])('CSV with a line without end: %s', async (_, rows) => {
    const code = 'data-unreadable';
    const fix = expect.stringContaining('line end');
    await expect(sourceOf({ 'a.csv': `x,y\n${rows}` })).rejects.toMatchObject({ code, fix });
    const packed = sourceOf({ 'a.csv.gz': gzipSync(`x,y\n${rows}`, { level: 1 }) });
    await expect(packed).rejects.toMatchObject({ code, fix });
  });

  test('many lines that end by CR alone', async () => {
    const rows = `${'x'.repeat(100)}\r`.repeat(400_000);
    const { engine, source } = await sourceOf({ 'a.csv': `x\r${rows}` });
    expect(await engine.query(`SELECT count(*) AS n FROM ${source.relation}`)).toEqual([{ n: 400_000n }]);
  });

  test('a file that grows while it is read', async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'a.csv');
    writeFileSync(file, `x\n${rows}`);
    const writing = setInterval(() => appendFileSync(file, '1\n'), 1);
    const open = openSource(engineFor(folder), { path: 'a.csv', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'data-changed' });
    clearInterval(writing);
  });

  test('a pipe is no file', async () => {
    const folder = temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'a.csv')]);
    const open = openSource(engineFor(folder), { path: 'a.csv', root: folder });
    await expect(open).rejects.toMatchObject({ code: 'data-is-pipe' });
  });
});
