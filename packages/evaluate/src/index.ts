export { FAILURE_RATE } from './behaviour.ts';
export { compareRecords, noBaseline } from './compare/records.ts';
export { type BaseRun, type Candidate, compareWithBase } from './compare/with-base.ts';
export { compareWithTrivial } from './compare/with-trivial.ts';
export { evaluatePredictions } from './evaluate.ts';
export { measurePredictions } from './measure-predictions.ts';
export { readMetrics } from './metrics-file/index.ts';
export { readKept } from './predictions/keep.ts';
export { requestedMetrics } from './request.ts';
