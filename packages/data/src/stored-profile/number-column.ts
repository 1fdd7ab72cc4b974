import { setImmediate } from 'node:timers/promises';
import { type NotFinite, NumberSketch, type SketchedNumbers } from '@assay/stats';
import { type Engine, type NumberChunk, quoteName } from '../engine/index.ts';
import type { Table } from '../source/source.ts';

/** Columns between two turns of the event loop, in which the engine's next rows are asked for: some 0.3 ms. */
const COLUMNS_IN_A_TURN = 3;

/** A column's numbers. */
export interface NumberColumn extends NotFinite {
  readonly finite: SketchedNumbers;
}

/** SQL of a column as doubles. */
export function asNumber(name: string): string {
  return `CAST(${quoteName(name)} AS DOUBLE)`;
}

/**
 * Reads some columns, whose finite numbers are sketched and whose others are counted.
 *
 * @param rows how many there are
 */
export async function readColumns(
  engine: Engine,
  { relation }: Table,
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
  await engine.streamNumbers(`SELECT ${expressions.join(', ')} FROM ${relation}`, see, rows);
  return sketches.map((sketch) => ({ ...sketch.others, finite: sketch.finish() }));
}
