export {
  binRanges,
  type CellRange,
  type Condition,
  categories,
  rowsInside,
  type SearchColumn,
} from './condition.ts';
export { detectableExcess } from './detectable-excess.ts';
export { type MeanDifference, meanDifference } from './mean-difference.ts';
export { type RowLosses, type RowTask, rowLosses } from './row-losses.ts';
export { takeOff } from './take-off.ts';
export { candidatesOf, type ProposedSlice, worstSlices } from './worst-slices.ts';
