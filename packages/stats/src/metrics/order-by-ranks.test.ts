import { expect, test } from 'vitest';
import { ascendingOrder, ranksOf } from '../order.ts';
import { randomNumbers } from '../testing/samples.ts';
import { orderByRanks } from './order-by-ranks.ts';
import { sortedByScore } from './sorted-by-score.ts';

/** Of so many rows, each half of them from the back, with labels: what ranks say of them, and what the scores do. */
function sortedBothWays(many: Float64Array, rows: readonly number[]) {
  const ranks = ranksOf(many);
  const labels = Uint8Array.from(rows, (row) => (row % 3 === 0 ? 1 : 0));
  const some = () => Float64Array.from(rows, (row) => many[row] ?? 0);
  const [byRanks, byScores] = [some(), some()];
  orderByRanks(
    { labels, scores: byRanks },
    Int32Array.from(rows, (row) => ranks[row] ?? 0),
  );
  const order = [ascendingOrder(byRanks), ascendingOrder(byScores)];
  const sorted = [byRanks, byScores].map((scores) => {
    const found = sortedByScore({ labels, label: 1 }, scores);
    return 'reason' in found ? found : { positive: found.positive, tied: found.tied, order: found.order };
  });
  return { order, sorted };
}

test.each([9000, 20_000, 1])(
  'of some of %d values the order by their ranks is the order of these values',
  (size) => {
    const { normal, uniform } = randomNumbers(11);
    const many = Float64Array.from({ length: size }, (_, row) =>
      // All of the first half differ, so that ranks have two digits.
      row < size / 2 ? normal() : Math.round(normal() * 10) / 10,
    );
    const rows = [...many.keys()].filter(() => size === 1 || uniform() < 0.6).reverse();
    const { order, sorted } = sortedBothWays(many, rows);
    expect(order[0]).toEqual(order[1]);
    expect(sorted[0]).toEqual(sorted[1]);
  },
);

test('ranks of three digits', () => {
  const many = Float64Array.from({ length: 2 ** 22 + 5 }, (_, row) => (row * 2_654_435_761) % 2 ** 32);
  const rows = [5, 2 ** 22 + 3, 77, 2 ** 21, 0];
  const { order } = sortedBothWays(many, rows);
  expect(order[0]).toEqual(order[1]);
});
