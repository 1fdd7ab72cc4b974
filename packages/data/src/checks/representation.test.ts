import { expect, test } from 'vitest';
import { findingsAmong } from '../temporary-data.ts';

const rowsOf = (groups: Record<string, number>) =>
  Object.entries(groups).flatMap(([group, count]) => Array.from({ length: count }, () => group));
const csvOf = (groups: Record<string, number>) => `sex,age\n${rowsOf(groups).join('\n')}\n`;

function found(groups: Record<string, number>, rule: object, more: object = {}, other = {}) {
  const columns = { sex: { type: 'string', nullable: true }, age: { type: 'string' } };
  const files = { 'data.csv': csvOf(groups), 'census.csv': csvOf(other) };
  return findingsAmong(files, { columns, representation: [{ column: 'sex', ...rule }], ...more });
}

const shares = { f: '50 %', m: 0.5 };

test('groups that are too small or too large are named, with their intervals', async () => {
  const [finding, ...others] = await found({ 'f,1': 300, 'm,1': 700 }, { shares });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({ column: 'sex', check: 'representation', rows: 1000, of: 1000 });
  // Wilson's interval of 300 of 1,000 is 0.2724 to 0.3291, of 700 of 1,000 0.6709 to 0.7276 (by the formula; of 0 of 500, up to 0.00762).
  expect(finding?.observed).toBe(
    '"m" 70 % (67.1 % to 72.8 %), expected 50 %: too many; "f" 30 % (27.2 % to 32.9 %), expected 50 %: too few',
  );
});

test('what may be chance, or lies within the tolerance, is not', async () => {
  expect(await found({ 'f,1': 9, 'm,1': 11 }, { shares })).toEqual([]);
  expect(await found({ 'f,1': 4500, 'm,1': 5500 }, { shares })).toEqual([]);
  expect(await found({ 'f,1': 4500, 'm,1': 5500 }, { shares, tolerance: 0.05 })).toHaveLength(1);
});

test('against other data; by several columns together', async () => {
  const census = { 'f,old': 500, 'm,old': 500, 'f,young': 500, 'm,young': 500 };
  const groups = { 'f,old': 500, 'm,old': 500, 'f,young': 100, 'm,young': 900 };
  expect(await found(census, { column: ['sex', 'age'], against: 'census.csv' }, {}, census)).toEqual([]);
  const [both] = await found(groups, { column: ['sex', 'age'], against: 'census.csv' }, {}, census);
  expect(both).toMatchObject({ column: null });
  expect(both?.observed).toMatch(/^"f \/ young" 5 %.* too few; "m \/ young" 45 %.* too many$/);
});

test('rows without a group are in none; a group of which there is no row is told', async () => {
  expect(await found({ ',1': 500, 'f,1': 500, 'm,1': 500 }, { shares })).toEqual([]);
  const [finding] = await found({ 'f,1': 500 }, { shares });
  expect(finding?.observed).toContain('"m" 0 % (0 % to 0.762 %), expected 50 %: too few');
});

test('no group is named of a sensitive column', async () => {
  const columns = { sex: { type: 'string', nullable: true, sensitive: true }, age: { type: 'string' } };
  const [finding] = await found({ 'f,1': 300, 'm,1': 700 }, { shares }, { columns });
  expect(finding?.observed).toMatch(/^70 % /);
});

test('what cannot be compared is said', async () => {
  expect(await found({ 'f,1': 1 }, { column: 'gender', shares })).toMatchObject([
    { observed: 'no column "gender"' },
  ]);
  const names = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`n${i},1`, 1]));
  expect(await found(names, { shares })).toMatchObject([
    { observed: expect.stringContaining('over 1000 groups') },
  ]);
});
