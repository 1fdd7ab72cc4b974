export { type TrainDeps, type TrainRequest, type TrainResult, train } from './train.ts';
