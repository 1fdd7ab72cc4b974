export { CONFORMAL_HISTORY, conformalLogE } from './conformal.ts';
export { meanLevel, nextLevel } from './e-detector.ts';
export {
  COMPONENTS,
  distributionError,
  largestGrowth,
  nextLevels,
  shareError,
  type WatchedShare,
} from './margin-test.ts';
export { type Flags, flagStreams } from './streams.ts';
