export type { Dialect } from './dialect.ts';
export { duckdbDialect } from './duckdb-dialect.ts';
export { type EngineOptions, openEngine } from './duckdb-engine.ts';
export {
  type ColumnarResult,
  type ColumnValues,
  type Engine,
  type NumberChunk,
  type Row,
  type Scratch,
  toCount,
  type Value,
} from './engine.ts';
export { collectArrays, collectWithoutHelpers } from './garbage.ts';
export { Binding, quoteName, quoteText, type SqlValue } from './sql-text.ts';
