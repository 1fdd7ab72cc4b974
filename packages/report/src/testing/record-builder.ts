import { type RuleResult, type RunRecord, recordSchema } from '@assay/contract';
import { baseCommit, candidateCommit, digest, taxiCurves, taxiData, taxiTraining } from './taxi.ts';
import {
  comparisonOf,
  evaluationOf,
  rule,
  type SliceFigures,
  taxiSlices,
  verdictOf,
} from './taxi-evaluation.ts';

/** The moment at which test documents are composed: two days after the baseline was recorded. */
export const atNow = new Date('2026-09-14T10:00:00Z');
export { candidateCommit } from './taxi.ts';

type Overrides = Partial<RunRecord>;

/** Fills in what an override leaves out, and holds the result against the schema. */
function build(base: RunRecord, overrides: Overrides): RunRecord {
  return recordSchema.parse({ ...base, ...overrides });
}

const bare: RunRecord = {
  assay: 'run/1',
  id: '01K53V9ZT8Q4N6M2W7X1C5B0AD',
  model: 'tip-predictor',
  created: '2026-09-14T09:58:11Z',
  source: {
    repository: 'metro/taxi-tips',
    commit: candidateCommit,
    branch: 'drop-fare-feature',
    dirty: false,
    base: baseCommit,
    pull: 41,
  },
  origin: {
    event: 'pull_request',
    run: 'https://github.com/metro/taxi-tips/actions/runs/42',
    attempt: 1,
    job: 'assay',
    actor: 'ada',
    host: { os: 'linux', arch: 'x64', cpus: 4, 'memory-mb': 16384, node: '24.9.0' },
  },
  contract: { digest: digest('c') },
  'made-by': { assay: '1.0.0', engine: 'duckdb 1.5.6' },
};

const artifact = { digest: digest('a'), files: 3, bytes: 812_345, paths: ['model'] };

const passingRules: RuleResult[] = [
  rule({ rule: 'roc_auc ≥ 0.85', metric: 'roc_auc', value: 0.8871, low: 0.8774, high: 0.8961, limit: 0.85 }),
  rule({
    rule: 'f1 better by 0.05 against trivial',
    metric: 'f1',
    against: 'trivial',
    value: 0.8012,
    baseline: 0.5861,
    change: 0.2151,
    low: 0.1987,
    high: 0.2316,
    limit: 0.05,
  }),
  rule({ rule: 'log_loss ≤ 0.5', metric: 'log_loss', value: 0.4103, low: 0.3951, high: 0.4257, limit: 0.5 }),
  rule({
    rule: 'train.seconds ≤ 600',
    metric: 'train.seconds',
    value: 41.2,
    limit: 600,
    method: null,
    n: null,
  }),
  rule({
    rule: 'train.peak_memory_mb ≤ 4,096',
    metric: 'train.peak_memory_mb',
    value: 310,
    limit: 4096,
    method: null,
    n: null,
  }),
];

/** What a comparison with the base is on a first run. */
const notYet = rule({
  rule: 'roc_auc no worse than 0.005 against base',
  metric: 'roc_auc',
  verdict: 'inconclusive',
  against: 'base',
  value: 0.8871,
  limit: 0.005,
  counts: false,
  why: 'there is no baseline yet',
});

const taxiFlips = {
  gained: 41,
  lost: 57,
  n: 4812,
  examples: { gained: ['trip-0113', 'trip-0207'], lost: ['trip-0009', 'trip-0311', 'trip-0402'] },
};

/** A pull request that makes the model worse: one rule fails, one is inconclusive, one warns, one is waived. */
export function failingRecord(overrides: Overrides = {}): RunRecord {
  const rules: RuleResult[] = [
    rule({
      rule: 'roc_auc no worse than 0.005 against base',
      metric: 'roc_auc',
      verdict: 'fail',
      against: 'base',
      value: 0.8871,
      baseline: 0.9012,
      change: -0.0141,
      low: -0.0178,
      high: -0.0104,
      limit: 0.005,
      why: 'the whole interval of the change lies below −0.005',
    }),
    rule({
      rule: 'roc_auc ≥ 0.85',
      metric: 'roc_auc',
      slice: 'night',
      verdict: 'inconclusive',
      value: 0.8583,
      baseline: 0.8655,
      low: 0.8391,
      high: 0.8762,
      limit: 0.85,
      n: 1093,
      'more-rows': 1900,
      why: '0.85 lies inside the interval',
    }),
    rule({
      rule: 'roc_auc no worse than 0.03 against base',
      metric: 'roc_auc',
      slice: 'payment_type=Mobile',
      severity: 'warn',
      verdict: 'fail',
      against: 'base',
      value: 0.8123,
      baseline: 0.8734,
      change: -0.0611,
      low: -0.0805,
      high: -0.0417,
      limit: 0.03,
      n: 611,
      why: 'the whole interval of the change lies below −0.03',
    }),
    rule({
      rule: 'roc_auc no worse than 0.03 against base',
      metric: 'roc_auc',
      slice: 'payment_type=Dispute',
      verdict: 'fail',
      against: 'base',
      value: 0.7012,
      baseline: 0.7799,
      change: -0.0787,
      low: -0.1212,
      high: -0.0362,
      limit: 0.03,
      n: 34,
      waived: { reason: 'too few trips; issue 41', until: '2027-01-31' },
    }),
    ...passingRules,
  ];
  const record: RunRecord = {
    ...bare,
    data: [taxiData()],
    training: taxiTraining(),
    artifact,
    evaluation: evaluationOf({ curves: taxiCurves() }),
    comparisons: [comparisonOf({ flips: taxiFlips })],
    verdict: verdictOf('fail', rules, '1 rule fails: roc_auc no worse than 0.005 against base'),
  };
  return build(record, overrides);
}

