import { expect, test } from 'vitest';
import { environments } from '../environments.ts';
import { readReference, runAgain, settled } from '../run-again.ts';

const python = await environments.profile();

test.runIf(python.available)(
  'reference.json holds what SciPy and pandas say',
  async () => {
    const copy = await runAgain('skew', python, ['run_scipy.py']);
    const kept = readReference(import.meta.dirname);
    expect(settled(readReference(copy), kept)).toEqual(kept);
  },
  300_000,
);
