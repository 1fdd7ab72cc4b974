import { type LibrarySource, locateLibrary } from './locate-library.ts';
import { bindingIsOpen, type DuckDB, openBinding } from './open-binding.ts';

export type { LibrarySource as DuckDBSource } from './locate-library.ts';
export { type DuckDB, nativeVectors } from './open-binding.ts';

/**
 * DuckDB's API with its native library loaded, fetched first if this machine has none.
 *
 * A process holds one native library: later calls answer with the first, whatever their source.
 *
 * @throws UserError `duckdb-…` where the library can be neither found nor fetched nor loaded.
 */
export async function loadDuckDB(source: LibrarySource): Promise<DuckDB> {
  if (!bindingIsOpen()) openBinding(await locateLibrary(source));
  return import('@duckdb/node-api');
}
