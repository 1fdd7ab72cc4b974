export { type Chunking, chunksByValue, chunksOfSize } from './methods/chunks.ts';
export type { CategoricalColumn, DriftColumn, NumericColumn } from './methods/column.ts';
export { driftMethod, measureDrift } from './methods/measure-drift.ts';
export type { DriftMeasurement, DriftMethod, Measured } from './methods/method.ts';
export { methods } from './methods/registry.ts';
