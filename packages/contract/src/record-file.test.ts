import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { mistakeOf, parseRecord, readRecord, withSections, writeRecord } from './index.ts';
import { artifact, codeOf, record } from './testing/record.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'record-'));
  path = join(folder, '.assay/run.json');
});
afterEach(() => rm(folder, { recursive: true }));

const parse = (value: unknown) =>
  parseRecord(typeof value === 'string' ? value : JSON.stringify(value), 'run.json');
const refusal = (value: unknown) => {
  try {
    parse(value);
  } catch (error) {
    return codeOf(error);
  }
  throw new Error('nothing was refused');
};

test('a record comes back as it was written', async () => {
  expect(await readRecord(path)).toBeUndefined();
  const written = withSections(record(), { artifact });
  await writeRecord(path, written);
  expect(await readRecord(path)).toEqual(written);
  expect(await readdir(join(folder, '.assay'))).toEqual(['run.json']);
});

test.each([
  ['an unknown key', { ...record(), extra: 1 }, 'record-invalid'],
  ['an unknown key deeper down', record({ artifact: { ...artifact, extra: 1 } as never }), 'record-invalid'],
  ['a key of the prototype', '{"assay":"run/1","__proto__":{}}', 'record-invalid'],
  ['a missing section', { assay: 'run/1' }, 'record-invalid'],
  ['a later version', { ...record(), assay: 'run/2' }, 'unsupported-version'],
  ['another document', { assay: 'verdict/1' }, 'unsupported-version'],
  ['a list', [], 'unsupported-version'],
  ['a version nested deeply', `{"assay":${'['.repeat(99_999)}${']'.repeat(99_999)}}`, 'unsupported-version'],
  ['no JSON', '{', 'record-syntax'],
  ['more than sixteen megabytes', `"${'é'.repeat(8_000_000)}"`, 'record-too-large'],
])('%s is refused', (_, value, code) => {
  expect(refusal(value)).toBe(code);
});

test('what a stranger wrote cannot begin a line of the log', () => {
  const hostile = { ...record(), 'a\n::set-output name=x::y': 1 };
  expect(() => parse(hostile)).toThrow(/^[^\n]*Unrecognized key[^\n]*$/);
});

test('a huge file is refused before it is read', async () => {
  await writeRecord(path, record());
  await truncate(path, 8 * 2 ** 30);
  await expect(readRecord(path).catch(codeOf)).resolves.toBe('record-too-large');
});

test('what could not be read again is not written', async () => {
  await writeRecord(path, record());
  const before = await readFile(path, 'utf8');
  const large = record({ artifact: { ...artifact, paths: ['x'.repeat(16_000_000)] } });
  await expect(writeRecord(path, large).catch(codeOf)).resolves.toBe('record-too-large');
  const broken = record({ artifact: { ...artifact, bytes: Number.NaN } });
  await expect(writeRecord(path, broken)).rejects.toThrow('NaN');
  expect(await readFile(path, 'utf8')).toBe(before);
});

test('what fits without its indentation is written without it', async () => {
  // 600,000 paths of one letter are 2.4 MB; indented, each on a line of its own, over 5 MB.
  const wide = record({ artifact: { ...artifact, paths: Array.from({ length: 600_000 }, () => 'x') } });
  await writeRecord(path, wide);
  expect(await readRecord(path)).toEqual(wide);
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(2);
  await writeRecord(path, record());
  expect((await readFile(path, 'utf8')).split('\n').length).toBeGreaterThan(2);
});

test('two at once: one of them stays, whole, and nothing beside it', async () => {
  const some = Array.from({ length: 20 }, (_, i) => record({ artifact: { ...artifact, bytes: i } }));
  await Promise.all(some.map((each) => writeRecord(path, each)));
  expect(some).toContainEqual(await readRecord(path));
  expect(await readdir(join(folder, '.assay'))).toEqual(['run.json']);
});

test('killed at any moment, the file is an old record or a new one, whole', async () => {
  await writeRecord(path, record());
  const script = join(folder, 'write.ts');
  const module = new URL('./index.ts', import.meta.url).href;
  const paths = Array.from({ length: 20_000 }, (_, i) => `model/part-${i}`);
  await writeFile(
    script,
    `import { writeRecord } from ${JSON.stringify(module)};
     const record = ${JSON.stringify(record({ artifact: { ...artifact, paths } }))};
     console.log('ready');
     for (;;) await writeRecord(${JSON.stringify(path)}, record);`,
  );
  for (const delay of [0, 3, 7, 12, 18, 25]) {
    const writer = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(writer.stdout, 'data');
    await new Promise((resolve) => setTimeout(resolve, delay));
    writer.kill('SIGKILL');
    await once(writer, 'exit');
    expect(await readRecord(path)).toBeDefined();
  }
});

test('a record whose folder is a file is a mistake that can be mended', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'assay-record-'));
  await writeFile(join(folder, '.assay'), '');
  const written = writeRecord(join(folder, '.assay/run.json'), record());
  expect(mistakeOf(await written.catch((error) => error))).toMatchObject({ code: 'file-refused' });
  await rm(folder, { recursive: true });
});
