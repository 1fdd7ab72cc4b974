import { type DriftFinding, type Metric, UserError } from '@assay/contract';
import { quoteName } from '@assay/data';
import type { Side } from '@assay/drift';
import { measurePredictions } from '@assay/evaluate';
import { unpairedDifference } from '@assay/stats';
import type { DriftPlan } from './check-drift-plan.ts';
import type { Log } from './context.ts';

/**
 * Metrics of the rows whose label is known; none where no row has one, or where the predictions cannot be measured (a score
 * is missing): that is told, and the columns are checked all the same.
 *
 * @throws UserError `unknown-metric`, `trino-unsupported`
 */
export async function labelledMetrics(
  { engine, table }: Side,
  evaluate: NonNullable<DriftPlan['evaluate']>,
  log: Log,
): Promise<Metric[]> {
  const labels = typeof evaluate.label === 'object' ? Object.values(evaluate.label) : [evaluate.label ?? ''];
  if (!labels.every((label) => table.columns.some(({ name }) => name === label))) return [];
  if (engine.dialect.name !== 'duckdb')
    throw new UserError('trino-unsupported', 'metrics are not computed from a table of Trino', {
      fix: 'leave out "metrics", or write the rows to a file',
    });
  const known = labels.map((label) => `${quoteName(label)} IS NOT NULL`).join(' AND ');
  const labelled = `(SELECT * FROM ${table.relation} WHERE ${known})`;
  const [row] = await engine.query(`SELECT count(*) AS rows FROM ${labelled}`);
  if (Number(row?.['rows']) === 0) return [];
  return measurePredictions(engine, labelled, evaluate).catch((error: unknown) => {
    if (!(error instanceof UserError) || error.code === 'unknown-metric') throw error;
    log.warn(`the metrics of ${table.files.join(', ')} are not known: ${error.message}; ${error.fix}`);
    return [];
  });
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
