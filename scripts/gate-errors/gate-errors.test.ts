import { expect, test } from 'vitest';
import { floorOfAccuracy, floorOfArea, marginOfAccuracy, resubmitting, uniforms } from './simulate.ts';

const ALPHA = 0.025;
/** Four standard errors of a share of alpha in so many runs. */
const band = (runs: number) => 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs);

// A binomial's steps leave Wilson's interval a little above or below its level (Brown, Cai, DasGupta 2001).
const STEPS = 0.005;

test.each([
  ['a floor of accuracy', floorOfAccuracy, 3000, 1000],
  ['a floor of the area', floorOfArea, 3000, 200],
  ['a margin of accuracy', marginOfAccuracy, 3000, 1000],
] as const)('%s: with the truth at the limit, false passes at most alpha', (_, simulate, runs, n) => {
  const { pass, fail, inconclusive } = simulate(0, n, runs, uniforms(5));
  expect(pass).toBeLessThanOrEqual(ALPHA + STEPS + band(runs));
  // The share is that of a test at this level, and not of one that never passes.
  expect(pass).toBeGreaterThan(ALPHA / 4);
  expect(pass + fail + inconclusive).toBeCloseTo(1, 12);
});

test('what is clearly good passes, and what is clearly bad fails', () => {
  expect(floorOfAccuracy(0.05, 5000, 200, uniforms(6)).pass).toBe(1);
  expect(floorOfAccuracy(-0.05, 5000, 200, uniforms(6)).fail).toBe(1);
  expect(marginOfAccuracy(0.05, 5000, 200, uniforms(6)).pass).toBe(1);
  expect(marginOfAccuracy(-0.05, 5000, 200, uniforms(6)).fail).toBe(1);
});

test('of adversaries that resubmit 200 models, a third get a pass without a budget, and few with one', () => {
  const models = { worse: 0.01, n: 1000, variants: 200 };
  const free = resubmitting({ ...models, looks: undefined }, 150, uniforms(7));
  const held = resubmitting({ ...models, looks: 8 }, 150, uniforms(7));
  // Wilson's lower end reaches 0.85 from 873 of 1,000 on: p = 0.0020 at a truth of 0.84; 1 - (1 - p)^200 = 0.33, and 1 - (1 - p)^8 = 0.016.
  expect(free).toBeGreaterThan(0.2);
  expect(held).toBeLessThan(0.07);
});

test('at the limit a budget of 8 bounds false passes by 8 alpha', () => {
  const held = resubmitting({ worse: 0, n: 1000, variants: 200, looks: 8 }, 400, uniforms(8));
  expect(held).toBeLessThanOrEqual(8 * ALPHA + 4 * Math.sqrt((8 * ALPHA * (1 - 8 * ALPHA)) / 400));
});
