import type { DuckDBVector } from '@duckdb/node-api';

/** What a vector of plain numbers has; its types keep this private, though it is how the client itself reads it. */
interface Inside<Items> {
  readonly items: Items;
  /** Without data: no value is null. */
  readonly validity: { readonly data: BigUint64Array | null };
}

/** A vector’s own arrays, of the type that its values have. @typeParam Items of that type */
export function insideOf<Items>(vector: DuckDBVector): Inside<Items> {
  return vector as unknown as Inside<Items>;
}
