import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const ON_TOP = /^packages[\\/](action|cli)[\\/]/;
const FOR_TESTS = /\.test\.ts$|[\\/]testing[\\/]|[\\/]test-[^\\/]+\.ts$/;

/** The ways to reach the environment or the arguments: by member, by destructuring, by import. */
const READS = [
  /\bprocess\s*\??\.\s*(env|argv)\b/,
  /\bprocess\s*\??\.?\[/,
  /\{[^}]*\b(env|argv)\b[^}]*\}\s*=\s*process\b/,
  /from 'node:process'/,
];

const readsEnvironment = (source: string): boolean => READS.some((read) => read.test(source));

test('only action and cli read the environment and the arguments', async () => {
  const offenders: string[] = [];
  for await (const file of glob('packages/*/src/**/*.ts', { cwd: ROOT })) {
    if (ON_TOP.test(file) || FOR_TESTS.test(file)) continue;
    if (readsEnvironment(await readFile(join(ROOT, file), 'utf8'))) offenders.push(file);
  }
  expect(offenders).toEqual([]);
});

test.each([
  "process.env['CI']",
  'process?.argv',
  "process['env']",
  'const { env } = process;',
  "import { env } from 'node:process'",
])('a read is seen: %s', (source) => expect(readsEnvironment(source)).toBe(true));

test('what only looks like one is not', () => {
  expect(readsEnvironment('process.platform; options.env; spawn(file, { env })')).toBe(false);
});
