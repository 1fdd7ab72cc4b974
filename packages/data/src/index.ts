export { familyOf } from './column/logical-type.ts';
export { type DuckDB, type DuckDBSource, loadDuckDB } from './duckdb/index.ts';
export * from './engine/index.ts';
export { type InferredContract, inferContract } from './infer/infer-contract.ts';
export { PredicateMistake, parsePredicate } from './predicate/parse-predicate.ts';
export { profile } from './profile/profile.ts';
export { readContract } from './read-contract.ts';
export * from './source/index.ts';
export { validate } from './validate.ts';
