export { type DistinctSketch, distinctOf, MOST_HASHES, mergeDistinct, REGISTERS } from './distinct.ts';
export { addMoments, type Moments, momentsOf, noMoments, sdOf, skewnessOf } from './moments.ts';
export {
  cellCount,
  countUpTo,
  mergeRankCells,
  quantileOf,
  type RankCells,
  rankCells,
  rankError,
} from './rank-cells.ts';
export { tallyNumbers } from './tally-numbers.ts';
