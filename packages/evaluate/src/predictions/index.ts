import type { Evaluate, Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { take } from '@assay/stats';
import type { ReadyMetrics } from '../own-metrics.ts';
import { columnsFor, type PredictionColumns } from './columns.ts';
import { type Ids, idsOf, requireUnique } from './ids.ts';
import { classCodes, textsOf } from './labels.ts';
import { readPredictions } from './read.ts';
import { orderOfParts, pickShared, sampleOf, type TaskSample } from './sample.ts';
import { type Slice, slicesOf } from './slices.ts';

/** Predictions of an evaluation set, ready to be measured. */
export interface Predictions {
  rows: number;
  columns: PredictionColumns;
  whole: TaskSample;
  /** `undefined`: rows have no names, and cannot be paired. */
  ids: Ids | undefined;
  /** Cluster of each row, for the bootstrap. */
  group: Int32Array | undefined;
  /** The row of the file at each place of {@link inOrder}; `undefined`: the same. */
  order: Int32Array | undefined;
  /** The rows in the order in which parts take them. */
  inOrder: { sample: TaskSample; group: Int32Array | undefined };
  slices: Slice[];
}

/**
 * Reads predictions and checks that they can be measured.
 *
 * @param relation SQL of the source
 * @throws UserError that names the column, and the row where there is one
 */
export async function loadPredictions(
  engine: Engine,
  relation: string,
  task: Task,
  evaluate: Evaluate,
  { metrics, numbers }: ReadyMetrics,
): Promise<Predictions> {
  const attributes = [...new Set(metrics.flatMap(({ compares }) => compares ?? []))];
  const columns = { ...columnsFor(task, evaluate), numbers, attributes };
  const raw = await readPredictions(engine, relation, { task, columns, slices: evaluate.slices });
  const ids = columns.id === undefined ? undefined : idsOf(raw.columns['id']);
  if (ids !== undefined) requireUnique(ids, columns.id ?? 'id');
  const whole = sampleOf(task, raw, columns);
  const group = raw.columns['group'] && groupCodes(textsOf(raw.columns['group'], 'group'));
  const order = orderOfParts(whole);
  return {
    rows: raw.rows,
    columns,
    whole,
    ids,
    group,
    order,
    inOrder: order
      ? { sample: pickShared(whole, order), group: group && take(group, order) }
      : { sample: whole, group },
    slices: slicesOf(evaluate.slices, raw, order),
  };
}

function groupCodes(groups: readonly string[]): Int32Array {
  return classCodes(groups, [...new Set(groups)]);
}
