export * from './cells/index.ts';
export { type Chunking, chunksByValue, chunksOfSize } from './methods/chunks.ts';
export type { CategoricalColumn, DriftColumn, NumericColumn } from './methods/column.ts';
export { driftMethod, measureDrift } from './methods/measure-drift.ts';
export type { DriftMeasurement, DriftMethod, Measured } from './methods/method.ts';
export { methods } from './methods/registry.ts';
export * from './schedule/index.ts';
