import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonPart, run, temporaryFolder } from '../../harness/index.ts';

const folder = import.meta.dirname;
const python = await pythonPart('agreement-stats', join(folder, 'requirements.txt'), { complete: true })();

test.runIf(python.available)('reference.json holds what the tools say', async () => {
  if (!python.available) throw new Error(python.why);
  const written = join(temporaryFolder(), 'reference.json');
  await run(python.python, [join(folder, 'reference.py'), written]);
  const { versions: _, ...said } = read(written);
  const { versions, ...kept } = read(join(folder, 'reference.json'));
  expect(Object.keys(versions as object)).toContain('scikit-learn');
  expect(said).toEqual(nearly(kept));
});

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

/** The same, but for the last digits of fractions: processors and versions add up in different orders. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isInteger(value)) return expect.closeTo(value, 12);
  if (Array.isArray(value)) return value.map(nearly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nearly(inner)]));
}
