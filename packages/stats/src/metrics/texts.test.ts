import { expect, test } from 'vitest';
import { pointEstimates } from '../point-estimates.ts';

const value = (metric: string, labels: string[], predictions: string[]) =>
  pointEstimates('text', { labels, predictions }, [{ metric }])[0]?.value;

test.each([
  ['Paris', ' Paris\n', 1, 1],
  ['The Eiffel Tower', 'eiffel  tower.', 0, 1],
  // "and" is no article, "theory" is not "the" and "ory".
  ['the theory and a fact', 'theory fact', 0, 0],
  ['', 'a', 0, 1],
])('%j and %j: exact match %d, normalized match %d', (label, prediction, exact, normalized) => {
  expect(value('exact_match', [label], [prediction])).toBe(exact);
  expect(value('normalized_match', [label], [prediction])).toBe(normalized);
});

test.each([
  // 2 words in common, of 3 and of 4: 2 * 2 / 7.
  ['red green blue', 'green, red, white or', 4 / 7],
  // A word counts as often as both have it: 1 of 1 and of 3.
  ['no', 'no no no', 2 / 4],
  ['yes', 'no', 0],
  ['', 'the', 1],
])('token F1 of %j and %j', (label, prediction, f1) => {
  expect(value('token_f1', [label], [prediction])).toBeCloseTo(f1, 15);
});

test('pass@k is the share of choices of k attempts that hold one that passes', () => {
  const sample = {
    labels: ['', '', '', '', '', '', ''],
    scores: Float64Array.of(1, 0, 0, 0, 0, 0, 1),
    queries: Int32Array.of(0, 0, 0, 0, 1, 1, 1),
  };
  const at = (k: number) => pointEstimates('text', sample, [{ metric: 'pass', k }])[0];
  // Of 4 attempts 1 passed: 1/4; of 3, 1: 1/3.
  expect(at(1)?.value).toBeCloseTo((1 / 4 + 1 / 3) / 2, 15);
  // 3 of the 6 pairs hold it; 2 of the 3 pairs.
  expect(at(2)?.value).toBeCloseTo((1 / 2 + 2 / 3) / 2, 15);
  expect(at(4)).toEqual({ value: null, reason: 'too-few-attempts' });
});

test('scores of a judge: their mean, and the share that reaches a threshold', () => {
  const sample = { labels: ['', '', ''], scores: Float64Array.of(0.2, 0.8, 1) };
  const specs = [{ metric: 'score' }, { metric: 'pass_rate' }, { metric: 'pass_rate', threshold: 0.8 }];
  const values = pointEstimates('text', sample, specs).map((found) => found.value);
  expect(values).toEqual([expect.closeTo(2 / 3, 15), expect.closeTo(1 / 3, 15), expect.closeTo(2 / 3, 15)]);
  expect(pointEstimates('text', { labels: ['a'] }, [{ metric: 'score' }, { metric: 'pass' }])).toEqual([
    { value: null, reason: 'no-scores' },
    { value: null, reason: 'no-scores' },
  ]);
});
