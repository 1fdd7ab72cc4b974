import { expect, it } from 'vitest';
import { type Figures, figuresOf, figuresOfOurs, hasAll } from './agreement.ts';

const metrics = [
  { metric: 'roc_auc', slice: null, value: 0.8, low: 0.75, high: 0.85 },
  { metric: 'roc_auc', slice: 's0=a', value: 0.7, low: null, high: null },
];
const ours = figuresOfOurs(JSON.stringify({ metrics }, null, 2));

function theirs(values: Record<string, number>, widths: Record<string, number> = {}): Figures {
  return figuresOf(`a warning\n${JSON.stringify({ values, widths })}\n`);
}

it('has what others found, of all rows and of slices', () => {
  expect(hasAll(ours, theirs({ roc_auc: 0.8, 's0=a roc_auc': 0.7 }, { roc_auc: 0.11 }), 1e-12)).toBe(true);
});

it.each([
  ['a value is off', theirs({ roc_auc: 0.8 + 1e-9 })],
  ['a slice is off', theirs({ 's0=a roc_auc': 0.7001 })],
  ['we have no such metric', theirs({ brier: 0.1 })],
  ['an interval is half as wide', theirs({ roc_auc: 0.8 }, { roc_auc: 0.2 })],
  ['we have no interval', theirs({ roc_auc: 0.8 }, { 's0=a roc_auc': 0.1 })],
  ['they found nothing', theirs({})],
])('does not agree where %s', (_, found) => {
  expect(hasAll(ours, found, 1e-12)).toBe(false);
});
