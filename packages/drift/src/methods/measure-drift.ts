import { UserError } from '@assay/contract';
import { type Chunking, chunksByValue, chunksOfSize } from './chunks.ts';
import { columnAt, type DriftColumn, rowsOf } from './column.ts';
import type { DriftMeasurement, DriftMethod } from './method.ts';
import { methods } from './registry.ts';
import { without } from './undefined.ts';

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
  const { id, kinds, fit } = typeof method === 'string' ? driftMethod(method) : method;
  const all = { chunk: null, n: rowsOf(current) };
  if (reference.kind !== current.kind) {
    return [
      { ...all, ...without(`${reference.kind} in the reference, ${current.kind} in the current data`) },
    ];
  }
  if (!kinds.includes(current.kind)) {
    return [{ ...all, ...without(`${id} is for ${kinds.join(' and ')} columns`) }];
  }
  if (chunking === null) return [{ ...all, ...fit(reference, null)(current) }];
  const cut = (side: 'reference' | 'current') =>
    'size' in chunking
      ? chunksOfSize(rowsOf(side === 'reference' ? reference : current), chunking.size)
      : chunksByValue(chunking.by[side]);
  const measure = fit(reference, cut('reference'));
  return cut('current').map(({ name, rows }) => ({
    chunk: name,
    n: rows.length,
    ...measure(columnAt(current, rows)),
  }));
}
