import { expect, test } from 'vitest';
import { drawForPages } from './draw.ts';
import { type ForestRow, forestPlot } from './forest.ts';

/** The numbers of the axis of the wide drawing. */
async function ticksOf(rows: Pick<ForestRow, 'value' | 'low' | 'high' | 'base'>[]): Promise<string[]> {
  const forest = {
    ...{ title: 'by slice', words: 'by slice', axis: 'metric', format: ',~r', reference: null },
    rows: rows.map((row, index) => ({ ...row, label: `slice ${index}`, tone: 'plain' as const })),
  };
  const page = await drawForPages((width) => forestPlot(forest, width));
  const wide = page.slice(0, page.indexOf('class="narrow"'));
  return [...wide.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map(([, text = '']) => text)
    .filter((text) => /^[−\d.,]+$/.test(text));
}

const numbers = (ticks: readonly string[]) =>
  ticks.map((tick) => Number(tick.replace('−', '-').replaceAll(',', '')));

test.each([
  ['an error in minutes', 3, 12],
  ['an error in cents', 45_000, 181_000],
  ['a log loss that is small', 0.000002, 0.000013],
  ['what is below zero', -40, -5],
  ['a share', 0.41, 0.86],
])('the axis of %s is as wide as intervals and bases need', async (_, low, high) => {
  const middle = (low + high) / 2;
  const ticks = numbers(await ticksOf([{ value: middle, low, high: middle, base: high }]));
  const [first = Number.NaN, second = Number.NaN] = ticks;
  const step = second - first;
  expect(ticks.length).toBeGreaterThan(3);
  // Room for the dots, up to the next round number: less than two steps.
  expect(first).toBeGreaterThan(low - 2 * step);
  expect(first).toBeLessThan(low + step);
  expect(ticks.at(-1)).toBeGreaterThan(high - step);
  expect(ticks.at(-1)).toBeLessThan(high + 2 * step);
});

test('thousands have commas, as everywhere in a report', async () => {
  expect(await ticksOf([{ value: 45_000, low: 40_000, high: 60_000, base: null }])).toContain('50,000');
});
