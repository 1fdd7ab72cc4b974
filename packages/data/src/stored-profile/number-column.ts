import { NumberSketch, type SketchedNumbers } from '@assay/stats';
import { type Engine, type NumberChunk, quoteName } from '../engine/index.ts';
import type { Table } from '../source/source.ts';

/** A column's numbers. */
export interface NumberColumn {
  readonly nulls: number;
  readonly nan: number;
  readonly negativeInfinite: number;
  readonly positiveInfinite: number;
  readonly finite: SketchedNumbers;
}

/** SQL of a column as doubles. */
export function asNumber(name: string): string {
  return `CAST(${quoteName(name)} AS DOUBLE)`;
}

/** Reads some columns, whose finite numbers are sketched and whose others are counted. */
export async function readColumns(
  engine: Engine,
  { relation }: Table,
  expressions: readonly string[],
): Promise<NumberColumn[]> {
  const counters = expressions.map(() => new Counter());
  await engine.streamNumbers(`SELECT ${expressions.join(', ')} FROM ${relation}`, (chunk) => {
    for (const [index, counter] of counters.entries()) counter.add(chunk.rows, chunk.column(index));
  });
  return counters.map((counter) => counter.column());
}

class Counter {
  readonly #sketch = new NumberSketch();
  readonly #others = { nulls: 0, nan: 0, negativeInfinite: 0, positiveInfinite: 0 };

  add(rows: number, { values, valid }: ReturnType<NumberChunk['column']>): void {
    const some = values.subarray(0, rows);
    this.#sketch.add(valid === null && areFinite(some) ? some : this.#finiteOf(some, valid));
  }

  column(): NumberColumn {
    return { ...this.#others, finite: this.#sketch.finish() };
  }

  #finiteOf(values: Float64Array, valid: Uint32Array | null): Float64Array {
    const finite = new Float64Array(values.length);
    const others = this.#others;
    let n = 0;
    for (let i = 0; i < values.length; i++) {
      const x = values[i] as number;
      if (valid !== null && (((valid[i >> 5] as number) >>> (i & 31)) & 1) === 0) others.nulls++;
      else if (x - x === 0) finite[n++] = x;
      else if (x > 0) others.positiveInfinite++;
      else if (x < 0) others.negativeInfinite++;
      else others.nan++;
    }
    return finite.subarray(0, n);
  }
}

function areFinite(values: Float64Array): boolean {
  let zero = 0;
  // Of an infinity and of NaN the difference is NaN.
  for (let i = 0; i < values.length; i++) zero += (values[i] as number) - (values[i] as number);
  return zero === 0;
}
