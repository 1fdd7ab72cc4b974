import { expect, test } from 'vitest';
import { environments } from '../environments.ts';
import { readReference, runAgain, settled } from '../run-again.ts';

const python = await environments.labels();

test.runIf(python.available)(
  'reference.json holds what the tools say',
  async () => {
    const copy = await runAgain('labels', python, ['reference.py', 'reference.json']);
    const kept = readReference(import.meta.dirname);
    expect(settled(readReference(copy), kept)).toEqual(kept);
  },
  300_000,
);
