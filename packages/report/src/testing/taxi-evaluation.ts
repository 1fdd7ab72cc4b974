import type { Change, Comparison, Evaluation, Metric, Outcome, RuleResult, Verdict } from '@assay/contract';
import { baseCommit, digest } from './taxi.ts';

export interface SliceFigures {
  slice: string;
  n: number;
  base: number;
  candidate: number;
}

export const taxiSlices: readonly SliceFigures[] = [
  { slice: 'payment_type=Cash', n: 2040, base: 0.8821, candidate: 0.8794 },
  { slice: 'payment_type=Credit Card', n: 2127, base: 0.9104, candidate: 0.9081 },
  { slice: 'payment_type=Dispute', n: 34, base: 0.7799, candidate: 0.7012 },
  { slice: 'payment_type=Mobile', n: 611, base: 0.8734, candidate: 0.8123 },
  { slice: 'payment_type=No Charge', n: 18, base: 0.6412, candidate: 0.6918 },
  { slice: 'night', n: 1093, base: 0.8655, candidate: 0.8583 },
  { slice: 'company=Flash Cab', n: 702, base: 0.9011, candidate: 0.9067 },
  { slice: 'company=Sun Taxi', n: 488, base: 0.8832, candidate: 0.8797 },
];

/** A rule's result; a passing one where nothing else is said. */
export function rule(
  overrides: Partial<RuleResult> & Pick<RuleResult, 'rule' | 'metric' | 'limit'>,
): RuleResult {
  return {
    slice: null,
    severity: 'error',
    verdict: 'pass',
    against: null,
    value: null,
    baseline: null,
    change: null,
    low: null,
    high: null,
    method: 'bootstrap',
    n: 4812,
    'more-rows': null,
    counts: overrides.severity !== 'warn' && overrides.waived == null,
    why: 'the whole interval is on the right side',
    waived: null,
    ...overrides,
  };
}

type Figure = [metric: string, direction: 'higher' | 'lower', base: number, candidate: number, half: number];

const figures: readonly Figure[] = [
  ['roc_auc', 'higher', 0.9012, 0.8871, 0.0094],
  ['average_precision', 'higher', 0.8734, 0.8611, 0.0121],
  ['log_loss', 'lower', 0.3891, 0.4103, 0.0153],
  ['f1', 'higher', 0.8034, 0.8012, 0.0131],
  ['accuracy', 'higher', 0.8431, 0.8398, 0.0103],
];

function metric(overrides: Partial<Metric> & Pick<Metric, 'metric'>): Metric {
  return {
    slice: null,
    direction: 'higher',
    value: null,
    low: null,
    high: null,
    confidence: 0.95,
    method: 'bootstrap',
    n: 4812,
    reason: null,
    ...overrides,
  };
}

/** An evaluation of 4,812 trips; five metrics over all of them, ROC AUC by slice. */
export function evaluationOf(
  overrides: Omit<Partial<Evaluation>, 'slices'> & { slices?: readonly SliceFigures[] } = {},
): Evaluation {
  const { slices = taxiSlices, ...rest } = overrides;
  return {
    task: 'binary',
    set: digest('e'),
    rows: 4812,
    paired: true,
    source: { path: 'out/predictions.parquet', format: 'parquet' },
    metrics: [
      ...figures.map(([name, direction, , candidate, half]) =>
        metric({ metric: name, direction, value: candidate, low: candidate - half, high: candidate + half }),
      ),
      metric({ metric: 'brier', direction: 'lower', value: 0.1189, low: 0.1141, high: 0.1238 }),
      ...slices.map(({ slice, n, candidate }) => {
        const half = 0.62 / Math.sqrt(n);
        return metric({
          metric: 'roc_auc',
          slice,
          n,
          value: candidate,
          low: candidate - half,
          high: Math.min(1, candidate + half),
        });
      }),
    ],
    slices: slices.map(({ slice, n }) => ({ slice, n, small: n < 30 })),
    curves: {},
    predictions: { digest: digest('b'), stored: true },
    seconds: 1.7,
    ...rest,
  };
}

function change(
  overrides: Partial<Change> & Pick<Change, 'metric' | 'base' | 'candidate'>,
  half: number,
): Change {
  const { base, candidate } = overrides;
  const value = base === null || candidate === null ? null : candidate - base;
  return {
    slice: null,
    direction: 'higher',
    value,
    low: value === null ? null : value - half,
    high: value === null ? null : value + half,
    confidence: 0.95,
    method: value === null ? null : 'paired bootstrap',
    n: 4812,
    reason: null,
    detectable: value === null ? null : half * 1.43,
    ...overrides,
  };
}

/** Against a baseline of two days ago: `brier` is new, `ks` is gone. */
export function comparisonOf(
  overrides: Partial<Comparison> & { slices?: readonly SliceFigures[] } = {},
): Comparison {
  const { slices = taxiSlices, ...rest } = overrides;
  return {
    with: 'base',
    record: '01K4YX5T0M3R8P6H2V9ZC7B1QE',
    commit: baseCommit,
    recorded: '2026-09-12T08:00:00Z',
    behind: 0,
    paired: true,
    guard: null,
    metrics: [
      ...figures.map(([name, direction, base, candidate, half]) =>
        change({ metric: name, direction, base, candidate }, name === 'roc_auc' ? 0.0037 : half * 0.45),
      ),
      change({ metric: 'ks', base: 0.6611, candidate: null }, 0),
      ...slices.map(({ slice, n, base, candidate }) =>
        change({ metric: 'roc_auc', slice, n, base, candidate }, 0.48 / Math.sqrt(n)),
      ),
    ],
    flips: null,
    ...rest,
  };
}

export function verdictOf(outcome: Outcome, rules: readonly RuleResult[], why: string): Verdict {
  return {
    assay: 'verdict/1',
    outcome,
    why,
    policy: digest('9'),
    artifact: digest('a'),
    set: digest('e'),
    data: 'pass',
    rules: [...rules],
    'on-inconclusive': 'warn',
  };
}
