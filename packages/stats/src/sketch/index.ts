export { type DistinctSketch, distinctOf, MOST_HASHES, mergeDistinct, REGISTERS } from './distinct.ts';
export { addMoments, type Moments, momentsOf, noMoments, sdOf, skewnessOf } from './moments.ts';
export { type NotFinite, NumberSketch, type SketchedNumbers, sketchNumbers } from './number-sketch.ts';
export {
  cellCount,
  countUpTo,
  mergeRankCells,
  quantileOf,
  type RankCells,
  rankError,
} from './rank-cells.ts';
export { distinctNumbers } from './tally-numbers.ts';
