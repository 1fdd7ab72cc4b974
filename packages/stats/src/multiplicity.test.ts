import { expect, test } from 'vitest';
import { benjaminiHochberg, holm } from './multiplicity.ts';
import { reference } from './testing/reference.ts';

const { p, holm: byHolm, benjamini_hochberg: byBenjaminiHochberg } = reference.multiplicity;

test('Holm agrees with statsmodels', () => {
  expect(holm(p)).toEqual(byHolm.map((value) => expect.closeTo(value, 14)));
});

test('Benjamini and Hochberg agrees with statsmodels', () => {
  expect(benjaminiHochberg(p)).toEqual(byBenjaminiHochberg.map((value) => expect.closeTo(value, 14)));
});

test('of no p-values none are adjusted, and what is no p-value is refused', () => {
  expect(holm([])).toEqual([]);
  expect(() => benjaminiHochberg([0.5, Number.NaN])).toThrow(RangeError);
});
