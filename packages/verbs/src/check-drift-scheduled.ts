import { UserError } from '@assay/contract';
import { closeTable, type Engine } from '@assay/data';
import { type Alarm, type Batch, type Watched, watchedColumns } from '@assay/drift';
import { openLedger } from './baseline.ts';
import { batchOf } from './check-drift-batch.ts';
import { type DriftReference, openBatch } from './check-drift-data.ts';
import { inReport, overDays } from './check-drift-findings.ts';
import { type Learned, type Memory, openMemory } from './check-drift-memory.ts';
import type { MonitorPlan, PlannedBatch } from './check-drift-plan.ts';
import type { Checked } from './check-drift-report.ts';
import type { Context } from './context.ts';

/** Batches in their order, counted into the cells of a monitor; and the monitor. */
interface Counted {
  readonly memory: Memory;
  readonly batches: readonly Batch[];
  readonly roles: ReadonlyMap<string, Watched['role']>;
}

/**
 * Counts the batches of a plan into the memory of a monitor, which is in the ledger: read once, written once, in one commit.
 * The same batch twice counts once; of two writers at once neither is lost.
 *
 * @param remember whether the ledger may be written
 * @throws UserError `drift-no-batch`: there are no data, of any day where a range is asked for
 */
export async function checkScheduled(
  engine: Engine,
  context: Context,
  plan: MonitorPlan,
  reference: DriftReference,
  remember: boolean,
): Promise<Checked> {
  const { memory, batches, roles } = await countBatches(engine, context, plan, reference);
  const last = batches.at(-1);
  if (last === undefined) throw new TypeError('no batch, and no error');
  const message = `check ${plan.model}, ${plan.monitor.name}: ${plan.range ?? last.label}`;
  const known = remember ? await memory.write(batches, message) : memory.forget(batches);
  const days = known.updates.map(({ findings }, index) => ({
    batch: batches[index]?.label ?? '',
    findings: findings.map((finding) => inReport(finding, roles, plan.sensitive)),
  }));
  const { alarm, checks } = known.state;
  const findings = days.at(-1)?.findings ?? [];
  return {
    batch: last,
    findings: plan.range === null ? findings : overDays(findings, flaggedIn(plan, days, alarm)),
    // What was known when an earlier check counted a batch is not remembered.
    days: plan.range === null ? null : days.filter((_, index) => !known.updates[index]?.repeated),
    history: {
      checks: Math.max(1, checks),
      repeated: known.updates.at(-1)?.repeated ?? false,
      alarm: alarm && { ...alarm, columns: [...alarm.columns] },
    },
    notes: [
      ...notesOf(plan, batches, known),
      ...(remember ? [] : ['nothing was remembered: the monitor, and any alarm of it, is as it was']),
    ],
  };
}

async function countBatches(
  engine: Engine,
  context: Context,
  plan: MonitorPlan,
  reference: DriftReference,
): Promise<Counted> {
  const ledger = await openLedger(context);
  const roles = new Map<string, Watched['role']>();
  const batches: Batch[] = [];
  let memory: Memory | undefined;
  let missing: UserError | undefined;
  const count = async (planned: PlannedBatch): Promise<void> => {
    const current = await openBatch(engine, context, plan, planned);
    const { table } = current.side;
    const watched = watchedColumns(reference.columns, table.columns, plan);
    for (const { name, role } of watched) roles.set(name, role);
    memory ??= await openMemory(ledger, plan, reference, watched);
    batches.push(await batchOf(context, plan, watched, current, reference.veiled, memory));
    await closeTable(current.side.engine, table);
  };
  for (const planned of plan.batches ?? []) {
    await count(planned).catch((error: unknown) => {
      if (plan.range === null || !(error instanceof UserError)) throw error;
      const { code, fix } = error;
      if (code !== 'drift-no-batch')
        throw new UserError(code, `${planned.label}: ${error.message}`, { fix, cause: error });
      missing ??= error;
    });
  }
  if (memory !== undefined) return { memory, batches, roles };
  throw missing ?? new TypeError('a plan has a batch');
}

/**
 * Columns flagged by a day of a range: by its evidence then, and by the alarm where that is of one of these days, for of days
 * that were counted before nothing else is remembered.
 */
function flaggedIn(
  { batches }: MonitorPlan,
  days: NonNullable<Checked['days']>,
  alarm: Alarm | null,
): ReadonlySet<string> {
  const raisedHere = alarm !== null && batches?.some(({ label }) => label === alarm.since);
  return new Set([
    ...(raisedHere ? alarm.columns : []),
    ...days.flatMap(({ findings }) =>
      findings.filter(({ outcome }) => outcome === 'drift').map(({ column }) => column),
    ),
  ]);
}

/** What the reader should know besides: a new baseline, days without data, what had been counted before. */
function notesOf(
  { range, batches: planned }: MonitorPlan,
  batches: readonly Batch[],
  known: Learned,
): string[] {
  const { updates, why } = known;
  const of = updates.length;
  const repeated = updates.filter((update) => update.repeated).length;
  const missing = (planned?.length ?? of) - of;
  const again = batches.filter((_, index) => updates[index]?.sameLabel).map(({ label }) => label);
  const before =
    range === null
      ? 'this batch had been counted before, and was not counted again'
      : `${repeated} of ${of} batches had been counted before, and were not counted again`;
  const shown = again.slice(0, 5).join(', ') + (again.length > 5 ? ', …' : '');
  return [
    ...(why === null ? [] : [why]),
    ...(missing === 0 ? [] : [`${missing} of ${of + missing} days have no batch`]),
    ...(repeated === 0 ? [] : [before]),
    ...(again.length === 0 ? [] : [`another batch was called ${shown} too; both count`]),
  ];
}
