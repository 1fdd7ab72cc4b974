import type { DriftFinding } from '@assay/contract';
import { benjaminiHochberg } from '@assay/stats';
import { spread, type TestResult } from './test-result.ts';

/** A test, and what it is about. */
export interface Tested {
  readonly column: string;
  readonly kind: 'feature' | 'prediction';
  /** null: all rows. */
  readonly chunk: string | null;
  /** Rows of the batch or chunk, those without a value included. */
  readonly n: number;
  readonly result: TestResult;
}

/** When a difference counts. */
export interface Limits {
  /** The lower bound of the effect must reach it. */
  readonly margin: number;
  /** Expected share of wrong ones among what is called drift, at most. */
  readonly q: number;
}

/**
 * Drift is what chance does not explain and what matters: a p-value, adjusted over all tests (Benjamini and Hochberg), of
 * at most q, and an effect whose lower bound is at least the margin. Where chance alone makes an effect of the margin's
 * size, and drift is not found, the data are too few to say.
 */
export function decide(tests: readonly Tested[], limits: Limits): DriftFinding[] {
  const adjusted = benjaminiHochberg(tests.map(({ result }) => result.p ?? 1));
  return tests.map(({ column, kind, chunk, n, result }, index) => {
    const { method, effect, low, high } = result;
    const drifts = (adjusted[index] ?? 1) <= limits.q && low !== null && low >= limits.margin;
    const few = effect === null || result.floor >= limits.margin;
    return {
      column,
      kind,
      chunk,
      method,
      value: effect,
      threshold: limits.margin,
      outcome: drifts ? 'drift' : few ? 'insufficient data' : 'none',
      low,
      high,
      p: result.p === null ? null : (adjusted[index] ?? 1),
      n,
      reason: drifts || !few ? null : (result.reason ?? tooFew(result, limits.margin)),
    };
  });
}

/** What a named method says of one column, and its p-value where it is a test. */
export interface MeasuredFinding {
  readonly finding: DriftFinding;
  readonly p: number | null;
}

/**
 * The same limits for tests that were asked for by name: `ks`, `tv`, `chi2`, `null_rate`. What carries another tool's name
 * (`ks@evidently`) stays as that tool has it.
 */
export function decideMeasured(measured: readonly MeasuredFinding[], { margin, q }: Limits): DriftFinding[] {
  const own = measured.filter(({ finding, p }) => p !== null && !finding.method.includes('@'));
  const adjusted = benjaminiHochberg(own.map(({ p }) => p ?? 1));
  const decided = new Map(
    own.map(({ finding }, index): [DriftFinding, DriftFinding] => {
      const { low, threshold, outcome } = finding;
      const isLarge = low === null ? outcome === 'drift' : low >= margin;
      const drifts = (adjusted[index] ?? 1) <= q && isLarge;
      const limit = threshold === null ? null : margin;
      if (drifts) return [finding, { ...finding, threshold: limit, outcome: 'drift', reason: null }];
      return [finding, { ...finding, threshold: limit, outcome: outcome === 'drift' ? 'none' : outcome }];
    }),
  );
  return measured.map(({ finding }) => decided.get(finding) ?? finding);
}

/** How many rows would do. The floor goes by sqrt(1/n + 1/m). */
function tooFew(result: TestResult, margin: number): string {
  const { rows, floor } = result;
  if (floor < margin) return 'the rows of every category are too few to be tested';
  const wanted = spread(rows) * (margin / floor) ** 2;
  const left = wanted - 1 / rows.reference;
  const floorInWords = `chance alone makes ${Math.min(1, floor).toPrecision(2)}`;
  const count = (exact: number) => String(Math.ceil(exact * 1.0000001));
  if (left > 0) return `${floorInWords}: ${count(1 / left)} rows with a value would do`;
  return `${floorInWords}: ${count(2 / wanted)} rows with a value on both sides would do`;
}
