import { UserError } from '@assay/contract';
import { conformalLogE, nextLevel, nextLevels } from '@assay/stats';
import { cellCount } from '../cells/index.ts';
import { columnShares } from './column-shares.ts';
import { findingsOf } from './findings.ts';
import { stateFlags } from './flags.ts';
import type { Batch, MonitorState, StreamFinding, WatchedColumn, WatchedMetric } from './monitor-state.ts';

/** Batches that are recognised when they come again. */
const REMEMBERED = 4000;
/** Values of a metric that are kept: the first so many, later ones are ranked among them. */
const HISTORY = 1000;

/** What a batch did to a monitor. */
export interface Update {
  readonly state: MonitorState;
  /** Worst first. */
  readonly findings: readonly StreamFinding[];
  /** The batch had been counted before, and has changed nothing. */
  readonly repeated: boolean;
  /** Another batch was called the same: the rows that both have, if they have any, were counted twice. */
  readonly sameLabel: boolean;
  /** This batch raised the alarm. */
  readonly raised: boolean;
}

/**
 * Counts a batch.
 *
 * A pure function of the state, so that it can be applied again to what a faster writer left. Two batches may come in
 * either order: neither is lost and the false-alarm guarantee holds in both, since it asks only that a batch's rows do
 * not depend on those before it. The scores differ a little, M being e2 (1 + e1 (1 + M)) or e1 (1 + e2 (1 + M)), and so
 * does which of two strange values of a metric was the first.
 *
 * An alarm stands until the monitor begins anew ({@link startState}); no batch takes it back.
 *
 * @throws UserError `drift-baseline-changed`: the batch was counted into the cells of another reference
 */
export function updateState(state: MonitorState, batch: Batch): Update {
  if (batch.reference !== state.reference.digest) {
    throw new UserError(
      'drift-baseline-changed',
      'the monitor got another reference while this batch was counted',
      {
        fix: 'run the check again: it will count the batch against the new reference',
      },
    );
  }
  const repeated = state.batches.some(({ digest }) => digest === batch.digest);
  const after = repeated ? state : countBatch(state, batch);
  const sameLabel = state.batches.some(
    ({ digest, label }) => digest !== batch.digest && label === batch.label,
  );
  return {
    state: after,
    findings: findingsOf(after, batch),
    repeated,
    sameLabel,
    raised: state.alarm === null && after.alarm !== null,
  };
}

function countBatch(state: MonitorState, batch: Batch): MonitorState {
  const counts = new Map(batch.columns.map((column) => [column.name, column.counts]));
  const values = new Map(batch.metrics.map((metric) => [metric.name, metric.value]));
  const columns = state.columns.map((column): WatchedColumn => {
    const now = counts.get(column.name);
    if (now === undefined) return column;
    if (now.length !== cellCount(column.cells)) throw new RangeError(`${column.name} has other cells`);
    return { ...column, levels: nextLevels(column.levels, columnShares(column, now, state.settings)) };
  });
  const metrics = state.metrics.map((metric) =>
    nextMetric(metric, metric.kind === 'rows' ? batch.rows : (values.get(metric.name) ?? null)),
  );
  const { digest, label, at } = batch;
  const next: MonitorState = {
    ...state,
    columns,
    metrics,
    checks: state.checks + 1,
    batches: [...state.batches, { digest, label, at }].slice(-REMEMBERED),
  };
  const { flagged: isFlagged } = stateFlags(next);
  const flagged = [...columns, ...metrics].filter((_, stream) => isFlagged[stream]).map(({ name }) => name);
  if (flagged.length === 0) return next;
  const { since = label, columns: before = [] } = state.alarm ?? {};
  return { ...next, alarm: { since, columns: [...new Set([...before, ...flagged])].sort() } };
}

function nextMetric(metric: WatchedMetric, value: number | null): WatchedMetric {
  if (value === null || !Number.isFinite(value)) return metric;
  const level = nextLevel(metric.level, conformalLogE(metric.history, value));
  const history =
    metric.history.length < HISTORY ? Float64Array.of(...metric.history, value) : metric.history;
  return { ...metric, level, history };
}
