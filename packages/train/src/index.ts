export type { Output, OutputStream } from './command/output-pump.ts';
export { type TrainDeps, type TrainRequest, type TrainResult, train } from './train.ts';
