import { expect, test } from 'vitest';
import { chunksByValue, chunksOfSize } from './chunks.ts';
import { measureDrift } from './measure-drift.ts';
import { categorical, numeric } from './testing/columns.ts';

test('chunks of a size: the last has what is left, and none is empty', () => {
  const spans = (rows: number, size: number) =>
    chunksOfSize(rows, size).map(({ name, rows: own }) => [name, [...own]]);
  expect(spans(5, 2)).toEqual([
    ['[0:1]', [0, 1]],
    ['[2:3]', [2, 3]],
    ['[4:4]', [4]],
  ]);
  expect(spans(4, 2).map(([name]) => name)).toEqual(['[0:1]', '[2:3]']);
  expect(spans(0, 2)).toEqual([]);
  expect(spans(2, 10)).toEqual([['[0:1]', [0, 1]]]);
});

test('chunks by value are sorted by it, hold rows in order, and rows without one come last', () => {
  const found = chunksByValue(categorical(['tue', 'mon', null, 'tue', 'mon', 'fri']));
  expect(found.map(({ name, rows }) => [name, [...rows]])).toEqual([
    ['fri', [5]],
    ['mon', [1, 4]],
    ['tue', [0, 3]],
    ['null', [2]],
  ]);
});

test('each chunk of the current rows is measured against all of the reference', () => {
  const reference = numeric([1, 2, 3, 4]);
  const current = numeric([1, 2, 3, 4, 9, 9, null, null]);
  // Rows 4 and 5 lie above all four of the reference; the last chunk has no value.
  const found = measureDrift('ks', reference, current, { size: 2 });
  expect(found.map(({ chunk, n, value }) => [chunk, n, value])).toEqual([
    ['[0:1]', 2, 0.5],
    ['[2:3]', 2, 0.5],
    ['[4:5]', 2, 1],
    ['[6:7]', 2, null],
  ]);
  expect(found[3]).toMatchObject({ outcome: 'insufficient data', reason: 'no values in the current data' });
});
