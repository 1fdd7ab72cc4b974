import { CONFORMAL_HISTORY } from '@assay/stats';
import { MISSING } from '../read/watched.ts';
import { columnShares } from './column-shares.ts';
import { whyTooLittle } from './enough-data.ts';
import { stateFlags } from './flags.ts';
import type { Batch, MonitorState, StreamFinding, WatchedColumn, WatchedMetric } from './monitor-state.ts';

/** A finding but for what the detectors say. */
type Description = Pick<
  StreamFinding,
  'name' | 'kind' | 'presence' | 'difference' | 'where' | 'n' | 'reason'
>;

/**
 * What a batch is like, and what the monitor knows with it, for each column and metric; worst first.
 *
 * A column that the batch lacks is drift of this batch: a fact, and no evidence that adds up, so that it raises no alarm and
 * ends when the column is back.
 */
export function findingsOf(state: MonitorState, batch: Batch): StreamFinding[] {
  const { scores, flagged, threshold, alone } = stateFlags(state);
  const counts = new Map(batch.columns.map((column) => [column.name, column.counts]));
  const values = new Map(batch.metrics.map((metric) => [metric.name, metric.value]));
  const descriptions = [
    ...state.columns.map((column) => describeColumn(column, counts.get(column.name), state, alone)),
    ...state.metrics.map((metric) =>
      describeMetric(metric, metric.kind === 'rows' ? batch.rows : values.get(metric.name)),
    ),
  ];
  const watched = descriptions.map((description, index): StreamFinding => {
    const isGone = description.kind === 'column' && description.presence === 'vanished';
    const unflagged = description.reason === null ? 'none' : 'insufficient data';
    const outcome = flagged[index] || isGone ? 'drift' : unflagged;
    return { ...description, outcome, score: scores[index] ?? 0, threshold };
  });
  const added = batch.newColumns.map((name): StreamFinding => {
    const reason = 'the reference does not have this column: give the monitor a newer one to watch it';
    return {
      ...unknown(name, 'column', 'new', reason),
      n: batch.rows,
      outcome: 'insufficient data',
      score: 0,
      threshold,
    };
  });
  return [...watched, ...added].sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
}

function describeColumn(
  column: WatchedColumn,
  counts: Float64Array | undefined,
  state: MonitorState,
  needed: number,
): Description {
  const { name, levels } = column;
  if (counts === undefined) return unknown(name, 'column', 'vanished', MISSING);
  const shares = columnShares(column, counts, state.settings);
  const n = counts.reduce((sum, count) => sum + count, 0);
  const reason = whyTooLittle(shares, n, needed, levels.length, state.settings.patience);
  if (n === 0) return unknown(name, 'column', 'present', reason);
  const worst = shares
    .filter((share) => share.n > 0)
    .reduce((a, b) => (Math.abs(b.difference) > Math.abs(a.difference) ? b : a));
  const difference = Math.abs(worst.difference);
  return { name, kind: 'column', presence: 'present', difference, where: worst.where, n, reason };
}

function describeMetric(metric: WatchedMetric, value: number | null | undefined): Description {
  const { name, kind, history } = metric;
  const described = unknown(name, kind, value === undefined ? 'vanished' : 'present', null);
  const n = history.length;
  if (value === undefined || value === null || !Number.isFinite(value)) {
    return { ...described, n, reason: 'it has no value in this batch' };
  }
  // The history holds the value of this batch too.
  if (n > CONFORMAL_HISTORY) return { ...described, n, reason: null };
  const reason = `${n === 1 ? '1 value' : `${n} values`} so far: none can stand out before the monitor has ${CONFORMAL_HISTORY + 1}`;
  return { ...described, n, reason };
}

function unknown(
  name: string,
  kind: StreamFinding['kind'],
  presence: StreamFinding['presence'],
  reason: string | null,
): Description {
  return { name, kind, presence, difference: null, where: null, n: 0, reason };
}
