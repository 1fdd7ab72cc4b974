import { type DriftFinding, UserError } from '@assay/contract';
import type { Engine } from '@assay/data';
import {
  type Chunking,
  compareData,
  driftMethod,
  readCategoriesByRow,
  type Side,
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
  const findings = await findingsOf(engine, context, given, plan, reference, batch);
  const { label, side, digest } = batch;
  return {
    batch: { label, digest: await digest, rows: side.rows },
    findings,
    days: null,
    history: null,
    notes: notesOf(reference),
  };
}

function notesOf({ keys }: DriftReference): string[] {
  if (keys.length === 0) return [];
  const differ = `no two rows are alike in ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ', …' : ''}`;
  return [`${differ}: taken for ids and not watched ("columns" names what is watched)`];
}

async function findingsOf(
  engine: Engine,
  { log }: Context,
  given: CheckDriftInputs,
  plan: DriftPlan,
  reference: DriftReference,
  batch: DriftBatch,
): Promise<DriftFinding[]> {
  const methods = given.method ?? [];
  for (const method of methods) driftMethod(method);
  const columns = watchedColumns(reference.columns, batch.side.table.columns, plan);
  if (reference.side === null && (methods.length > 0 || plan.evaluate !== null)) {
    throw new UserError(
      'profile-not-enough',
      'a stored profile holds no rows, which named methods and metrics need',
      {
        fix: 'name the data as the reference, or leave out "method" and "metrics"',
      },
    );
  }
  const chunking = await chunkingOf(engine, given, plan, reference.side ?? batch.side, batch.side);
  const limits = { margin: plan.margin, q: given.q ?? 0.05 };
  const found = await compareData(engine, comparable(reference), batch.side, {
    columns,
    methods,
    chunking,
    limits,
    veiled: reference.veiled,
  });
  if (plan.evaluate === null || reference.side === null) return found;
  const before = await labelledMetrics(engine, reference.side.table, plan.evaluate, log);
  const now = await labelledMetrics(engine, batch.side.table, plan.evaluate, log);
  return [...found, ...compareMetrics(plan.evaluate.metrics.map(String), before, now)];
}

async function chunkingOf(
  engine: Engine,
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
  const [before] = await readCategoriesByRow(engine, reference.table, [by]);
  const [now] = await readCategoriesByRow(engine, current.table, [by]);
  if (before === undefined || now === undefined) throw new TypeError('a column was asked for');
  return { by: { reference: before, current: now } };
}
