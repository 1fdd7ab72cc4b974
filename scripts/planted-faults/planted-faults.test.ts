import { expect, test } from 'vitest';
import { FAULTS, plantAll } from './plant.ts';
import { countSplits } from './splits.ts';

test('a contract of one half finds nothing in the other, over random splits', {
  timeout: 240_000,
}, async () => {
  // The script counts 200: docs/planted-faults.md.
  for (const { of, errors, warnings } of await countSplits(10)) {
    expect({ of, errors, warnings }).toEqual({ of: 10, errors: 0, warnings: 0 });
  }
});

test('planted faults are found by the check that is to find them, but for three kinds', {
  timeout: 240_000,
}, async () => {
  expect(FAULTS.length).toBeGreaterThanOrEqual(60);
  const { outcomes, undamaged } = await plantAll();
  expect(undamaged).toEqual({ adult: [], taxi: [] });
  const missed = new Set(outcomes.filter(({ found }) => found === null).map(({ fault }) => fault));
  expect([...missed]).toEqual(FAULTS.filter((fault) => fault.missed !== undefined));
  expect(missed.size).toBeLessThanOrEqual(3);
});
