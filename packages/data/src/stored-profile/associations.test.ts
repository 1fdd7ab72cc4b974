import { expect, test } from 'vitest';
import { sourceOf } from '../temporary-data.ts';
import { associations } from './associations.ts';
import { makeProfile } from './make-profile.ts';

test('pairs of numbers and of categories, strongest first; sensitive columns apart; the same on every run', async () => {
  const row = (i: number) => `${i},${-2 * i},${(i * 7919) % 101},${i % 3},k${i % 3},l${i % 2},m${i % 2}`;
  const csv = `a,b,c,d,k,l,m\n${Array.from({ length: 30_000 }, (_, i) => `${row(i)}\n`).join('')}`;
  const { engine, source } = await sourceOf({ 'a.csv': csv });
  const profile = await makeProfile(engine, source, { name: 'd', sensitive: new Set(['d']) });
  const found = await associations(engine, source, profile);
  expect(found.rows).toBe(20_000);
  expect(found.numbers.map(({ columns }) => columns)).toHaveLength(3);
  expect(found.numbers[0]).toMatchObject({ columns: ['a', 'b'], rows: 20_000 });
  expect(found.numbers[0]?.value).toBeCloseTo(-1, 12);
  expect(found.categories.map(({ columns }) => columns.join(' '))[0]).toBe('l m');
  // k and l are independent.
  expect(found.categories.at(-1)?.value).toBeLessThan(0.02);
  expect(await associations(engine, source, profile)).toEqual(found);
});
