import { type SliceRequest, SMALL_SLICE, UserError } from '@assay/contract';
import type { RawPredictions } from './read.ts';

/** Rows of one slice. A small one is reported and flagged, and takes no part in a gate unless asked for by name. */
export interface Slice {
  slice: string;
  rows: Int32Array;
  small: boolean;
}

/** The slices asked for, columns by falling size of their values. @throws UserError `slice-repeated` */
export function slicesOf(requests: readonly SliceRequest[], raw: RawPredictions): Slice[] {
  const slices = requests.flatMap((request, i) => {
    const column = raw.columns[`slice_${i}`];
    const values = raw.sliceValues[i];
    if (typeof request === 'string')
      return column?.kind === 'number' && values ? byValue(request, values, column.values) : [];
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
function byValue(name: string, values: readonly (string | null)[], codes: Float64Array): Slice[] {
  const lengths = new Int32Array(values.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) lengths[code] = (lengths[code] as number) + 1;
  }
  const rows = Array.from(lengths, (length) => new Int32Array(length));
  lengths.fill(0);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code < 0) continue;
    const place = lengths[code] as number;
    lengths[code] = place + 1;
    (rows[code] as Int32Array)[place] = row;
  }
  return values
    .map((value, code) =>
      slice(value === null ? `${name} is null` : `${name}=${value}`, rows[code] as Int32Array),
    )
    .sort((a, b) => b.rows.length - a.rows.length || (a.slice < b.slice ? -1 : 1));
}

function rowsWhere(values: Uint8Array): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < values.length; row++) if (values[row] === 1) rows.push(row);
  return Int32Array.from(rows);
}

function slice(name: string, rows: Int32Array): Slice {
  return { slice: name, rows, small: rows.length < SMALL_SLICE };
}
