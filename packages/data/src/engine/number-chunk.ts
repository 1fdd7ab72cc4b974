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
): (chunk: DuckDBDataChunk, visit: (chunk: NumberChunk) => void | Promise<void>) => Promise<void> {
  const native = nativeVectors();
  const types = result.columnTypes().map(({ typeId }) => typeId);
  return async (chunk, visit) => {
    const rows = chunk.rowCount;
    const copies: ArrayBufferLike[] = [];
    await visit({
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
