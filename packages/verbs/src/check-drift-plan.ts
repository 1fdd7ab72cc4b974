import {
  type AssayYml,
  type DataSet,
  type Evaluate,
  evaluateSchema,
  type Monitor,
  UserError,
} from '@assay/contract';
import { isSensitive, readContract } from '@assay/data';
import type { Veiled } from '@assay/drift';
import { type Days, daysOf } from './check-drift-days.ts';
import type { CheckDriftInputs } from './check-drift-definition.ts';
import type { Context } from './context.ts';
import { needs } from './project.ts';
import type { NamedRows } from './table.ts';

/** Data that are to be compared, and what they are called: the day where the files are named by it, else the files. */
export interface PlannedBatch extends NamedRows {
  readonly label: string;
}

/** What is compared with what, from the inputs or from a monitor of the contract. */
export interface DriftPlan {
  model: string;
  /** null: one shot. */
  monitor: { name: string; settings: Monitor } | null;
  reference: string[];
  /** In order; one but for a range of days. null: only a profile of the reference is asked for. */
  batches: PlannedBatch[] | null;
  /** The range of days that the batches are of. */
  range: string | null;
  margin: number;
  columns: string[] | undefined;
  /** Columns that are no features: never compared unless named. */
  leftOut: string[];
  /** Whether columns that only tell rows apart are looked for: nobody said which is the id, or what to compare. */
  findsKeys: boolean;
  predictions: string[];
  /** Columns of whose values nothing is shown or kept. */
  sensitive: Veiled;
  /** How metrics are computed, where any are asked for. */
  evaluate: (Evaluate & { task: NonNullable<Evaluate['task']> }) | null;
}

/** A plan with a memory. */
export type MonitorPlan = DriftPlan & { monitor: NonNullable<DriftPlan['monitor']> };

const DATE = /\{\{\s*date\s*\}\}/g;
const QUOTED_DATE = /'\{\{\s*date\s*\}\}'/g;

/** @throws UserError `nothing-to-do`, `monitor-unknown`, `monitor-unclear`, `inputs-conflict`, `input-invalid` */
export async function driftPlan(
  given: CheckDriftInputs,
  contract: AssayYml | undefined,
  context: Context,
): Promise<DriftPlan> {
  const monitor = monitorOf(given, contract);
  const [set, settings] = [dataSetOf(contract, monitor?.settings.data), monitor?.settings];
  const reference = given.reference ?? filesOf(settings?.reference ?? set?.reference);
  if (reference === undefined) throw needs('reference', 'reference', 'data: {NAME: {reference: …}}');
  const current = given.current === undefined ? rowsOf(settings?.current) : { path: given.current };
  if (current === undefined && given['save-profile'] === undefined)
    throw needs('current data', 'current', 'drift');
  const days = daysOf(given.date, context.now());
  const columns = columnsOf(given, contract?.evaluate);
  return {
    model: contract?.model ?? 'model',
    monitor,
    reference,
    batches: current === undefined ? null : batchesOf(current, days, monitor),
    range: days.range,
    margin: given.margin ?? settings?.margin ?? 0.05,
    columns: given.columns ?? settings?.columns,
    ...columns,
    findsKeys: monitor === null && given.columns === undefined && contract?.evaluate?.id === undefined,
    sensitive: await sensitiveBy(context, Object.values(contract?.data ?? {})),
    evaluate: evaluateOf(given, contract?.evaluate, given.metrics ?? settings?.metrics ?? []),
  };
}

function monitorOf(given: CheckDriftInputs, contract: AssayYml | undefined): DriftPlan['monitor'] {
  const monitors = contract?.drift ?? {};
  const names = Object.keys(monitors);
  const alone = (['reference', 'current', 'method', 'chunk-size', 'chunk-by', 'q'] as const).filter(
    (name) => given[name] !== undefined,
  );
  if (given.monitor === undefined && (alone.length > 0 || given['save-profile'] !== undefined)) return null;
  if (given.monitor === undefined && names.length === 0) {
    throw new UserError('nothing-to-do', 'there is nothing to compare', {
      fix: 'give the inputs "reference" and "current", or add a monitor under "drift:" to assay.yml',
    });
  }
  if (alone.length > 0) {
    throw new UserError('inputs-conflict', `a monitor has no "${alone[0]}"`, {
      fix: `a monitor compares what the contract says: leave out "${alone.join('", "')}", or leave out "monitor"`,
    });
  }
  if (given.monitor === undefined && names.length > 1) {
    throw new UserError('monitor-unclear', `the contract has ${names.length} monitors`, {
      fix: `give the input "monitor": one of ${names.join(', ')}`,
    });
  }
  const name = given.monitor ?? names[0] ?? '';
  const settings = Object.hasOwn(monitors, name) ? monitors[name] : undefined;
  if (settings !== undefined) return { name, settings };
  throw new UserError('monitor-unknown', `the contract has no monitor "${name}"`, {
    fix: names.length === 0 ? 'add it under "drift:" in assay.yml' : `use one of ${names.join(', ')}`,
  });
}

