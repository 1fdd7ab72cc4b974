import { type DriftFinding, UserError } from '@assay/contract';
import type { Engine } from '@assay/data';
import {
  type Chunking,
  compareData,
  driftMethod,
  readCategoriesByRow,
  type Side,
  type Watched,
  watchedColumns,
} from '@assay/drift';
import { comparable, type DriftBatch, type DriftReference, openBatch } from './check-drift-data.ts';
import type { CheckDriftInputs } from './check-drift-definition.ts';
import { compareMetrics, labelledMetrics } from './check-drift-metrics.ts';
import type { DriftPlan, PlannedBatch } from './check-drift-plan.ts';
import type { Checked } from './check-drift-report.ts';
import type { Context } from './context.ts';

/** Compares a batch with the reference, and remembers nothing. */
export async function checkOnce(
  engine: Engine,
  context: Context,
  given: CheckDriftInputs,
  plan: DriftPlan,
  reference: DriftReference,
  planned: PlannedBatch,
): Promise<Checked> {
  const batch = await openBatch(engine, context, plan, planned);
  const methods = given.method ?? [];
  for (const method of methods) driftMethod(method);
  const watched = watchedColumns(reference.columns, batch.side.table.columns, plan);
  const columns = watched.filter(({ kind, present }) => !present || isMeasured(kind, methods));
  if (columns.length === 0) {
    throw new UserError('nothing-to-compare', `${methods.join(', ')}: not for any of the columns`, {
      fix: 'name another method, or other columns; docs/drift-methods.md of Assay says which is for what',
    });
  }
  const findings = await findingsOf(context, given, plan, reference, batch, columns);
  const unmeasured = watched.filter((column) => !columns.includes(column)).map(({ name }) => name);
  const { label, side, digested } = batch;
  const { digest } = await digested();
  return {
    batch: { label, digest, rows: side.rows },
    findings,
    days: null,
    history: null,
    notes: notesOf(reference, unmeasured),
  };
}

/** Whether one of the methods is for columns of this kind; without a name the tests are for all. */
function isMeasured(kind: Watched['kind'], methods: readonly string[]): boolean {
  return methods.length === 0 || methods.some((method) => driftMethod(method).kinds.includes(kind));
}

function notesOf({ keys }: DriftReference, unmeasured: readonly string[]): string[] {
  const some = (names: readonly string[]) => names.slice(0, 5).join(', ') + (names.length > 5 ? ', …' : '');
  return [
    ...(unmeasured.length === 0 ? [] : [`not compared, as no method named is for them: ${some(unmeasured)}`]),
    ...(keys.length === 0
      ? []
      : [
          `no two rows are alike in ${some(keys)}: taken for ids and not watched ("columns" names what is watched)`,
        ]),
  ];
}

async function findingsOf(
  { log }: Context,
  given: CheckDriftInputs,
  plan: DriftPlan,
  reference: DriftReference,
  batch: DriftBatch,
  columns: readonly Watched[],
): Promise<DriftFinding[]> {
  const methods = given.method ?? [];
  if (reference.side === null && (methods.length > 0 || plan.evaluate !== null)) {
    throw new UserError(
      'profile-not-enough',
      'a stored profile holds no rows, which named methods and metrics need',
      {
        fix: 'name the data as the reference, or leave out "method" and "metrics"',
      },
    );
  }
  const chunking = await chunkingOf(given, plan, reference.side ?? batch.side, batch.side);
  const limits = { margin: plan.margin, q: given.q ?? 0.05 };
  const found = await compareData(comparable(reference), batch.side, {
    columns,
    methods,
    chunking,
    limits,
    veiled: reference.veiled,
  });
  if (plan.evaluate === null || reference.side === null) return found;
  const before = await labelledMetrics(reference.side, plan.evaluate, log);
  const now = await labelledMetrics(batch.side, plan.evaluate, log);
  return [...found, ...compareMetrics(plan.evaluate.metrics.map(String), before, now)];
}

async function chunkingOf(
  given: CheckDriftInputs,
  plan: DriftPlan,
  reference: Side,
  current: Side,
): Promise<Chunking | null> {
  const { 'chunk-size': size, 'chunk-by': by } = given;
  if (size !== undefined && by !== undefined) {
    throw new UserError('inputs-conflict', 'there are two ways to make chunks', {
      fix: 'give either "chunk-size" or "chunk-by"',
    });
  }
  if (size !== undefined && !(Number.isInteger(size) && size >= 1)) {
    throw new UserError('input-invalid', `input "chunk-size": ${size} is no number of rows`, {
      fix: 'give a whole number of at least 1',
    });
  }
  if (size !== undefined) return { size };
  if (by === undefined) return null;
  if (plan.sensitive.has(by)) {
    throw new UserError(
      'column-sensitive',
      `the chunks would be named by values of "${by}", which is sensitive`,
      {
        fix: 'make chunks by another column, or by "chunk-size"',
      },
    );
  }
  for (const side of [reference, current]) {
    if (side.table.columns.some(({ name }) => name === by)) continue;
    throw new UserError('column-missing', `not both sides have the column "${by}"`, {
      fix: 'name a column of the reference and of the current data in "chunk-by"',
    });
  }
  const [before] = await readCategoriesByRow(reference.engine, reference.table, [by]);
  const [now] = await readCategoriesByRow(current.engine, current.table, [by]);
  if (before === undefined || now === undefined) throw new TypeError('a column was asked for');
  return { by: { reference: before, current: now } };
}
