import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { environments } from '../environments.ts';
import { readReference, runAgain } from '../run-again.ts';

const { tfdv: kept, ...others } = readReference(import.meta.dirname);
const python = await environments.imports();
const tfdv = await environments.tfdv();

test.runIf(python.available)(
  'reference.json holds what the tools say',
  async () => {
    const scripts = ['frictionless', 'pandera', 'great_expectations', 'odcs'].map((tool) => [
      `run_${tool}.py`,
    ]);
    expect(readReference(await runAgain('imports', python, ...scripts))).toEqual(others);
  },
  300_000,
);

test.runIf(tfdv.available)(
  'and what TFDV says, with the schema that it infers of the taxi trips',
  async () => {
    const copy = await runAgain('imports', tfdv, ['run_tfdv.py']);
    expect(readReference(copy)).toEqual({ tfdv: kept });
    const [written, read] = [copy, import.meta.dirname].map((folder) =>
      readFileSync(join(folder, 'schemas/taxi.pbtxt'), 'utf8'),
    );
    expect(written).toBe(read);
  },
  300_000,
);
