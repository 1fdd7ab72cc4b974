import type { Finding } from '@assay/contract';
import { expect, it } from 'vitest';
import { findingInWords } from './findings.ts';

const finding = (overrides: Partial<Finding>): Finding => ({
  column: 'trip_miles',
  check: 'range',
  severity: 'warn',
  expected: '0 to 200',
  observed: '1 row of 15,002 (0.00667 %): "1710.0" (1); values go from 0 to 1710',
  rows: 1,
  fraction: 1 / 15_002,
  examples: [{ row: 1519, value: '1710.0' }],
  ...overrides,
});

it('says each thing once', () => {
  expect(findingInWords(finding({}))).toBe('1 row outside 0 to 200: "1710.0"');
});

it.each([
  [{ expected: 'at most 200' }, '1 row above 200: "1710.0"'],
  [{ expected: 'at least 2000' }, '1 row below 2000: "1710.0"'],
  [
    { expected: '0 to 200, at most 1 % of rows outside', rows: 812 },
    '812 rows outside 0 to 200, such as "1710.0"',
  ],
  [{ check: 'type', expected: 'a whole number' }, '1 row not a whole number: "1710.0"'],
  [
    { check: 'nulls', expected: 'at most 1 % nulls', rows: 483, examples: [{ row: 3, value: null }] },
    '483 rows without a value, expected at most 1 % nulls',
  ],
  [
    { check: 'rows', observed: '12 rows', expected: 'at least 100 rows' },
    '12 rows, expected at least 100 rows',
  ],
  [
    { expected: 'at most 30, where plan = "pro"', observed: 'no column "pro"', rows: 3000 },
    'no column "pro"',
  ],
  [{ check: 'columns', observed: 'no such column, but "miles"' }, 'no such column, but "miles"'],
  [
    { check: 'unique', observed: '3 rows of 9 (33.3 %) repeat an earlier key', rows: 3 },
    '3 rows of 9 (33.3 %) repeat an earlier key',
  ],
  [
    { check: 'labels agreement', observed: 'alpha 0.64 of 7 items by 3 annotators; Fleiss’ kappa 0.62' },
    'alpha 0.64 of 7 items by 3 annotators',
  ],
  [{ check: 'constructor', observed: 'as the record says' }, 'as the record says'],
])('%j: %s', (overrides, words) => {
  expect(findingInWords(finding(overrides))).toBe(words);
});

it('names no value of a sensitive column, as the record holds none', () => {
  expect(findingInWords(finding({ examples: [{ row: 1519, value: null }] }))).toBe('1 row outside 0 to 200');
});
