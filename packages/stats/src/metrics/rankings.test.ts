import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { influenceOnArea, influenceOnPrecision } from './ranking-influence.ts';
import { ranked, squaredDerivatives, squaredDifferences } from './rankings.ts';
import { type SortedByScore, sortedByScore } from './sorted-by-score.ts';

// Few values, so that many are tied, and many.
const score = fc.oneof(fc.nat(3), fc.nat(1000));
const some = fc.array(fc.record({ label: fc.nat(1), before: score, after: score }), { maxLength: 20 });
const bothClasses = [
  { label: 0, before: 1, after: 2 },
  { label: 1, before: 2, after: 1 },
];

function sorted(labels: Uint8Array, scores: readonly number[]): SortedByScore {
  const found = sortedByScore({ labels, label: 1 }, Float64Array.from(scores));
  if ('reason' in found) throw new Error('scores have an order');
  return found;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test('a ranking is what all pairs and all thresholds say', () => {
  fc.assert(
    fc.property(some, (more) => {
      const rows = [...bothClasses, ...more];
      const [positives, negatives] = [1, 0].map((label) =>
        rows.filter((row) => row.label === label).map((row) => row.before),
      ) as [number[], number[]];
      const found = ranked(
        sorted(
          Uint8Array.from(rows, ({ label }) => label),
          rows.map(({ before }) => before),
        ),
      );
      const pairs = positives.flatMap((one) => negatives.map((other) => (Math.sign(one - other) + 1) / 2));
      const atLeast = (scores: readonly number[], least: number) =>
        scores.filter((one) => one >= least).length;
      const shares = positives.map(
        (one) => atLeast(positives, one) / (atLeast(positives, one) + atLeast(negatives, one)),
      );
      const distances = rows.map(({ before }) => {
        const upTo = (scores: readonly number[]) => scores.filter((one) => one <= before).length;
        return Math.abs(upTo(positives) * negatives.length - upTo(negatives) * positives.length);
      });
      expect(found).toMatchObject({ positives: positives.length, negatives: negatives.length });
      expect(found.pairs).toBe(sum(pairs));
      expect(found.precision).toBeCloseTo(sum(shares) / positives.length, 12);
      expect(found.largest).toBe(Math.max(...distances));
      // The lowest score at which it is, and the last of the rows that have it.
      const at = Math.min(
        ...rows.filter((_, i) => distances[i] === found.largest).map(({ before }) => before),
      );
      expect(found.at).toBe(rows.filter(({ before }) => before <= at).length - 1);
    }),
  );
});

test('of rows that are repeated there are as many more pairs, and as precise', () => {
  fc.assert(
    fc.property(some, (more) => {
      const rows = [...bothClasses, ...more];
      const times = 5000;
      const [once, often] = [rows, Array.from({ length: times }, () => rows).flat()].map((each) =>
        ranked(
          sorted(
            Uint8Array.from(each, ({ label }) => label),
            each.map(({ before }) => before),
          ),
        ),
      );
      expect(often?.pairs).toBe(times ** 2 * (once?.pairs ?? 0));
      expect(often?.largest).toBe(times ** 2 * (once?.largest ?? 0));
      expect(often?.precision).toBeCloseTo(once?.precision ?? 0, 12);
    }),
    { numRuns: 5 },
  );
});

// Repeated, they are more rows than one call walks over, which then ends within ties.
describe.each([1, 5000])('rows %d times', (times) => {
  test('squares are those of the derivatives, and of their differences', () => {
    fc.assert(
      fc.property(some, (more) => {
        const rows = Array.from({ length: times }, () => [...bothClasses, ...more]).flat();
        const labels = Uint8Array.from(rows, ({ label }) => label);
        const before = sorted(
          labels,
          rows.map((row) => row.before),
        );
        const after = sorted(
          labels,
          rows.map((row) => row.after),
        );
        const positives = labels.reduce((count, label) => count + label, 0);
        const expected = (of: (derive: typeof influenceOnArea) => Float64Array) => {
          const [ofArea, ofPrecision] = [of(influenceOnArea), of((one) => influenceOnPrecision(one))];
          // The area's derivatives are placements over the rows of their class.
          const placed = ofArea.map(
            (one, row) => one * (labels[row] === 1 ? positives : rows.length - positives),
          );
          const squares = (numbers: Float64Array, label?: number) =>
            numbers.reduce(
              (total, one, row) => total + (label === undefined || labels[row] === label ? one * one : 0),
              0,
            );
          return { placements: [squares(placed, 1), squares(placed, 0)], precision: squares(ofPrecision) };
        };
        const close = ({ placements, precision }: ReturnType<typeof expected>) => ({
          // To ten digits: rounding adds up over as many rows.
          placements: placements.map((square) =>
            expect.closeTo(square, 9 - Math.ceil(Math.log10(Math.max(1, square)))),
          ),
          precision: expect.closeTo(precision, 12),
        });
        expect(squaredDerivatives(after)).toEqual(close(expected((derive) => derive(after))));
        const differences = expected((derive) => {
          const other = derive(before);
          return derive(after).map((one, row) => one - (other[row] ?? 0));
        });
        expect(squaredDifferences(before, after)).toEqual(close(differences));
        // Kept of these two, and of no others.
        expect(squaredDifferences(before, before)).toEqual({ placements: [0, 0], precision: 0 });
        expect(squaredDifferences(before, after)).toEqual(close(differences));
      }),
      { numRuns: times === 1 ? 100 : 5 },
    );
  });
});
