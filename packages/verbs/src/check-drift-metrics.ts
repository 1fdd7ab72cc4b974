import type { DriftFinding, Metric } from '@assay/contract';
import { type Engine, quoteName, type Table } from '@assay/data';
import { measurePredictions } from '@assay/evaluate';
import { unpairedDifference } from '@assay/stats';
import type { DriftPlan } from './check-drift-plan.ts';

/** Metrics of the rows whose label is known; none where no row has one, or a column is missing. */
export async function labelledMetrics(
  engine: Engine,
  table: Table,
  evaluate: NonNullable<DriftPlan['evaluate']>,
): Promise<Metric[]> {
  const { label } = evaluate;
  if (label === undefined || !table.columns.some(({ name }) => name === label)) return [];
  const labelled = `(SELECT * FROM ${table.relation} WHERE ${quoteName(label)} IS NOT NULL)`;
  const [row] = await engine.query(`SELECT count(*) AS rows FROM ${labelled}`);
  return Number(row?.['rows']) === 0 ? [] : measurePredictions(engine, labelled, evaluate);
}

/**
 * Holds metrics against the reference's: drift where the 95 % interval of the change, square-and-add of both intervals, is
 * wholly on the side of worse.
 */
export function compareMetrics(
  names: readonly string[],
  reference: readonly Metric[],
  current: readonly Metric[],
): DriftFinding[] {
  return names.map((name): DriftFinding => {
    const [before, now] = [reference, current].map((side) => side.find(({ metric }) => metric === name));
    const about = {
      column: name,
      kind: 'metric' as const,
      chunk: null,
      method: 'difference',
      n: now?.n ?? 0,
    };
    const change = unpairedDifference(intervalOf(before), intervalOf(now));
    if (change.low === null || now === undefined) {
      const side = now?.value == null ? 'current data' : 'reference';
      const reason = `the ${side} have no value of it with an interval: are labels known?`;
      return {
        ...about,
        value: change.value,
        threshold: 0,
        outcome: 'insufficient data',
        low: null,
        high: null,
        reason,
      };
    }
    const isWorse = now.direction === 'lower' ? change.low > 0 : change.high < 0;
    const { value, low, high } = change;
    return { ...about, value, threshold: 0, outcome: isWorse ? 'drift' : 'none', low, high, reason: null };
  });
}

function intervalOf(metric: Metric | undefined) {
  const { value = null, low = null, high = null } = metric ?? {};
  if (value === null || low === null || high === null)
    return { value, low: null, high: null, reason: 'no-interval' as const };
  return { value, low, high };
}
