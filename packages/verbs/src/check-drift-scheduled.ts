import type { DriftFinding, DriftReport } from '@assay/contract';
import type { Engine } from '@assay/data';
import {
  type Batch,
  countBatch,
  decodeState,
  driftStateSchema,
  encodeState,
  knownColumn,
  type MonitorSettings,
  type MonitorState,
  makeProfile,
  type Reference,
  referenceColumn,
  remembersVeiled,
  type StreamFinding,
  startState,
  type Update,
  updateState,
  type Watched,
  watchedColumns,
  whyNewBaseline,
} from '@assay/drift';
import { documentEdit, driftPath, type Ledger } from '@assay/registry';
import { openLedger } from './baseline.ts';
import type { DriftBatch, DriftReference } from './check-drift-data.ts';
import { labelledMetrics } from './check-drift-metrics.ts';
import type { DriftPlan } from './check-drift-plan.ts';
import type { Context } from './context.ts';

export interface Scheduled {
  readonly findings: DriftFinding[];
  readonly history: NonNullable<DriftReport['history']>;
  /** What the reader should know: a new baseline, nothing remembered. */
  readonly notes: string[];
}

/**
 * Counts a batch into the memory of a monitor, which is in the ledger. The same batch twice counts once; of two writers at
 * once neither is lost.
 *
 * @param remember whether the ledger may be written
 */
export async function checkScheduled(
  engine: Engine,
  context: Context,
  plan: DriftPlan & { monitor: NonNullable<DriftPlan['monitor']> },
  reference: DriftReference,
  current: DriftBatch,
  remember: boolean,
): Promise<Scheduled> {
  const ledger = await openLedger(context);
  const path = driftPath(plan.model, plan.monitor.name);
  const watched = watchedColumns(reference.columns, current.side.table.columns, plan);
  const kept = await ledger.read(path, driftStateSchema);
  const opening = await openingOf(engine, plan, reference, watched, kept && decodeState(kept));
  const batch = await batchOf(engine, context, plan, watched, current, reference.veiled, opening.state);
  const { update, notes } = remember
    ? await write(ledger, path, plan, opening, batch)
    : { update: updateState(opening.state, batch), notes: ['nothing was remembered'] };
  const roles = new Map(watched.map(({ name, role }) => [name, role]));
  return {
    findings: update.findings.map((finding) => inReport(finding, roles, plan.sensitive)),
    history: {
      checks: Math.max(1, update.state.checks),
      repeated: update.repeated,
      alarm: update.state.alarm && { ...update.state.alarm, columns: [...update.state.alarm.columns] },
    },
    notes: [...(opening.why === null ? [] : [opening.why]), ...notes],
  };
}

/** What a batch is counted into: the memory as it is, or a new one, and why. */
interface Opening {
  readonly state: MonitorState;
  readonly why: string | null;
  /** The same from what another writer has left meanwhile. */
  again(old: MonitorState | undefined): MonitorState;
}

async function openingOf(
  engine: Engine,
  plan: DriftPlan & { monitor: NonNullable<DriftPlan['monitor']> },
  reference: DriftReference,
  watched: readonly Watched[],
  old: MonitorState | undefined,
): Promise<Opening> {
  const settings = settingsOf(plan);
  const digest = await reference.digest;
  const metrics = plan.evaluate?.metrics.map(String) ?? [];
  const columns = watched.map(({ name }) => name);
  const changed = (state: MonitorState) =>
    whyNewBaseline(state, { reference: digest, settings, columns, metrics }) ??
    (remembersVeiled(state, reference.veiled) ? null : 'other columns are sensitive');
  const why = old === undefined ? 'first check: this monitor starts now' : changed(old);
  const fresh: Reference | null =
    why === null ? null : await countReference(engine, plan, reference, watched, digest);
  const again = (state: MonitorState | undefined): MonitorState => {
    const reason = state && changed(state);
    if (state !== undefined && (reason === null || fresh === null)) return { ...state, settings };
    if (fresh === null) throw new TypeError('a memory that was there does not vanish');
    return startState(fresh, settings, {
      metrics,
      ...(state !== undefined && reason ? { replaces: { state, why: reason } } : {}),
    });
  };
  return {
    state: again(old),
    why: old !== undefined && why !== null ? `a new baseline: ${why}` : why,
    again,
  };
}

