import { LANES } from '../engine/in-lanes.ts';

/** Columns of one query: enough to share the scan, few enough to plan it in a time that does not grow with their square. */
const COLUMNS_AT_ONCE = 20;
/** Below this many rows one scan is as quick as two; of texts, each of which is read as what it means, two are soon quicker. */
const ROWS_TO_SHARE = 10_000;
/** Below this many rows what is learnt before a scan saves nothing. */
export const MANY_ROWS = 100_000;

/** Columns that share a scan of a table of so many rows: one part for each lane, where the rows are many; there is always one. */
export function inParts<T>(columns: readonly T[], rows: number): T[][] {
  const size = rows < ROWS_TO_SHARE ? COLUMNS_AT_ONCE : Math.ceil(columns.length / LANES);
  const step = Math.max(1, Math.min(COLUMNS_AT_ONCE, size));
  const parts: T[][] = [];
  for (let start = 0; start < columns.length || start === 0; start += step)
    parts.push(columns.slice(start, start + step));
  return parts;
}
