import { expect, test } from 'vitest';
import { measureDrift } from './measure-drift.ts';
import { categorical, numeric } from './testing/columns.ts';
import { reference } from './testing/reference.ts';
import { type TfdvHistogram, tfdvDivergence } from './tfdv-histogram.ts';

function histogramOf(
  buckets: (typeof reference.tfdv.histograms)[number]['reference'],
  nans: number,
): TfdvHistogram {
  const bound = (end: number | string) =>
    typeof end === 'number' ? end : Number(end.replace('inf', 'Infinity'));
  return {
    buckets: buckets.map(([low, high, count]) => ({ low: bound(low), high: bound(high), count })),
    nans,
  };
}

test.each(reference.tfdv.histograms)('$reference and $current, NaN $nans, diverge by $jsd', (example) => {
  const a = histogramOf(example.reference, example.nans[0]);
  const b = histogramOf(example.current, example.nans[1]);
  expect(tfdvDivergence(a, b)).toBeCloseTo(example.jsd, 12);
  expect(tfdvDivergence(b, a)).toBeCloseTo(example.jsd, 12);
});

test('the numbers printed in TFDV’s own unit tests (metrics_test.cc)', () => {
  const numbers = reference.tfdv.histograms.map(({ jsd }) => jsd);
  expect(numbers[0]).toBeCloseTo(0.65563906222, 10);
  expect(numbers[1]).toBeCloseTo(0.13792538096, 10);
  const linf = (a: Record<string, number>, b: Record<string, number>) => {
    const [x, y] = [a, b].map((counts) =>
      categorical(
        Object.entries(counts).flatMap(([label, count]) => Array.from({ length: count }, () => label)),
      ),
    );
    return x && y && measureDrift('linf@tfdv', x, y)[0]?.value;
  };
  expect(linf({ hello: 1, world: 9 }, { hello: 3, world: 7 })).toBeCloseTo(0.2, 14);
  expect(linf({ b: 9, c: 1 }, { a: 3, b: 7 })).toBeCloseTo(0.3, 14);
});

test.each([
  // Infinities meet nothing, not even each other: their share is the divergence.
  { finite: 2, infinite: 3, jsd: 0.6 },
  { finite: 2, infinite: 2, jsd: 0.5 },
  { finite: 2, infinite: 0, jsd: 0 },
])(
  'the same column with $infinite infinities beside $finite numbers diverges by $jsd from itself',
  (example) => {
    const infinite = Array.from({ length: example.infinite }, () => Number.POSITIVE_INFINITY);
    const column = numeric([...Array.from({ length: example.finite }, (_, i) => i), ...infinite]);
    expect(measureDrift('jsd@tfdv', column, column)[0]?.value).toBeCloseTo(example.jsd, 14);
  },
);

test('an empty histogram has no divergence', () => {
  expect(
    tfdvDivergence({ buckets: [], nans: 0 }, { buckets: [{ low: 0, high: 1, count: 1 }], nans: 0 }),
  ).toBeNull();
});
