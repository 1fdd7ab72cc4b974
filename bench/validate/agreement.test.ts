import { expect, it } from 'vitest';
import { agree, failedOf, failedOfOurs } from './agreement.ts';

it('reads what we write and what others write alike', () => {
  const findings = [
    { column: 'f0', check: 'nulls', rows: 100 },
    { column: 'f8', check: 'mean', rows: 1_000_000 },
    { column: null, check: 'rows', rows: 3 },
  ];
  const theirs = 'a warning\n{"failed": {"f8 mean": null, "rows": 3, "f0 nulls": 100}}\n';
  expect(failedOfOurs(JSON.stringify({ findings }, null, 2))).toEqual(failedOf(theirs));
});

it.each([
  ['a count is off by one', { a: 2 }, { a: 3 }],
  ['one lacks a check', { a: 2 }, { a: 2, b: 1 }],
  ['the other lacks it', { a: 2, b: 1 }, { a: 2 }],
  ['a check is called otherwise', { a: 2 }, { b: 2 }],
  ['a count stands for a figure', { a: null }, { a: 0 }],
])('does not agree where %s', (_, ours, theirs) => {
  expect(agree(ours as Record<string, number | null>, theirs as Record<string, number | null>)).toBe(false);
});

it('agrees where nothing fails, and whatever the order', () => {
  expect(agree({}, {})).toBe(true);
  expect(agree({ a: 1, b: null }, { b: null, a: 1 })).toBe(true);
});
