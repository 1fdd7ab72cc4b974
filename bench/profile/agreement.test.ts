import { expect, test } from 'vitest';
import type { DataProfile } from '../../packages/contract/src/index.ts';
import { differences, toldOf } from './agreement.ts';

const cells = { edges: [0, 1, 2, 3], between: [0, 0, 0, 0], at: [10, 60, 20, 10], slack: 0 };
const profile = {
  columns: [
    { name: 'x', kind: 'number', nulls: 3, min: 0, max: 3, cells, numbers: { mean: 1.3, sd: 0.8 } },
    { name: 't', kind: 'time', nulls: 0, min: '2026-01-01', max: '2026-01-02', cells: null, numbers: null },
  ],
} as unknown as DataProfile;

test('the last line is read, and what agrees is no difference', () => {
  const told = toldOf(
    'a warning\n{"columns": {"x": {"nulls": 3, "min": 0, "mean": 1.3000000001, "quantiles": {"0.5": 1}}, "t": {"nulls": 0, "min": 5}}}\n',
  );
  expect(differences(profile, told)).toEqual([]);
});

test('every figure that differs is named; a sketch may be off by some rows, an exact quantile not', () => {
  const told = {
    x: {
      nulls: 4,
      max: 4,
      mean: 1.30001,
      quantiles: { '0.5': 1, '0.1': 2 },
      sketched: { '0.71': 1, '0.8': 1 },
    },
    y: { nulls: 0 },
  };
  expect(differences(profile, told)).toEqual(['x nulls', 'x max', 'x mean', 'x 0.1', 'x 0.8', 'y']);
});
