import type { Curves, DataReport, Training } from '@assay/contract';

/** A digest that tests can tell from others: 64 times one hexadecimal digit. */
export function digest(digit: string): string {
  return `sha256:${digit.repeat(64)}`;
}

export const candidateCommit = '3f2c1aa4d5b6978877665544332211009f8e7d6c';
export const baseCommit = '9d0e7b2c1a0f9e8d7c6b5a493827160594837261';

/** The data set of the example: 15,002 trips, three of them paid in a way that the contract does not know. */
export function taxiData(): DataReport {
  return {
    name: 'trips',
    digest: digest('d'),
    files: 1,
    bytes: 1_912_004,
    rows: 15_002,
    outcome: 'pass',
    findings: [
      {
        column: 'payment_type',
        check: 'allowed',
        severity: 'warn',
        expected: 'one of "Cash", "Credit Card", "Dispute", "Mobile", "No Charge"',
        observed: '3 rows of 15,002 (0.02 %): "Prcard" (3)',
        rows: 3,
        fraction: 3 / 15_002,
        examples: [
          { row: 811, value: 'Prcard' },
          { row: 7204, value: 'Prcard' },
          { row: 9013, value: 'Prcard' },
        ],
      },
    ],
    checks: 38,
    profile: [
      {
        column: 'trip_id',
        type: 'VARCHAR',
        nulls: 0,
        distinct: null,
        min: null,
        max: null,
        mean: null,
        sd: null,
      },
      {
        column: 'trip_miles',
        type: 'DOUBLE',
        nulls: 4,
        distinct: 1311,
        min: 0,
        max: 61.4,
        mean: 3.512,
        sd: 4.887,
      },
      {
        column: 'fare',
        type: 'DOUBLE',
        nulls: 0,
        distinct: 842,
        min: 3.25,
        max: 412.5,
        mean: 14.21,
        sd: 12.94,
      },
      {
        column: 'trip_start_hour',
        type: 'BIGINT',
        nulls: 0,
        distinct: 24,
        min: 0,
        max: 23,
        mean: 13.9,
        sd: 6.31,
      },
      {
        column: 'payment_type',
        type: 'VARCHAR',
        nulls: 0,
        distinct: 6,
        min: 'Cash',
        max: 'Prcard',
        mean: null,
        sd: null,
      },
      {
        column: 'company',
        type: 'VARCHAR',
        nulls: 5021,
        distinct: 48,
        min: null,
        max: null,
        mean: null,
        sd: null,
      },
      { column: 'tipped', type: 'BIGINT', nulls: 0, distinct: 2, min: 0, max: 1, mean: 0.4137, sd: 0.4925 },
    ],
    seconds: 0.41,
  };
}

export function taxiTraining(): Training {
  return {
    command: 'python train.py --seed $ASSAY_SEED',
    outcome: 'trained',
    exit: 0,
    started: '2026-09-14T09:57:02Z',
    seconds: 41.2,
    'peak-memory-mb': 310,
    seed: 1,
    fingerprint: digest('f'),
    inputs: { 'train.py': digest('1'), 'params.yaml': digest('2'), 'data/trips.csv': digest('3') },
    params: { 'model.depth': 6, 'model.learning_rate': 0.05, 'model.loss': 'log_loss', balanced: true },
    environment: { python: '3.13.1', 'uv.lock': digest('4') },
    metrics: { train_roc_auc: 0.9321, validation_roc_auc: 0.8869 },
  };
}

// Curves with the shape of a binormal model; not computed from the taxi data.
const steps = Array.from({ length: 41 }, (_, index) => index / 40);

export function taxiCurves(): Curves {
  return {
    roc: steps.map((rate): [number, number] => [rate, rate ** 0.145]),
    'precision-recall': steps.map((recall): [number, number] => [recall, 0.97 - 0.5563 * recall ** 4]),
    gain: steps.map((selected): [number, number] => [selected, Math.min(1, selected ** 0.35)]),
    calibration: Array.from({ length: 10 }, (_, index) => {
      const predicted = 0.05 + index / 10;
      const observed = predicted + 0.06 * Math.sin(predicted * 2 * Math.PI);
      const n = 300 + 45 * Math.abs(index - 4);
      const half = 1.96 * Math.sqrt((observed * (1 - observed)) / n);
      return {
        predicted,
        observed,
        low: Math.max(0, observed - half),
        high: Math.min(1, observed + half),
        n,
      };
    }),
    confusion: {
      classes: ['no tip', 'tip'],
      counts: [
        [2471, 350],
        [421, 1570],
      ],
    },
  };
}
