import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { judge } from './judge.ts';
import { change, comparison, evaluation, metric, policy, record } from './testing/record.ts';

const today = '2026-11-21';
const critical = 1.959964;
const margin = 0.01;

/** The verdicts of changes that lie `z` standard errors from the margin, one slice each. */
function verdictsAt(zs: readonly number[]): string[] {
  const error = 0.01;
  const slices = zs.map((_, i) => `s=${i}`);
  const changes = zs.map((z, i) => {
    const value = z * error - margin;
    return change(value, value - critical * error, value + critical * error, { slice: slices[i] ?? null });
  });
  const evaluated = evaluation(slices.map((slice) => metric({ slice })));
  const rules = policy([{ metric: 'roc_auc', 'no-worse-than': margin, slices: 'all' }]);
  return judge(record({ evaluation: evaluated, comparisons: [comparison(changes)] }), rules, {
    today,
  }).rules.map((rule) => rule.verdict);
}

// One-sided p-values: z = -2.0537 is 0.020, -2.5758 is 0.005, -2.2571 is 0.012, -0.5 is 0.31, 0 is 0.5.
test('a slice that fails alone does not among three: 3 x 0.020 = 0.060 > 0.025', () => {
  expect(verdictsAt([-2.0537])).toEqual(['fail']);
  expect(verdictsAt([-2.0537, -0.5, 0])).toEqual(['inconclusive', 'inconclusive', 'inconclusive']);
});

test('a slice that is clearly worse fails among three: 3 x 0.005 = 0.015 <= 0.025', () => {
  expect(verdictsAt([-0.5, -2.5758, 0])).toEqual(['inconclusive', 'fail', 'inconclusive']);
});

test('the second smallest is held to two only, as Holm has it: 2 x 0.012 = 0.024 <= 0.025', () => {
  expect(verdictsAt([-2.2571, -2.5758, 0])).toEqual(['fail', 'fail', 'inconclusive']);
});

test('passing needs no correction', () => {
  expect(verdictsAt([2, 1.97, 0])).toEqual(['pass', 'pass', 'inconclusive']);
});

test('an interval without width fails below the limit and passes at it, and counts among the tested', () => {
  const at = (figures: [value: number, error: number][]) => {
    const changes = figures.map(([value, error], i) =>
      change(value, value - critical * error, value + critical * error, { slice: `s=${i}` }),
    );
    const evaluated = evaluation(figures.map((_, i) => metric({ slice: `s=${i}` })));
    const rules = policy([{ metric: 'roc_auc', 'no-worse-than': 0.5, slices: 'all' }]);
    const run = record({ evaluation: evaluated, comparisons: [comparison(changes)] });
    return judge(run, rules, { today }).rules.map((rule) => rule.verdict);
  };
  expect(
    at([
      [-0.75, 0],
      [-0.5, 0],
      [0, 0],
    ]),
  ).toEqual(['fail', 'pass', 'pass']);
  // The second lies 2.0537 errors below: 2 x 0.020 = 0.040 > 0.025.
  expect(
    at([
      [0, 0],
      [-0.5 - 0.020537, 0.01],
    ]),
  ).toEqual(['pass', 'inconclusive']);
});

/** Standard normal numbers, the same ones on every run (Box and Muller 1958). */
function* normals(seed: string): Generator<number, never> {
  for (let i = 0; ; i++) {
    const bytes = createHash('sha256').update(`${seed} ${i}`).digest();
    const radius = Math.sqrt(-2 * Math.log((bytes.readUInt32LE(0) + 1) / 2 ** 32));
    yield radius * Math.cos((2 * Math.PI * bytes.readUInt32LE(4)) / 2 ** 32);
  }
}

/** The share of `runs` in which one of `slices` true changes of exactly the margin gets the verdict. */
function rate(verdict: string, slices: number, runs: number): number {
  const normal = normals('at the margin');
  let hits = 0;
  for (let run = 0; run < runs; run++) {
    if (verdictsAt(Array.from({ length: slices }, () => normal.next().value)).includes(verdict)) hits++;
  }
  return hits / runs;
}

// 0.025 on each side of a 95 % interval, within four standard errors of a share in that many runs.
const alpha = 0.025;
const band = (runs: number) => 4 * Math.sqrt((alpha * (1 - alpha)) / runs);

test('a model that is worse by exactly the margin passes in 2.5 % of runs', () => {
  const runs = 10_000;
  const found = rate('pass', 1, runs);
  expect(found).toBeLessThanOrEqual(alpha + band(runs));
  expect(found).toBeGreaterThanOrEqual(alpha - band(runs));
});

test('of 20 slices at exactly the margin, one fails in at most 2.5 % of runs', () => {
  const runs = 3000;
  const found = rate('fail', 20, runs);
  expect(found).toBeLessThanOrEqual(alpha + band(runs));
  // Holm's bound is nearly reached at 20 independent slices: 1 - (1 - 0.025 / 20)^20 = 0.0247.
  expect(found).toBeGreaterThanOrEqual(0.0247 - band(runs));
});
