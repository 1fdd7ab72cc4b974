import {
  type Batch,
  decodeState,
  driftStateSchema,
  encodeState,
  type MonitorSettings,
  type MonitorState,
  makeProfile,
  type Reference,
  referenceColumn,
  remembersVeiled,
  startState,
  type Update,
  updateState,
  type Watched,
  whyNewBaseline,
} from '@assay/drift';
import { documentEdit, driftPath, type Ledger } from '@assay/registry';
import type { DriftReference } from './check-drift-data.ts';
import type { DriftPlan, MonitorPlan } from './check-drift-plan.ts';

/** What batches are counted into: the memory as it is, or a new one, and why. */
interface Opened {
  readonly state: MonitorState;
  readonly why: string | null;
}

/** What the monitor knows after batches. */
export interface Learned extends Opened {
  /** What each of them did, in their order. */
  readonly updates: readonly Omit<Update, 'state'>[];
}

/** The memory of a monitor in the ledger, read once. */
export interface Memory {
  /** What the batches are to be counted in the cells of. */
  readonly columns: MonitorState['columns'];
  readonly reference: string;
  /** Counts the batches and writes what is known then, in one commit; from what another writer has left meanwhile. */
  write(batches: readonly Batch[], message: string): Promise<Learned>;
  /** The same, and nothing is written. */
  forget(batches: readonly Batch[]): Learned;
}

/** Opens the memory of a monitor. A new one starts where there is none, or where it is of no worth any more. */
export async function openMemory(
  ledger: Ledger,
  plan: MonitorPlan,
  reference: DriftReference,
  watched: readonly Watched[],
): Promise<Memory> {
  const path = driftPath(plan.model, plan.monitor.name);
  const kept = await ledger.read(path, driftStateSchema);
  const open = await openingOf(plan, reference, watched, kept && decodeState(kept));
  const now = open(kept && decodeState(kept));
  return {
    columns: now.state.columns,
    reference: now.state.reference.digest,
    forget: (batches) => countAll(now, batches),
    async write(batches, message) {
      let known: Learned | undefined;
      const next = documentEdit(path, driftStateSchema, (old) => {
        known = countAll(open(old && decodeState(old)), batches);
        const isSame = known.why === null && known.updates.every(({ repeated }) => repeated);
        return old !== undefined && isSame ? old : encodeState(known.state);
      });
      await ledger.edit([next], message);
      if (known === undefined) throw new TypeError('an edit applies what it is given');
      return known;
    },
  };
}

/** Counts batches one after the other. Of the states between, which may be large, none is kept. */
function countAll(opened: Opened, batches: readonly Batch[]): Learned {
  let { state } = opened;
  const updates = batches.map((batch) => {
    const { state: next, ...update } = updateState(state, batch);
    state = next;
    return update;
  });
  return { state, why: opened.why, updates };
}

/** How a memory is opened, also one that another writer has left meanwhile. */
async function openingOf(
  plan: MonitorPlan,
  reference: DriftReference,
  watched: readonly Watched[],
  kept: MonitorState | undefined,
): Promise<(old: MonitorState | undefined) => Opened> {
  const settings = settingsOf(plan);
  const { digest } = await reference.digested();
  const metrics = plan.evaluate?.metrics.map(String) ?? [];
  const columns = watched.map(({ name }) => name);
  const changed = (state: MonitorState) =>
    whyNewBaseline(state, { reference: digest, settings, columns, metrics }) ??
    (remembersVeiled(state, reference.veiled) ? null : 'other columns are sensitive');
  const isNew = kept === undefined || changed(kept) !== null;
  const fresh = isNew ? await countReference(plan, reference, watched, digest) : null;
  return (old) => {
    const why = old === undefined ? null : changed(old);
    if (old !== undefined && (why === null || fresh === null))
      return { state: { ...old, settings }, why: null };
    if (fresh === null) throw new TypeError('a memory that was there does not vanish');
    if (old === undefined || why === null)
      return { state: startState(fresh, settings, { metrics }), why: 'first check: this monitor starts now' };
    const state = startState(fresh, settings, { metrics, replaces: { state: old, why } });
    return { state, why: `a new baseline: ${why}${standingUntil(old)}` };
  };
}

/** An alarm goes with the baseline that it was about, and not in silence. */
function standingUntil({ alarm }: MonitorState): string {
  if (alarm === null) return '';
  const { since, columns } = alarm;
  const shown = columns.slice(0, 5).join(', ') + (columns.length > 5 ? ', …' : '');
  return `; until now an alarm stood since ${since} (${shown})`;
}

async function countReference(
  { sensitive }: DriftPlan,
  { side, profile, rows, name }: DriftReference,
  watched: readonly Watched[],
  digest: string,
): Promise<Reference> {
  const made = side === null ? profile : await makeProfile(side, watched, { digest, name }, sensitive);
  const columns = made?.columns ?? [];
  const wanted = new Set(watched.map((column) => column.name));
  return { digest, rows, columns: columns.filter((column) => wanted.has(column.name)).map(referenceColumn) };
}

function settingsOf({ monitor, margin }: MonitorPlan): MonitorSettings {
  const { patience, 'false-alarms': falseAlarms, 'design-effect': designEffect } = monitor.settings;
  return { margin, falseAlarms, patience, designEffect };
}
