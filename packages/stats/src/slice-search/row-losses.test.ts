import { expect, test } from 'vitest';
import { seeded } from '../bootstrap/random.ts';
import { pointEstimates } from '../point-estimates.ts';
import type { Samples } from '../sample.ts';
import { type RowTask, rowLosses } from './row-losses.ts';

const ROWS = 60;
const generator = seeded(3);
const uniform = () => (generator.next() >>> 0) / 2 ** 32;
const numbers = (scale = 1) => Float64Array.from({ length: ROWS }, () => scale * uniform());
const codes = <T extends Uint8Array | Int32Array>(of: T, classes: number) =>
  of.map(() => Math.floor(uniform() * classes)) as T;
const truths = () => codes(new Uint8Array(ROWS), 2);
const labels = () => codes(new Int32Array(ROWS), 3);
const texts = () => Array.from(labels(), (code) => ['a', ' a', 'b'][code] as string);
const classes = ['a', 'b', 'c'];

const samples: [metric: string, task: RowTask, sample: Samples[RowTask]][] = [
  ['log_loss', 'binary', { labels: truths(), scores: numbers(), predictions: truths() }],
  ['accuracy', 'binary', { labels: truths(), predictions: truths() }],
  ['log_loss', 'multiclass', { labels: labels(), classes, scores: [numbers(), numbers(), numbers()] }],
  ['accuracy', 'multiclass', { labels: labels(), classes, scores: [numbers(9), numbers(), numbers()] }],
  ['accuracy', 'multiclass', { labels: labels(), classes, predictions: labels() }],
  [
    'hamming_loss',
    'multilabel',
    { labels: [truths(), truths(), truths()], classes, scores: [numbers(), numbers(), numbers()] },
  ],
  ['mae', 'regression', { labels: numbers(9), predictions: numbers(9) }],
  ['pinball', 'quantile', { labels: numbers(), levels: [0.1, 0.5], predictions: [numbers(), numbers()] }],
  ['score', 'text', { labels: texts(), scores: numbers(5) }],
  ['exact_match', 'text', { labels: texts(), predictions: texts() }],
];

test.each(samples)('%s of %s: its mean is the metric', (metric, task, sample) => {
  const found = rowLosses(task, sample as Samples[typeof task]);
  if ('reason' in found) throw new Error(found.reason);
  expect(found.metric).toBe(metric);
  const mean = found.losses.reduce((sum, loss) => sum + loss, 0) / ROWS;
  const [estimate] = pointEstimates(task, sample as Samples[typeof task], [{ metric }]);
  expect(found.direction === 'lower' ? mean : -mean).toBeCloseTo(estimate?.value ?? Number.NaN, 12);
});

test('a threshold is what right and wrong are told by', () => {
  const sample = { labels: Uint8Array.from([0, 1]), scores: Float64Array.from([1.5, 2.5]) };
  expect(rowLosses('binary', sample, 2)).toMatchObject({ losses: Float64Array.from([-1, -1]) });
  expect(rowLosses('binary', sample, 1)).toMatchObject({ losses: Float64Array.from([-0, -1]) });
  expect(rowLosses('binary', sample)).toMatchObject({ reason: 'not-probabilities' });
});

test('numbers that are none have no loss', () => {
  const nan = Float64Array.from([Number.NaN]);
  expect(rowLosses('regression', { labels: nan, predictions: nan })).toMatchObject({ reason: 'not-finite' });
});
