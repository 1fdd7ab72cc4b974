export { categoryReference, countCategories } from './categories.ts';
export {
  type CellCounts,
  type Cells,
  cellCount,
  type NumericCells,
  type ReferenceColumn,
} from './cells.ts';
export { countNumbers } from './count-numbers.ts';
export { numericEdges } from './numeric-edges.ts';
export { numericReference } from './numeric-reference.ts';
