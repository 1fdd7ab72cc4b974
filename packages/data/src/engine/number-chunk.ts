import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DuckDBDataChunk, DuckDBResult } from '@duckdb/node-api';
import { type DuckDB, nativeVectors } from '../duckdb/index.ts';
import type { NumberChunk } from './engine.ts';

/**
 * What shows the chunks of a result, by their vectors' own arrays: value by value would take twenty times as long. Those are
 * copies that the binding makes; their memory is given back after each visit, since V8 would let it grow to many MB first, and
 * look through all of its heap for it.
 */
export function numberShower(
  { DuckDBTypeId }: DuckDB,
  result: DuckDBResult,
): (chunk: DuckDBDataChunk, visit: (chunk: NumberChunk) => void) => void {
  const native = nativeVectors();
  const types = result.columnTypes().map(({ typeId }) => typeId);
  return (chunk, visit) => {
    const rows = chunk.rowCount;
    const copies: ArrayBufferLike[] = [];
    visit({
      rows,
      column(index) {
        if (types[index] !== DuckDBTypeId.DOUBLE)
          throw new TypeError(`column ${index} of the scan is not of type DOUBLE`);
        const vector = native.data_chunk_get_vector(rawOf(chunk), index);
        const values = native.vector_get_data(vector, Float64Array.BYTES_PER_ELEMENT * rows);
        const valid = native.vector_get_validity(vector, 8 * Math.ceil(rows / 64));
        copies.push(values.buffer);
        if (valid !== null) copies.push(valid.buffer);
        return {
          values: new Float64Array(values.buffer, values.byteOffset, rows),
          valid: valid && new Uint32Array(valid.buffer, valid.byteOffset, valid.length / 4),
        };
      },
    });
    for (const copy of copies) (copy as ArrayBuffer).transfer(0);
  };
}

/** Its types keep this private, though it is what the client itself asks. */
function rawOf(chunk: DuckDBDataChunk): object {
  return (chunk as unknown as { readonly chunk: object }).chunk;
}

/**
 * V8 collects all garbage whenever 64 MB outside its heap have been shown to it, and every chunk shows it some: 23 times in a
 * scan of 1 GB, a tenth of its time. With this flag such memory counts towards the limit of the heap as a whole. Node 24 knows
 * it; another version is left as it is.
 */
export function collectGarbageLessOften(): void {
  if (process.versions.node.startsWith('24.'))
    setFlagsFromString('--external-memory-accounted-in-global-limit');
}

/** Chunks of a stream between two collections: some MB. */
const CHUNKS = 50;
/** And between two that look at all. */
const MANY_CHUNKS = 50 * CHUNKS;
let visited = 0;

/**
 * Lets go of chunks that were visited. V8 sees of each a few small objects, and would keep a hundred MB of them before it looks;
 * to look only at young objects, which they all are, takes less than a hundredth of a scan.
 */
export function collectChunks(): void {
  visited += 1;
  if (visited % MANY_CHUNKS === 0) collectAll();
  else if (visited % CHUNKS === 0) collector()({ type: 'minor' });
}

/** Rows from which on it is worth some 20 milliseconds. */
const MANY_ROWS = 100_000;
let tidied = false;

/** Before many rows are read, once: best while the engine has not come to them. */
export function tidyForMany(rows: number): void {
  if (tidied || rows < MANY_ROWS) return;
  tidied = true;
  collectAll();
}

/** Gives back what loading the program has left, and what V8 has taken for more young objects: 30 MB. */
function collectAll(): void {
  collector()({ type: 'major', flavor: 'last-resort' });
}

type Collector = (options: { type: 'minor' } | { type: 'major'; flavor: 'last-resort' }) => void;
let found: Collector | undefined;

function collector(): Collector {
  if (found === undefined) {
    setFlagsFromString('--expose-gc');
    found = runInNewContext('gc') as Collector;
  }
  return found;
}