/** The same model, and nothing to say against it. */
export function passingRecord(overrides: Overrides = {}): RunRecord {
  return failingRecord({
    data: [{ ...taxiData(), findings: [], outcome: 'pass' }],
    verdict: verdictOf('pass', passingRules, 'all 5 rules pass'),
    ...overrides,
  });
}

/** The first run of all: nothing to compare with. */
export function firstRunRecord(overrides: Overrides = {}): RunRecord {
  return passingRecord({
    comparisons: [
      {
        with: 'base',
        record: null,
        commit: null,
        recorded: null,
        behind: null,
        paired: false,
        guard: 'no-baseline',
        metrics: [],
        flips: null,
      },
    ],
    verdict: verdictOf('pass', [...passingRules, notYet], 'every rule that counts is kept'),
    ...overrides,
  });
}

/** The lowest step in: a metrics file that another tool wrote, and no contract, data, training or verdict. */
export function metricsOnlyRecord(overrides: Overrides = {}): RunRecord {
  const figure = {
    slice: null,
    low: null,
    high: null,
    confidence: null,
    method: null,
    n: null,
    reason: null,
  };
  return build(
    {
      ...bare,
      contract: null,
      source: { ...bare.source, base: null, pull: null, branch: 'main' },
      origin: { ...bare.origin, event: 'push' },
      evaluation: {
        task: null,
        set: null,
        rows: null,
        paired: false,
        source: { path: 'metrics.json', format: 'json' },
        metrics: [
          { ...figure, metric: 'accuracy', direction: 'higher', value: 0.9134 },
          { ...figure, metric: 'learning_rate_floor', direction: null, value: 0.000004 },
          { ...figure, metric: 'rmse', direction: 'lower', value: null, reason: 'the file says NaN' },
        ],
        slices: [],
        curves: {},
        predictions: null,
        seconds: 0.1,
      },
    },
    overrides,
  );
}

/** A baseline on another evaluation set: unpaired, three commits behind, with a new and a gone metric. */
export function guardedRecord(overrides: Overrides = {}): RunRecord {
  return failingRecord({
    comparisons: [comparisonOf({ paired: false, guard: 'different-evaluation-set', behind: 3, flips: null })],
    ...overrides,
  });
}

/** The evaluation set has 4,812 rows now, and the base knew 4,000 of them: there, this run is better by 0.05 than on all. */
export function grownRecord(): RunRecord {
  const comparison = comparisonOf({ guard: 'grown-evaluation-set' });
  const metrics = comparison.metrics.map((change) => ({
    ...change,
    n: change.slice === null ? 4000 : 300,
    base: change.base === null ? null : change.base + 0.05,
    candidate: change.candidate === null ? null : change.candidate + 0.05,
  }));
  return failingRecord({ comparisons: [{ ...comparison, metrics }] });
}

/** A thousand slices, each with its metric, its change and a rule that fails. */
export function hugeRecord(overrides: Overrides = {}, count = 1000): RunRecord {
  const slices: SliceFigures[] = Array.from({ length: count }, (_, index) => ({
    slice: `company=Company ${String(index + 1).padStart(4, '0')}`,
    n: 40 + (index % 400),
    base: 0.87,
    candidate: 0.82 - (index % 97) / 1000,
  }));
  const rules = slices.map(({ slice, n, base, candidate }) =>
    rule({
      rule: 'roc_auc no worse than 0.03 against base',
      metric: 'roc_auc',
      slice,
      verdict: 'fail',
      against: 'base',
      value: candidate,
      baseline: base,
      change: candidate - base,
      low: candidate - base - 0.01,
      high: candidate - base + 0.01,
      limit: 0.03,
      n,
    }),
  );
  return failingRecord({
    evaluation: evaluationOf({ slices: [...taxiSlices, ...slices], curves: taxiCurves() }),
    comparisons: [comparisonOf({ slices: [...taxiSlices, ...slices] })],
    verdict: verdictOf('fail', rules, `${count} rules fail`),
    ...overrides,
  });
}