/** The data set that is named, or the only one. */
function dataSetOf(contract: AssayYml | undefined, name: string | undefined): DataSet | undefined {
  const sets = contract?.data ?? {};
  if (name === undefined) return Object.keys(sets).length === 1 ? Object.values(sets)[0] : undefined;
  if (Object.hasOwn(sets, name)) return sets[name];
  throw new UserError(
    'data-set-unknown',
    `a monitor watches the data set "${name}", which the contract does not have`,
    {
      fix: `change "data:" of the monitor; there is ${Object.keys(sets).join(', ') || 'none'}`,
    },
  );
}

function filesOf(files: string | string[] | undefined): string[] | undefined {
  return files === undefined ? undefined : [files].flat();
}

/** Files, or rows of a table, as assay.yml names them. */
function rowsOf(named: Monitor['current'] | undefined): NamedRows | undefined {
  if (typeof named === 'object' && 'table' in named) return { path: [named.table], where: named.where };
  const path = filesOf(named);
  return path === undefined ? undefined : { path };
}

function batchesOf(
  { path, where }: NamedRows,
  { days, range }: Days,
  monitor: DriftPlan['monitor'],
): PlannedBatch[] {
  const isDated = [...path, where ?? ''].some((each) => each.search(DATE) !== -1);
  if (range !== null && monitor === null) {
    throw new UserError(
      'inputs-conflict',
      `"date" is a range of days (${range}), which only a monitor can follow`,
      {
        fix: 'name one day, or add a monitor under "drift:" to assay.yml and leave out "reference" and "current"',
      },
    );
  }
  if (range !== null && !isDated) {
    throw new UserError(
      'inputs-conflict',
      `"date" is a range of days (${range}), and the data of the monitor "${monitor?.name}" are not named by the day`,
      { fix: 'write {{ date }} where the day stands in "current:" of the monitor, or leave out "date"' },
    );
  }
  return days.map((day) => ({
    label: isDated ? day : path.join(', '),
    path: path.map((each) => each.replaceAll(DATE, day)),
    // Within quotes it is a text, and else a date.
    where: where?.replaceAll(QUOTED_DATE, `'${day}'`).replaceAll(DATE, `DATE '${day}'`),
  }));
}

function columnsOf(
  given: CheckDriftInputs,
  evaluate: Evaluate | undefined,
): Pick<DriftPlan, 'leftOut' | 'predictions'> {
  const named = (columns: string | Record<string, string> | undefined) =>
    typeof columns === 'object' ? Object.values(columns) : (columns ?? []);
  return {
    leftOut: [evaluate?.id ?? [], named(given.label ?? evaluate?.label)].flat(),
    predictions: [given.score ?? evaluate?.score, given.prediction ?? evaluate?.prediction].flatMap(named),
  };
}

/** By the word of any of the contracts, and where none says it, by its name. */
async function sensitiveBy(context: Context, sets: readonly DataSet[]): Promise<Veiled> {
  const said = new Map<string, { sensitive: boolean }>();
  for (const { contract } of sets) {
    if (contract === undefined) continue;
    const { value } = await readContract(contract, context.root);
    for (const [name, { sensitive }] of Object.entries(value.columns))
      if (sensitive !== undefined)
        said.set(name, { sensitive: sensitive || said.get(name)?.sensitive === true });
  }
  return { has: (name) => isSensitive(name, said.get(name)) };
}

function evaluateOf(
  given: CheckDriftInputs,
  declared: Evaluate | undefined,
  metrics: readonly string[],
): DriftPlan['evaluate'] {
  if (metrics.length === 0) return null;
  const { 'metrics-file': _, ...base } = declared ?? {};
  const named = { task: given.task, label: given.label, score: given.score, prediction: given.prediction };
  const parsed = evaluateSchema.safeParse({
    ...base,
    ...Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)),
    predictions: 'current',
    metrics,
    slices: [],
  });
  if (parsed.success && parsed.data.task !== undefined) return { ...parsed.data, task: parsed.data.task };
  throw new UserError(
    'columns-missing',
    'metrics need to know the task, the label, and the score or prediction',
    {
      fix: 'add "evaluate:" with these to assay.yml, or give the inputs "task", "label" and "score" or "prediction"',
    },
  );
}
