import { setImmediate } from 'node:timers/promises';
import { type NotFinite, NumberSketch, type SketchedNumbers } from '@assay/stats';
import type { Engine, NumberChunk } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { typedColumn } from '../source/typed-column.ts';

/** Columns between two turns of the event loop, in which the engine's next rows are asked for: some 0.3 ms. */
const COLUMNS_IN_A_TURN = 3;

/** A column's numbers. */
export interface NumberColumn extends NotFinite {
  readonly finite: SketchedNumbers;
}

/** SQL of a column, by index, as doubles. */
export function asNumber(table: Table, index: number): string {
  return `CAST(${typedColumn(table, index)} AS DOUBLE)`;
}

/**
 * Reads some columns, whose finite numbers are sketched and whose others are counted.
 *
 * @param from what to select them from
 * @param rows how many there are
 */
export async function readColumns(
  engine: Engine,
  from: string,
  expressions: readonly string[],
  rows: number,
): Promise<NumberColumn[]> {
  const sketches = expressions.map(() => new NumberSketch());
  const see = async (chunk: NumberChunk) => {
    for (const [index, sketch] of sketches.entries()) {
      const { values, valid } = chunk.column(index);
      sketch.add(values.subarray(0, chunk.rows), valid);
      if ((index + 1) % COLUMNS_IN_A_TURN === 0) await setImmediate();
    }
  };
  await engine.streamNumbers(`SELECT ${expressions.join(', ')} FROM ${from}`, see, rows);
  return sketches.map((sketch) => ({ ...sketch.others, finite: sketch.finish() }));
}
