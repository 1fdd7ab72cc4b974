// Stands for @duckdb/node-bindings in the bundle. packages/data/src/duckdb/open-binding.ts fills this module in with
// the native library that it located, before @duckdb/node-api requires it; who gets here came by another door.
throw new Error('DuckDB was loaded without its native library: use loadDuckDB');
