import { chunksOfSize } from '../../packages/drift/src/methods/chunks.ts';
import { driftMethod } from '../../packages/drift/src/methods/measure-drift.ts';
import { normalAt } from '../../packages/drift/src/schedule/testing/simulate.ts';
import { ksPValue, ksStatistic, wasserstein } from '../../packages/stats/src/index.ts';

/** Rules that judge each day by itself, as a scheduled check with these tools' defaults does. */
export const RULES = ['KS, p < 0.05', 'Evidently', 'NannyML'] as const;
export type Rule = (typeof RULES)[number];

/** What one rule raised on a stream. */
export interface Raised {
  /** Column-days. */
  alarms: number;
  readonly days: Set<number>;
  /** Column to the first day. */
  readonly first: Map<number, number>;
}

type Judge = (values: Float64Array) => Record<Rule, boolean>;

/** Counts the alarms of each rule on the first columns of a simulated stream. */
export class DailyRules {
  readonly #judges: Judge[] = [];
  readonly #columns: number;
  readonly #rows: number;
  readonly #shift: number;
  readonly raised: Record<Rule, Raised>;

  constructor(options: { columns: number; rows: number; shift: number }) {
    this.#columns = options.columns;
    this.#rows = options.rows;
    this.#shift = options.shift;
    const none = (): Raised => ({ alarms: 0, days: new Set(), first: new Map() });
    this.raised = { 'KS, p < 0.05': none(), Evidently: none(), NannyML: none() };
  }

  /** A witness of a simulation. */
  readonly see = (column: number, day: number, levels: Float64Array): void => {
    if (column >= this.#columns) return;
    const values = levels.map((level) => normalAt(level) + (day === 0 ? 0 : this.#shift));
    if (day === 0) {
      this.#judges[column] = judgeOf(values, this.#rows);
      return;
    }
    const judged = this.#judges[column]?.(values);
    for (const rule of RULES) {
      if (!judged?.[rule]) continue;
      const raised = this.raised[rule];
      raised.alarms++;
      raised.days.add(day);
      if (!raised.first.has(column)) raised.first.set(column, day);
    }
  };
}

/**
 * Evidently's default for a number where the reference has over 1,000 rows: Wasserstein's distance in standard deviations of
 * the reference, 0.1. Computed as `wasserstein@evidently` does, but for sorting the reference once and not daily.
 */
function judgeOf(reference: Float64Array, rows: number): Judge {
  const nannyml = driftMethod('js@nannyml').fit(numeric(reference), chunksOfSize(reference.length, rows));
  const sorted = reference.toSorted();
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  const critical = criticalDistance(reference.length, rows);
  return (values) => {
    const now = values.toSorted();
    return {
      'KS, p < 0.05': ksStatistic(sorted, now) >= critical,
      Evidently: wasserstein(sorted, now) / Math.max(deviation, 0.001) >= 0.1,
      NannyML: nannyml(numeric(values)).outcome === 'drift',
    };
  };
}

function numeric(values: Float64Array) {
  return { kind: 'numeric' as const, values, nulls: null, integer: false };
}

/** The Kolmogorov-Smirnov distance from which on p is under 0.05. */
function criticalDistance(m: number, n: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (ksPValue(middle, m, n) < 0.05) high = middle;
    else low = middle;
  }
  return high;
}
