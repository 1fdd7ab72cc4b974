import { describe, expect, test } from 'vitest';
import { takeRows } from './bootstrap/subset.ts';
import { pointEstimates } from './point-estimates.ts';
import type { Room } from './room.ts';
import { rowsOf } from './sample.ts';
import { sampleOf } from './testing/problem.ts';
import { reference } from './testing/reference.ts';

describe.each(reference.problems)('parts of $name, one after another in one room', (problem) => {
  const { task, values } = problem;
  const specs = values.map(({ value: _, ...spec }) => spec);

  test('have the values of rows of their own', () => {
    const whole = sampleOf(problem);
    const room: Room = new Map();
    // From all rows to one, and more again: what lies in the room is longer than needed, and was of others.
    for (const size of [rowsOf(whole), 3, 1, 2, 12])
      for (let from = 0; from + size <= rowsOf(whole) && from < 6; from++) {
        const rows = Int32Array.from({ length: size }, (_, i) => from + i);
        const inRoom = pointEstimates(task, takeRows(whole, rows, room), specs);
        expect(inRoom).toEqual(pointEstimates(task, takeRows(whole, rows), specs));
      }
  });
});

test('classes whose scores ascend alike each have ties of their own', () => {
  const whole = {
    classes: ['a', 'b'],
    labels: [Uint8Array.of(1, 0, 1), Uint8Array.of(0, 1, 1)],
    scores: [Float64Array.of(0.2, 0.2, 0.2), Float64Array.of(0.1, 0.3, 0.5)],
  };
  const part = takeRows<'multilabel'>(whole, Int32Array.of(0, 1, 2), new Map());
  const metrics = [{ metric: 'roc_auc_macro' }, { metric: 'average_precision_macro' }];
  // Of a, all of which tie, 1/2 and the share of positives; of b, whose positives score higher, 1.
  const [area, precision] = pointEstimates('multilabel', part, metrics);
  expect(area?.value).toBeCloseTo((1 / 2 + 1) / 2, 12);
  expect(precision?.value).toBeCloseTo((2 / 3 + 1) / 2, 12);
});
