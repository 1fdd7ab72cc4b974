import type { RunRecord, TestSet } from '../../packages/contract/src/index.ts';
import { judge, lookOf, withLook } from '../../packages/gate/src/index.ts';
import {
  change,
  comparison,
  evaluation,
  metric,
  policy,
  record,
} from '../../packages/gate/src/testing/record.ts';
import { drawCells } from '../../packages/stats/src/bootstrap/draw-cells.ts';
import { areaInterval, newcombePaired, seeded, wilson } from '../../packages/stats/src/index.ts';
import { standardNormalQuantile } from '../../packages/stats/src/intervals/normal.ts';

/** Shares of the verdicts over many evaluation sets. */
export interface Shares {
  pass: number;
  fail: number;
  inconclusive: number;
}

const CONFIDENCE = 0.95;
const today = '2026-11-21';
const FLOOR = 0.85;
const MARGIN = 0.02;

/** Numbers uniform in [0, 1) from a seed. */
export function uniforms(seed: number): () => number {
  const random = seeded(seed);
  return () => (random.next() >>> 0) / 2 ** 32;
}

/** How many of `n` rows are in each cell, of which these are the shares: drawn anew by every call. */
function rowsByCell(n: number, shares: readonly number[], uniform: () => number): () => readonly number[] {
  const draw = drawCells(Float64Array.from(shares), n, Math.floor(uniform() * 2 ** 31));
  const rows = new Float64Array(shares.length);
  return () => {
    draw(rows);
    return [...rows];
  };
}

/** A floor of 0.85 on the accuracy, where the truth is `effect` above it. */
export function floorOfAccuracy(effect: number, n: number, runs: number, uniform: () => number): Shares {
  const rules = policy([{ metric: 'accuracy', 'at-least': FLOOR }]);
  const drawn = rowsByCell(n, [FLOOR + effect, 1 - FLOOR - effect], uniform);
  return shares(runs, () => {
    const [right = 0] = drawn();
    const figures = wilson(right, n, CONFIDENCE);
    return judge(withMetric('accuracy', figures, n), rules, { today }).outcome;
  });
}

/**
 * A floor of 0.85 on the area under the ROC curve: scores are normal, those of positive rows, which are half, shifted so that
 * the true area is `effect` above it.
 */
export function floorOfArea(effect: number, n: number, runs: number, uniform: () => number): Shares {
  const rules = policy([{ metric: 'roc_auc', 'at-least': FLOOR }]);
  const shift = Math.SQRT2 * standardNormalQuantile(FLOOR + effect);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const labels = Uint8Array.from({ length: n }, (_, i) => i % 2);
  return shares(runs, () => {
    const scores = Float64Array.from(labels, (label) => normal() + label * shift);
    return judge(withMetric('roc_auc', areaInterval(labels, scores, CONFIDENCE), n), rules, { today })
      .outcome;
  });
}

/** "No worse than 0.02" in accuracy, paired: a tenth of the rows changes sides, and the true change is `effect` above -0.02. */
export function marginOfAccuracy(effect: number, n: number, runs: number, uniform: () => number): Shares {
  const rules = policy([{ metric: 'accuracy', 'no-worse-than': MARGIN }]);
  const truth = effect - MARGIN;
  const [gained, lost] = [(0.1 + truth) / 2, (0.1 - truth) / 2];
  const drawn = rowsByCell(n, [gained, lost, 0.9 * 0.85, 0.9 * 0.15], uniform);
  return shares(runs, () => {
    const [onlyCandidate = 0, onlyBase = 0, bothRight = 0, bothWrong = 0] = drawn();
    const counts = { bothRight, onlyBase, onlyCandidate, bothWrong };
    const { value, low, high } = newcombePaired(counts, CONFIDENCE);
    if (value === null || low === null || high === null) throw new TypeError('there are rows');
    const found = change(value, low, high, { metric: 'accuracy' });
    const run = record({
      evaluation: evaluation([metric({ metric: 'accuracy' })]),
      comparisons: [comparison([found])],
    });
    return judge(run, rules, { today }).outcome;
  });
}

/**
 * An adversary: `variants` models of one true accuracy, below the floor by `worse`, are submitted one after the other, until one
 * passes; each errs on rows of its own. With a budget the set answers about `looks` of them.
 *
 * @returns the share of adversaries that got a pass
 */
export function resubmitting(
  { worse, n, variants, looks }: { worse: number; n: number; variants: number; looks: number | undefined },
  runs: number,
  uniform: () => number,
): number {
  const budget = looks === undefined ? {} : { 'test-set': { looks } as never };
  const rules = policy([{ metric: 'accuracy', 'at-least': FLOOR }], budget);
  const drawn = rowsByCell(n, [FLOOR - worse, 1 - FLOOR + worse], uniform);
  let got = 0;
  for (let run = 0; run < runs; run++) {
    let testSet: TestSet | undefined;
    for (let variant = 0; variant < variants; variant++) {
      const [right = 0] = drawn();
      const figures = wilson(right, n, CONFIDENCE);
      const submitted = withMetric('accuracy', figures, n, variant);
      const verdict = judge(submitted, rules, { today, testSet });
      const found = lookOf({ ...submitted, verdict }, new Date(today));
      if (found !== undefined) testSet = withLook(testSet, found.set, found.look);
      if (verdict.outcome === 'pass') {
        got++;
        break;
      }
      // A used-up set answers nobody any more.
      if (verdict.looks?.answered === false) break;
    }
  }
  return got / runs;
}

function withMetric(
  name: string,
  { value, low, high }: { value: number | null; low: number | null; high: number | null },
  n: number,
  variant = 0,
): RunRecord {
  const predictions = { digest: `sha256:${String(variant).padStart(64, '0')}`, stored: true };
  return record({
    evaluation: { ...evaluation([metric({ metric: name, value, low, high, n })]), predictions },
  });
}

function shares(runs: number, verdict: () => keyof Shares): Shares {
  const counts: Shares = { pass: 0, fail: 0, inconclusive: 0 };
  for (let run = 0; run < runs; run++) counts[verdict()]++;
  return { pass: counts.pass / runs, fail: counts.fail / runs, inconclusive: counts.inconclusive / runs };
}
