import { type Engine, quoteName } from '../engine/index.ts';
import type { Table } from '../source/source.ts';

/** A column's numbers. */
export interface NumberColumn {
  readonly nulls: number;
  readonly nan: number;
  readonly negativeInfinite: number;
  readonly positiveInfinite: number;
  /** In the order of the rows; the memory is the caller's, and is used again for the next column. */
  readonly finite: Float64Array;
}

/** SQL of a column as doubles. */
export function asNumber(name: string): string {
  return `CAST(${quoteName(name)} AS DOUBLE)`;
}

/** SQL of the seconds since 1970 in UTC. */
export function asSeconds(name: string): string {
  const time = `CAST(${quoteName(name)} AS TIMESTAMP)`;
  const infinite = `CASE WHEN ${time} > TIMESTAMP '2000-01-01' THEN 'inf' ELSE '-inf' END`;
  return `CASE WHEN ${time} IS NULL THEN NULL WHEN isfinite(${time}) THEN epoch(${time}) ELSE CAST(${infinite} AS DOUBLE) END`;
}

/** Reads some columns, whose finite numbers are kept and whose others are counted. */
export async function readColumns(
  engine: Engine,
  { relation }: Table,
  rows: number,
  expressions: readonly string[],
  room: Float64Array[],
): Promise<NumberColumn[]> {
  const read = expressions.map((_, index) => {
    room[index] ??= new Float64Array(rows);
    return { to: room[index], n: 0, nulls: 0, nan: 0, negativeInfinite: 0, positiveInfinite: 0 };
  });
  await engine.scanNumbers(`SELECT ${expressions.join(', ')} FROM ${relation}`, (chunk) => {
    for (const [index, column] of read.entries()) {
      const { values, valid } = chunk.column(index);
      let n = column.n;
      for (let i = 0; i < chunk.rows; i++) {
        if (valid !== null && (((valid[i >> 5] as number) >>> (i & 31)) & 1) === 0) {
          column.nulls++;
          continue;
        }
        const x = values[i] as number;
        if (x - x === 0) column.to[n++] = x;
        else if (x > 0) column.positiveInfinite++;
        else if (x < 0) column.negativeInfinite++;
        else column.nan++;
      }
      column.n = n;
    }
  });
  return read.map(({ to, n, ...counts }) => ({ ...counts, finite: to.subarray(0, n) }));
}
