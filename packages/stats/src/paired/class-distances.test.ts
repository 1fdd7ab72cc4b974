import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SummedMetric } from '../metrics/metric.ts';
import { classDistances } from './class-distances.ts';
import { jointSums } from './joint-sums.ts';

const [BINS, OTHER_BINS] = [3, 2];
const row = (label: 0 | 1) =>
  fc.record({ label: fc.constant(label), bins: fc.tuple(fc.nat(BINS - 1), fc.nat(OTHER_BINS - 1)) });
const rows = fc
  .tuple(fc.array(row(0), { minLength: 1, maxLength: 30 }), fc.array(row(1), { minLength: 1, maxLength: 30 }))
  .map(([negatives, positives]) => [...negatives, ...positives]);

test('distances have the means and covariances that rows of each class give, drawn from that class', () => {
  fc.assert(
    fc.property(rows, (each) => {
      const model = (which: 0 | 1): SummedMetric => {
        const cells = Uint16Array.from(each, ({ label, bins }) => 2 * bins[which] + label);
        const counts = new Float64Array(2 * (which === 0 ? BINS : OTHER_BINS));
        for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + 1;
        const value = () => 0;
        return {
          rows: each.length,
          sums: counts,
          squares: counts,
          cellOf: () => cells,
          told: undefined,
          value,
        };
      };
      const { means, covariance } = classDistances(jointSums(model(0), model(1)), BINS);
      const size = BINS + OTHER_BINS;
      // What a row adds to all five distances: its share of the class in its bin of either model, negatives below zero.
      const classes = [0, 1].map((label) => {
        const ofClass = each.filter((one) => one.label === label);
        const share = (label === 1 ? 1 : -1) / ofClass.length;
        return ofClass.map(({ bins }) =>
          Array.from({ length: size }, (_, sum) => (sum === bins[0] || sum === BINS + bins[1] ? share : 0)),
        );
      });
      const summed = (ofClass: number[][], of: (row: number[]) => number) =>
        ofClass.reduce((sum, one) => sum + of(one), 0);
      for (let i = 0; i < size; i++) {
        const mean = classes.reduce((sum, ofClass) => sum + summed(ofClass, (one) => one[i] ?? 0), 0);
        expect(means[i]).toBeCloseTo(mean, 12);
        for (let j = 0; j <= i; j++) {
          // Of n draws, each of which adds a row's numbers: n times their covariance in the class.
          const expected = classes.reduce((sum, ofClass) => {
            const [a, b] = [summed(ofClass, (one) => one[i] ?? 0), summed(ofClass, (one) => one[j] ?? 0)];
            const products = summed(ofClass, (one) => (one[i] ?? 0) * (one[j] ?? 0));
            return sum + products - (a * b) / ofClass.length;
          }, 0);
          expect(covariance[i * size + j]).toBeCloseTo(expected, 12);
        }
      }
    }),
  );
});
