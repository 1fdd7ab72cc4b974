import { type SliceRequest, SMALL_SLICE, UserError } from '@assay/contract';
import type { RawPredictions } from './read.ts';

/** Rows of one slice. A small one is reported and flagged, and takes no part in a gate unless asked for by name. */
export interface Slice {
  slice: string;
  rows: Int32Array;
  small: boolean;
}

/** Values of one column that become slices: the most frequent ones. */
const MOST_VALUES = 100;

/** The slices asked for, columns by falling size of their values. @throws UserError `slice-repeated` */
export function slicesOf(requests: readonly SliceRequest[], raw: RawPredictions): Slice[] {
  const slices = requests.flatMap((request, i) => {
    const column = raw.columns[`slice_${i}`];
    if (typeof request === 'string') return column?.kind === 'text' ? byValue(request, column.values) : [];
    return column?.kind === 'boolean' ? [slice(request.name, rowsWhere(column.values))] : [];
  });
  const names = new Set<string>();
  for (const { slice } of slices) {
    if (names.has(slice)) {
      throw new UserError('slice-repeated', `two slices are called "${slice.slice(0, 80)}"`, {
        fix: 'ask for each column once, and give each predicate a name of its own',
      });
    }
    names.add(slice);
  }
  return slices;
}

/** `column=value` for each value, and `column is null`: a missing value is not the text "null". */
function byValue(name: string, values: readonly (string | null)[]): Slice[] {
  const rows = new Map<string, number[]>();
  values.forEach((value, row) => {
    const key = value === null ? `${name} is null` : `${name}=${value}`;
    const found = rows.get(key);
    if (found) found.push(row);
    else rows.set(key, [row]);
  });
  return [...rows]
    .sort(([nameA, a], [nameB, b]) => b.length - a.length || (nameA < nameB ? -1 : 1))
    .slice(0, MOST_VALUES)
    .map(([key, list]) => slice(key, Int32Array.from(list)));
}

function rowsWhere(values: Uint8Array): Int32Array {
  const rows: number[] = [];
  values.forEach((holds, row) => {
    if (holds === 1) rows.push(row);
  });
  return Int32Array.from(rows);
}

function slice(name: string, rows: Int32Array): Slice {
  return { slice: name, rows, small: rows.length < SMALL_SLICE };
}
