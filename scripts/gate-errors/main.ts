/** Measures what docs/gate-errors.md says, and writes it. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gateErrorsPage, type Rates } from './page.ts';
import {
  floorOfAccuracy,
  floorOfArea,
  marginOfAccuracy,
  resubmitting,
  type Shares,
  uniforms,
} from './simulate.ts';

const SEED = 20_262;
const RUNS = 20_000;
const ADVERSARIES = 2000;
const EFFECTS = [-0.05, -0.02, -0.01, 0, 0.01, 0.02, 0.05];
const LOOKS = [1, 8, 32, undefined];

const uniform = uniforms(SEED);

function rates(
  of: (effect: number, n: number, runs: number, uniform: () => number) => Shares,
  rows: readonly number[],
  runs: number,
): Rates {
  return {
    effects: EFFECTS,
    rows,
    shares: EFFECTS.map((effect) => rows.map((n) => of(effect, n, runs, uniform))),
  };
}

const floor = rates(floorOfAccuracy, [200, 1000, 5000, 20_000], RUNS);
const area = rates(floorOfArea, [200, 1000, 5000], 4000);
const margin = rates(marginOfAccuracy, [200, 1000, 5000, 20_000], RUNS);
// 5,358 rows: ease.ml/ci's for one mean, 32 looks, reliability 0.99, tolerance 0.05.
const adversaries = [
  { n: 1000, worse: 0 },
  { n: 1000, worse: 0.01 },
  { n: 1000, worse: 0.02 },
  { n: 5358, worse: 0.05 },
].map((options) => ({
  ...options,
  passes: LOOKS.map((looks) => resubmitting({ ...options, variants: 200, looks }, ADVERSARIES, uniform)),
}));
const page = gateErrorsPage({ seed: SEED, floor, area, margin, adversaries, looks: LOOKS });
await writeFile(join(import.meta.dirname, '../../docs/gate-errors.md'), page);
