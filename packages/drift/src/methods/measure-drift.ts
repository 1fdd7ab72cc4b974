import { UserError } from '@assay/contract';
import { type Chunk, type Chunking, chunksByValue, chunksOfSize } from './chunks.ts';
import { columnAt, type DriftColumn, rowsOf } from './column.ts';
import { without } from './measured.ts';
import type { DriftMeasurement, DriftMethod, Measured } from './method.ts';
import { methods } from './registry.ts';
import { presentRows } from './values.ts';

/**
 * The method of this name.
 *
 * @throws UserError `unknown-drift-method`
 */
export function driftMethod(id: string): DriftMethod {
  const found = methods.find((method) => method.id === id);
  if (found) return found;
  throw new UserError('unknown-drift-method', `there is no drift method "${id}"`, {
    fix: `use one of ${methods.map((method) => method.id).join(', ')}`,
  });
}

/**
 * Measures one column by one method: all current rows, or each chunk of them, against all rows of the reference.
 *
 * Never throws for what the columns hold: a column that a method cannot measure (empty, all null, infinite, of another
 * type on the two sides) has the value null, with a reason.
 *
 * @param method an id of the registry, or the method itself
 * @param chunking null: one measurement of all current rows
 * @throws UserError `unknown-drift-method`
 */
export function measureDrift(
  method: string | DriftMethod,
  reference: DriftColumn,
  current: DriftColumn,
  chunking: Chunking | null = null,
): DriftMeasurement[] {
  const chosen = typeof method === 'string' ? driftMethod(method) : method;
  const pieces = chunking
    ? chunksOf(current, chunking, 'current').map(({ name, rows }) => ({
        name,
        column: columnAt(current, rows),
      }))
    : [{ name: null, column: current }];
  const measure = measureOf(chosen, reference, current.kind, chunking);
  return pieces.map(({ name, column }) => ({ chunk: name, n: rowsOf(column), ...measure(column) }));
}

/** The method fitted to the reference, with an answer for whatever it cannot measure. */
function measureOf(
  { id, kinds, of, fit }: DriftMethod,
  reference: DriftColumn,
  kind: DriftColumn['kind'],
  chunking: Chunking | null,
): (current: DriftColumn) => Measured {
  const isEmpty = (column: DriftColumn) => (of === 'rows' ? rowsOf(column) : presentRows(column)) === 0;
  if (reference.kind !== kind)
    return () => without(`${reference.kind} in the reference, ${kind} in the current data`);
  if (!kinds.includes(kind)) return () => without(`${id} is for ${kinds.join(' and ')} columns`);
  if (isEmpty(reference)) return () => without(`no ${of} in the reference`);
  const measure = fit(reference, chunking && chunksOf(reference, chunking, 'reference'));
  return (current) => (isEmpty(current) ? without(`no ${of} in the current data`) : measure(current));
}

function chunksOf(column: DriftColumn, chunking: Chunking, side: 'reference' | 'current'): Chunk[] {
  return 'size' in chunking ? chunksOfSize(rowsOf(column), chunking.size) : chunksByValue(chunking.by[side]);
}