async function write(
  ledger: Ledger,
  path: string,
  plan: DriftPlan & { monitor: NonNullable<DriftPlan['monitor']> },
  opening: Opening,
  batch: Batch,
): Promise<{ update: Update; notes: string[] }> {
  let update: Update | undefined;
  const next = documentEdit(path, driftStateSchema, (old) => {
    const before = opening.again(old && decodeState(old));
    update = updateState(before, batch);
    const unchanged =
      old !== undefined && update.repeated && before.reference.digest === old.reference.digest;
    return unchanged ? old : encodeState(update.state);
  });
  await ledger.edit([next], `check ${plan.model}, ${plan.monitor.name}: ${batch.label}`);
  if (update === undefined) throw new TypeError('an edit applies what it is given');
  return {
    update,
    notes: [
      ...(update.repeated ? ['this batch had been counted before, and was not counted again'] : []),
      ...(update.sameLabel ? [`another batch was called ${batch.label} too; both count`] : []),
    ],
  };
}

async function countReference(
  engine: Engine,
  { sensitive }: DriftPlan,
  { side, profile, rows, name }: DriftReference,
  watched: readonly Watched[],
  digest: string,
): Promise<Reference> {
  const made =
    side === null ? profile : await makeProfile(engine, side, watched, { digest, name }, sensitive);
  const columns = made?.columns ?? [];
  const wanted = new Set(watched.map((column) => column.name));
  return { digest, rows, columns: columns.filter((column) => wanted.has(column.name)).map(referenceColumn) };
}

async function batchOf(
  engine: Engine,
  context: Context,
  plan: DriftPlan,
  watched: readonly Watched[],
  current: DriftBatch,
  veiled: ReadonlySet<string>,
  state: MonitorState,
): Promise<Batch> {
  const { table, rows } = current.side;
  const known = new Set([...watched.map(({ name }) => name), ...plan.leftOut]);
  const metrics =
    plan.evaluate === null ? [] : await labelledMetrics(engine, table, plan.evaluate, context.log);
  return {
    digest: await current.digest,
    label: plan.batch,
    at: context.now().toISOString(),
    rows,
    reference: state.reference.digest,
    columns: await countBatch(engine, current.side, state.columns, veiled),
    newColumns:
      plan.columns === undefined
        ? table.columns
            .filter((column) => !known.has(column.name) && knownColumn(column))
            .map(({ name }) => name)
        : [],
    metrics: (plan.evaluate?.metrics ?? []).map((name) => ({
      name: String(name),
      value: metrics.find(({ metric }) => metric === String(name))?.value ?? null,
    })),
  };
}

function settingsOf({
  monitor,
  margin,
}: {
  monitor: NonNullable<DriftPlan['monitor']>;
  margin: number;
}): MonitorSettings {
  const { patience, 'false-alarms': falseAlarms, 'design-effect': designEffect } = monitor.settings;
  return { margin, falseAlarms, patience, designEffect };
}

/** A finding as the report has it: the score is log(1 + M), beside the level from which on it is an alarm. */
function inReport(
  finding: StreamFinding,
  roles: ReadonlyMap<string, 'feature' | 'prediction'>,
  sensitive: ReadonlySet<string>,
): DriftFinding {
  const { name, kind, score, threshold, outcome, difference, where, n, reason } = finding;
  const place = where === null || sensitive.has(name) ? '' : ` at ${where}`;
  return {
    column: name,
    kind: kind === 'column' ? (roles.get(name) ?? 'feature') : kind,
    chunk: null,
    method: 'sequential',
    value: score,
    threshold,
    outcome,
    low: null,
    high: null,
    n,
    reason,
    ...(difference === null ? {} : { detail: `${difference.toFixed(3)} off the reference${place}` }),
  };
}
