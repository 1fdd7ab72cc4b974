import { type Batch, countBatch, knownColumn, type Veiled, type Watched } from '@assay/drift';
import type { DriftBatch } from './check-drift-data.ts';
import type { Memory } from './check-drift-memory.ts';
import { labelledMetrics } from './check-drift-metrics.ts';
import type { MonitorPlan } from './check-drift-plan.ts';
import type { Context } from './context.ts';

/** Counts a batch into the cells of a monitor, and measures its metrics. */
export async function batchOf(
  context: Context,
  plan: MonitorPlan,
  watched: readonly Watched[],
  { label, side, digested }: DriftBatch,
  veiled: Veiled,
  memory: Memory,
): Promise<Batch> {
  const { table, rows } = side;
  const known = new Set([...watched.map(({ name }) => name), ...plan.leftOut]);
  const isNew = (column: (typeof table.columns)[number]) =>
    !known.has(column.name) && knownColumn(column) !== undefined;
  const metrics = plan.evaluate === null ? [] : await labelledMetrics(side, plan.evaluate, context.log);
  return {
    label,
    at: context.now().toISOString(),
    rows,
    reference: memory.reference,
    columns: await countBatch(side, memory.columns, veiled),
    newColumns: plan.columns === undefined ? table.columns.filter(isNew).map(({ name }) => name) : [],
    metrics: (plan.evaluate?.metrics ?? []).map((name) => ({
      name: String(name),
      value: metrics.find(({ metric }) => metric === String(name))?.value ?? null,
    })),
    // Behind all that is read.
    digest: (await digested()).digest,
  };
}
