import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SummedMetric } from '../metrics/metric.ts';
import { jointSums } from './joint-sums.ts';

const [SIZE, OTHER_SIZE] = [3, 2];
const rows = fc.array(
  fc.record({
    cells: fc.tuple(fc.nat(SIZE - 1), fc.nat(OTHER_SIZE - 1)),
    scores: fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
    hit: fc.nat(1),
  }),
  { minLength: 1, maxLength: 60 },
);

test.each(['counts', 'gaps'])('%s: means and covariances are those of what each row adds', (kind) => {
  fc.assert(
    fc.property(rows, (each) => {
      const amounts = (which: 0 | 1) =>
        each.map(({ scores, hit }) => (kind === 'counts' ? 1 : (scores[which] - hit) / each.length));
      const model = (which: 0 | 1): SummedMetric => {
        const cells = Uint16Array.from(each, (row) => row.cells[which]);
        const sumsOf = (added: readonly number[]) => {
          const sums = new Float64Array(which === 0 ? SIZE : OTHER_SIZE);
          for (const [row, cell] of cells.entries()) sums[cell] = (sums[cell] ?? 0) + (added[row] ?? 0);
          return sums;
        };
        return {
          rows: each.length,
          sums: sumsOf(amounts(which)),
          squares: sumsOf(amounts(which).map((amount) => amount ** 2)),
          cellOf: () => cells,
          told:
            kind === 'counts'
              ? undefined
              : {
                  scores: Float64Array.from(each, ({ scores }) => scores[which]),
                  hits: Uint8Array.from(each, ({ hit }) => hit),
                },
          value: () => 0,
        };
      };
      const { means, covariance } = jointSums(model(0), model(1));
      const n = each.length;
      const size = SIZE + OTHER_SIZE;
      // What a row adds to all five sums.
      const [before, after] = [amounts(0), amounts(1)];
      const added = each.map(({ cells }, row) => {
        return Array.from({ length: size }, (_, sum) => {
          if (sum === cells[0]) return before[row] ?? 0;
          return sum === SIZE + cells[1] ? (after[row] ?? 0) : 0;
        });
      });
      for (let i = 0; i < size; i++) {
        const total = (of: (row: number[]) => number) => added.reduce((sum, row) => sum + of(row), 0);
        const mean = total((row) => row[i] ?? 0);
        expect(means[i]).toBeCloseTo(mean, 12);
        for (let j = 0; j <= i; j++) {
          const expected =
            total((row) => (row[i] ?? 0) * (row[j] ?? 0)) - (mean * total((row) => row[j] ?? 0)) / n;
          expect(covariance[i * size + j]).toBeCloseTo(expected, 10);
        }
      }
    }),
  );
});
