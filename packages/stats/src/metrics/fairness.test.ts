import { expect, test } from 'vitest';
import { pointEstimates } from '../point-estimates.ts';

/** Two groups of four rows: labels 1 1 0 0 in each. */
const labels = Uint8Array.of(1, 1, 0, 0, 1, 1, 0, 0);
const part = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);

function valuesOf(predictions: Uint8Array, attributes = { part }, column = 'part') {
  const of = (name: string) =>
    pointEstimates('binary', { labels, predictions, attributes }, [{ metric: `${name}:${column}` }])[0];
  return {
    parity: [of('demographic_parity_difference')?.value, of('demographic_parity_ratio')?.value],
    opportunity: [of('equal_opportunity_difference')?.value, of('equal_opportunity_ratio')?.value],
    odds: [of('equalized_odds_difference')?.value, of('equalized_odds_ratio')?.value],
    reason: of('equalized_odds_difference')?.reason,
  };
}

test('equalised odds are the worse of those of positives and of negatives', () => {
  // Selected 2/4 and 4/4; of positives 2/2 and 2/2; of negatives 0/2 and 2/2.
  expect(valuesOf(Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 1))).toMatchObject({
    parity: [1 / 2, 1 / 2],
    opportunity: [0, 1],
    odds: [1, 0],
  });
  // Of positives 1/2 and 2/2; of negatives 1/2 and 1/2.
  expect(valuesOf(Uint8Array.of(1, 0, 1, 0, 1, 1, 1, 0))).toMatchObject({
    opportunity: [1 / 2, 1 / 2],
    odds: [1 / 2, 1 / 2],
  });
});

test('rates of 0 in every group do not differ, and alone have no ratio', () => {
  // Of positives 1/2 and 2/2; no negative is selected.
  expect(valuesOf(Uint8Array.of(1, 0, 0, 0, 1, 1, 0, 0))).toMatchObject({ odds: [1 / 2, 1 / 2] });
  expect(valuesOf(new Uint8Array(8))).toMatchObject({ parity: [0, null], odds: [0, 1] });
});

test('two groups at 0 have a ratio where a third one is selected', () => {
  // Selected 2/2, 0/2 and 0/4.
  const three = { part: Int32Array.of(0, 0, 1, 1, 2, 2, 2, 2) };
  expect(valuesOf(Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0), three)).toMatchObject({ parity: [1, 0] });
});

test.each([
  ['one-group', { part: new Int32Array(8) }, 'part'],
  ['no-such-column', { part }, 'other'],
  // The second group has no positive.
  ['undefined-in-a-group', { part: Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1) }, 'part'],
])('%s', (reason, attributes, column) => {
  expect(valuesOf(Uint8Array.of(1, 1, 0, 0, 1, 1, 1, 1), attributes, column)).toMatchObject({
    odds: [null, null],
    reason,
  });
});
