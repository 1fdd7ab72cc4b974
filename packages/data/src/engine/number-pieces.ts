import type { DuckDBValue, DuckDBVector } from '@duckdb/node-api';
import { insideOf } from './vector-inside.ts';

export type NumberArray = Float64Array | Int16Array | Int8Array | Uint8Array | BigInt64Array;

export interface ArrayOf<A extends NumberArray> {
  readonly BYTES_PER_ELEMENT: number;
  new (rowsOrMemory: number | SharedArrayBuffer): A;
}

/** Pieces are of the kind of the whole, or of numbers where that is a Float64Array: the types do not know it. */
interface Settable {
  set(piece: NumberArray, start: number): void;
}

/** Arrays whose numbers a Float64Array takes over as they are. */
const PLAIN = [
  Float64Array,
  Float32Array,
  Int32Array,
  Int16Array,
  Int8Array,
  Uint32Array,
  Uint16Array,
  Uint8Array,
];

interface Piece {
  readonly values: NumberArray;
  readonly nulls: Uint8Array | null;
}

/**
 * Numbers of one column, from the engine's vectors to one array in memory that threads can share. Where it is known how many
 * come, each vector is let go of at once; else they are kept as the engine has them, which is the least memory. Vectors that
 * are arrays of numbers are taken whole: value by value would take ten times as long.
 */
export class NumberPieces<A extends NumberArray> {
  readonly #array: ArrayOf<A>;
  readonly #read: (value: DuckDBValue) => A[number];
  readonly #none: A[number];
  /** What stands in its place already, and how much of it that is. */
  readonly #placed: A;
  #rows = 0;
  #nulls: Uint8Array | null = null;
  /** What came behind the rows that were expected. */
  readonly #pieces: Piece[] = [];

  /** @param none what stands where a value is missing @param expected rows */
  constructor(array: ArrayOf<A>, read: (value: DuckDBValue) => A[number], none: A[number], expected: number) {
    this.#array = array;
    this.#read = read;
    this.#none = none;
    this.#placed = this.#shared(expected);
  }

  add(vector: DuckDBVector, rows: number): void {
    const piece = this.#pieceOf(vector, rows);
    if (this.#pieces.length > 0 || this.#rows + rows > this.#placed.length) {
      this.#pieces.push(piece);
      return;
    }
    const { values, nulls } = piece;
    (this.#placed as Settable).set(values, this.#rows);
    if (nulls !== null) {
      this.#nulls ??= new Uint8Array(this.#placed.length);
      this.#nulls.set(nulls, this.#rows);
    }
    this.#rows += rows;
    (values.buffer as ArrayBuffer).transfer(0);
  }

  /** Hands all over, and lets go of each piece as soon as it is copied. */
  join(rows: number): { values: A; nulls: Uint8Array | null } {
    if (rows === this.#placed.length && this.#pieces.length === 0)
      return { values: this.#placed, nulls: this.#nulls };
    const values = this.#shared(rows);
    const hasNulls = this.#nulls !== null || this.#pieces.some((piece) => piece.nulls !== null);
    const nulls = hasNulls ? new Uint8Array(rows) : null;
    (values as Settable).set(this.#placed.subarray(0, this.#rows), 0);
    if (this.#nulls !== null) nulls?.set(this.#nulls.subarray(0, this.#rows));
    let start = this.#rows;
    for (const piece of this.#pieces.splice(0)) {
      (values as Settable).set(piece.values, start);
      if (piece.nulls !== null) nulls?.set(piece.nulls, start);
      start += piece.values.length;
      (piece.values.buffer as ArrayBuffer).transfer(0);
    }
    return { values, nulls };
  }

  #shared(rows: number): A {
    return new this.#array(new SharedArrayBuffer(rows * this.#array.BYTES_PER_ELEMENT));
  }

  #pieceOf(vector: DuckDBVector, rows: number): Piece {
    const { items, validity } = insideOf<unknown>(vector);
    const nulls = validity.data === null ? null : nullsOf(validity.data, rows);
    if (nulls === null && this.#isPlain(items)) return { values: items, nulls };
    const values = new this.#array(rows);
    for (let i = 0; i < rows; i++) values[i] = nulls?.[i] === 1 ? this.#none : this.#read(vector.getItem(i));
    return { values, nulls };
  }

  #isPlain(items: unknown): items is NumberArray {
    if (items instanceof this.#array) return true;
    return this.#array === (Float64Array as unknown) && PLAIN.some((kind) => items instanceof kind);
  }
}

/** 1 where a row has no value; `null` where all have one. */
function nullsOf({ buffer, byteOffset }: BigUint64Array, rows: number): Uint8Array | null {
  const valid = new Uint32Array(buffer, byteOffset, Math.ceil(rows / 32));
  let found: Uint8Array | null = null;
  for (let i = 0; i < rows; i++) {
    if ((((valid[i >> 5] as number) >> (i & 31)) & 1) === 1) continue;
    found ??= new Uint8Array(rows);
    found[i] = 1;
  }
  return found;
}
