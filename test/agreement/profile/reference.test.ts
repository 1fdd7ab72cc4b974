import { expect, test } from 'vitest';
import { environments } from '../environments.ts';
import { readReference, runAgain, settled } from '../run-again.ts';

const python = await environments.profile();

test.runIf(python.available)(
  'reference.json holds what pandas and SciPy say',
  async () => {
    const copy = await runAgain('profile', python, [
      'reference.py',
      '../../data/adult.parquet',
      '../../../examples/taxi-tips/data/trips.csv',
      'reference.json',
    ]);
    const kept = readReference(import.meta.dirname);
    expect(settled(readReference(copy), kept)).toEqual(kept);
  },
  300_000,
);
