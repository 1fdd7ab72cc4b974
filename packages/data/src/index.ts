export { type DuckDB, type DuckDBSource, loadDuckDB } from './duckdb/index.ts';
export * from './engine/index.ts';
export * from './source/index.ts';
