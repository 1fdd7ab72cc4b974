import type { Evaluate, Task } from '@assay/contract';
import type { Engine } from '@assay/data';
import { take } from '@assay/stats';
import type { ReadyMetrics } from '../own-metrics.ts';
import { columnsFor, type PredictionColumns } from './columns.ts';
import { type Ids, idsOf, requireUnique } from './ids.ts';
import { classCodes, textsOf } from './labels.ts';
import { type RawPredictions, readPredictions } from './read.ts';
import { orderOfParts, pickShared, sampleOf, type TaskSample } from './sample.ts';
import { type Slice, slicesOf } from './slices.ts';

/** The rows of an evaluation set, in the order of the file. */
interface Rows {
  rows: number;
  columns: PredictionColumns;
  whole: TaskSample;
  /** `undefined`: rows have no names, and cannot be paired. */
  ids: Ids | undefined;
  /** Cluster of each row, for the bootstrap. */
  group: Int32Array | undefined;
}

/** The same with what the file says of slices. */
export interface ReadRows extends Rows {
  raw: RawPredictions;
}

/** Predictions of an evaluation set, ready to be measured. */
export interface Predictions extends Rows {
  /** The row of the file at each place of {@link inOrder}; `undefined`: the same. */
  order: Int32Array | undefined;
  /** The rows in the order in which parts take them. */
  inOrder: { sample: TaskSample; group: Int32Array | undefined };
  slices: Slice[];
}

/**
 * Reads predictions and checks that they can be measured; {@link inOrder} and {@link sliced} go on with that.
 *
 * @param relation SQL of the source
 * @throws UserError that names the column, and the row where there is one
 */
export async function readRows(
  engine: Engine,
  relation: string,
  task: Task,
  evaluate: Evaluate,
  ready: ReadyMetrics,
): Promise<ReadRows> {
  const columns = columnsOf(task, evaluate, ready);
  const raw = await readPredictions(engine, relation, { task, columns, slices: evaluate.slices });
  const ids = columns.id === undefined ? undefined : idsOf(raw.columns['id']);
  if (ids !== undefined) requireUnique(ids, columns.id ?? 'id');
  const whole = sampleOf(task, raw, columns);
  const group = raw.columns['group'] && groupCodes(textsOf(raw.columns['group'], 'group'));
  return { rows: raw.rows, columns, whole, ids, group, raw };
}

/** Rows in the order in which parts take them, without any slices. */
export function inOrder({ raw: _, ...rows }: ReadRows): Predictions {
  const { whole, group } = rows;
  const order = orderOfParts(whole);
  const ordered = order
    ? { sample: pickShared(whole, order), group: group && take(group, order) }
    : { sample: whole, group };
  return { ...rows, order, inOrder: ordered, slices: [] };
}

/** The same with the slices asked for. @throws UserError as {@link slicesOf} */
export function sliced(predictions: Predictions, raw: RawPredictions, evaluate: Evaluate): Predictions {
  return { ...predictions, slices: slicesOf(evaluate.slices, raw, predictions.order) };
}

/** Reads predictions, ready to be measured. @throws UserError as {@link readRows} and {@link sliced} */
export async function loadPredictions(
  engine: Engine,
  relation: string,
  task: Task,
  evaluate: Evaluate,
  ready: ReadyMetrics,
): Promise<Predictions> {
  const read = await readRows(engine, relation, task, evaluate, ready);
  return sliced(inOrder(read), read.raw, evaluate);
}

/** Which columns an evaluation reads, beside those of slices. @throws UserError `columns-missing`, `columns-invalid` */
export function columnsOf(
  task: Task,
  evaluate: Evaluate,
  { metrics, numbers }: ReadyMetrics,
): PredictionColumns {
  const attributes = [...new Set(metrics.flatMap(({ compares }) => compares ?? []))];
  return { ...columnsFor(task, evaluate), numbers, attributes };
}

function groupCodes(groups: readonly string[]): Int32Array {
  return classCodes(groups, [...new Set(groups)]);
}
