import { expect, it } from 'vitest';
import {
  decimalsFor,
  formatBytes,
  formatChange,
  formatCount,
  formatEstimate,
  formatGiven,
  formatNumber,
  formatRelative,
  formatSeconds,
  formatShare,
  formatValue,
  withoutRounding,
} from './number.ts';

it('never rounds what is not zero to zero', () => {
  expect(formatNumber(4e-6)).toBe('0.0000040');
  expect(formatChange({ value: 4e-6, low: null, high: null })).toBe('+0.000004');
  expect(formatNumber(3e-12)).toBe('3.0e−12');
  expect(formatShare(1 / 1_000_000)).toBe('0.0001 %');
});

it('never rounds nearly all to all', () => {
  // 9,532 of 9,533 are 99.98951 %.
  expect([9532 / 9533, 0.9984, 1, 0.5].map(formatShare)).toEqual(['99.99 %', '99.8 %', '100 %', '50.0 %']);
});

it('writes a value of the data so that it can be found there', () => {
  const values = [175.05, 41.717512345, -87.5728, 1490400, 0.000012, 12];
  expect(values.map(formatValue)).toEqual(['175.05', '41.71751', '−87.5728', '1,490,400', '0.000012', '12']);
});

it('gives a change enough decimals to show, and its interval as many', () => {
  // Half the width is 0.000045: two digits of it are six decimals.
  expect(formatChange({ value: -0.00012, low: -0.000165, high: -0.000075 })).toBe(
    '−0.000120 [−0.000165, −0.000075]',
  );
  expect(formatEstimate({ value: 0.8583, low: 0.8391, high: 0.8762 })).toBe('0.8583 [0.8391, 0.8762]');
});

it('writes minus, plus and thousands', () => {
  expect(formatNumber(-1234567.891)).toBe('−1,234,568');
  expect(formatCount(15002)).toBe('15,002');
  expect(formatChange({ value: 0.0021, low: -0.001, high: 0.0052 })).toBe('+0.0021 [−0.0010, +0.0052]');
  expect(formatChange({ value: 0, low: null, high: null })).toBe('0.0000');
});

it('keeps four significant digits of large figures', () => {
  expect(formatNumber(12.3456)).toBe('12.35');
  expect(formatNumber(412.5)).toBe('412.5');
  expect(decimalsFor([0.9, 12.5], null)).toBe(2);
});

it('writes what was given as it was given', () => {
  expect([0.005, 600, 0.85, 4096].map(formatGiven)).toEqual(['0.005', '600', '0.85', '4,096']);
});

it('has no relative change at a base of zero, and a signed one at a negative base', () => {
  expect(formatRelative(0, 0.1)).toBe('–');
  // (c - b) / |b| = 0.5 / 2
  expect(formatRelative(-2, 0.5)).toBe('+25.0 %');
});

it('writes sizes and times in their units', () => {
  expect([999, 812_345, 310e6, 1.2e9].map(formatBytes)).toEqual(['999 bytes', '812 KB', '310 MB', '1.2 GB']);
  expect([0.41, 41.2, 59.7, 725, 12_000].map(formatSeconds)).toEqual([
    '0.4 s',
    '41 s',
    '1 min 0 s',
    '12 min 5 s',
    '3 h 20 min',
  ]);
});

it('an end of an interval that rounds to zero without being it is told from it', () => {
  expect(formatChange({ value: -0.00139, low: -0.00273, high: -0.000031 }, 4)).toBe(
    '−0.0014 [−0.0027, −0.00003]',
  );
  expect(formatChange({ value: 0.0014, low: 0, high: 0.00006 }, 4)).toBe('+0.0014 [0.0000, +0.0001]');
});

it('what rounding leaves beside a number of another size is zero, and a small number alone is none', () => {
  expect(withoutRounding(2.2e-16, 0.02)).toBe(0);
  expect(withoutRounding(2.2e-16, 3e-16)).toBe(2.2e-16);
  expect(withoutRounding(1e-9, 0.9)).toBe(1e-9);
});
