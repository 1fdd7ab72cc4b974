import {
  type Change,
  type Comparison,
  type Evaluation,
  gateSchema,
  type Metric,
  type Policy,
  type Rule,
  type RunRecord,
} from '@assay/contract';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** A metric of the whole evaluation, with an interval of ± 0.02 around 0.9. */
export function metric(overrides: Partial<Metric> = {}): Metric {
  return { metric: 'roc_auc', slice: null, direction: 'higher', ...figures(0.9, 0.88, 0.92), ...overrides };
}

/** A paired change of `value`, with its interval. */
export function change(value: number, low: number, high: number, overrides: Partial<Change> = {}): Change {
  return {
    metric: 'roc_auc',
    slice: null,
    direction: 'higher',
    base: 0.9,
    candidate: 0.9 + value,
    ...figures(value, low, high),
    detectable: null,
    ...overrides,
  };
}

function figures(value: number, low: number, high: number) {
  return { value, low, high, confidence: 0.95, method: 'delong', n: 1000, reason: null };
}

export function comparison(metrics: Change[], overrides: Partial<Comparison> = {}): Comparison {
  return {
    with: 'base',
    record: '01K53V9ZT8Q4N6M2W7X1C5B0AD',
    commit: 'a'.repeat(40),
    recorded: '2026-11-20T10:00:00Z',
    behind: 0,
    paired: true,
    guard: null,
    metrics,
    flips: null,
    ...overrides,
  };
}

/** An evaluation of these metrics; their slices are of 100 rows each, but for those named `small`. */
export function evaluation(metrics: Metric[], small: readonly string[] = []): Evaluation {
  const slices = [...new Set(metrics.flatMap(({ slice }) => (slice === null ? [] : [slice])))];
  return {
    task: 'binary',
    set: digest('e'),
    rows: 1000,
    paired: true,
    source: { path: 'predictions.csv', format: 'csv' },
    metrics,
    slices: slices.map((slice) => ({
      slice,
      n: small.includes(slice) ? 12 : 100,
      small: small.includes(slice),
    })),
    curves: {},
    predictions: null,
    seconds: 1,
  };
}

/** A run in which everything went well, and nothing was evaluated. */
export function record(sections: Partial<RunRecord> = {}): RunRecord {
  const host = { os: 'linux', arch: 'x64', cpus: 2, 'memory-mb': 4096, node: '24.0.0' };
  return {
    assay: 'run/1',
    id: '01K53V9ZT8Q4N6M2W7X1C5B0AE',
    model: 'tip-predictor',
    created: '2026-11-21T10:00:00Z',
    source: { repository: null, commit: null, branch: null, dirty: false, base: null, pull: null },
    origin: { event: 'local', run: null, attempt: null, job: null, actor: null, host },
    contract: null,
    'made-by': { assay: '1.0.0', engine: null },
    ...sections,
  };
}

export const training: NonNullable<RunRecord['training']> = {
  command: 'python train.py',
  outcome: 'trained',
  exit: 0,
  started: '2026-11-21T10:00:00Z',
  seconds: 40,
  'peak-memory-mb': 300,
  seed: 0,
  fingerprint: digest('f'),
  inputs: {},
  params: {},
  environment: {},
  metrics: {},
};

export const artifact = { digest: digest('a'), files: 1, bytes: 5000, paths: ['model'] };

export function dataReport(
  outcome: 'pass' | 'fail' | 'inconclusive',
): NonNullable<RunRecord['data']>[number] {
  const counts = { files: 1, bytes: 10, rows: 1, checks: 1, seconds: 0 };
  return { name: 'trips', digest: digest('d'), outcome, findings: [], profile: [], ...counts };
}

export type RuleInput = Pick<Rule, 'metric'> & Partial<Rule>;

/** A policy as a user would write it, defaults filled in. */
export function policy(rules: RuleInput[], rest: Partial<Omit<Policy, 'rules'>> = {}): Policy {
  return gateSchema.parse({ rules, ...rest });
}
