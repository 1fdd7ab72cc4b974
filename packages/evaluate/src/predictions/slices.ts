import { type SliceRequest, SMALL_SLICE, UserError } from '@assay/contract';
import type { CodedColumn } from './coded-column.ts';
import type { RawPredictions } from './read.ts';

/** Pairs of values of two columns that become slices: the most frequent ones. */
const MOST_PAIRS = 1000;

/** Rows of one slice. A small one is reported and flagged, and takes no part in a gate unless asked for by name. */
export interface Slice {
  slice: string;
  /** Their places in the order in which parts take them, ascending; in memory that threads share. */
  rows: Int32Array;
  small: boolean;
  /** Of a crossing: its two columns. */
  of?: string;
}

/**
 * The slices asked for, columns by falling size of their values.
 *
 * @param order the row of the file at each place; default, the same
 * @throws UserError `slice-repeated`
 */
export function slicesOf(
  requests: readonly SliceRequest[],
  raw: RawPredictions,
  order: Int32Array | undefined,
): Slice[] {
  const slices = requests.flatMap((request, i) => {
    if (typeof request === 'string') return byValue(request, columnOf(request, raw), order);
    if (Array.isArray(request)) return crossed(request, raw, order);
    const holds = raw.columns[`slice_${i}`];
    return holds?.kind === 'boolean' ? [slice(request.name, rowsWhere(holds.values, order))] : [];
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

function columnOf(name: string, { sliced }: RawPredictions): CodedColumn {
  return sliced.get(name) ?? { values: [], codes: new Int8Array() };
}

/** `column=value` for each value, and `column is null`: a missing value is not the text "null". */
function nameOf(column: string, value: string | null | undefined): string {
  return value == null ? `${column} is null` : `${column}=${value}`;
}

function byValue(name: string, { values, codes }: CodedColumn, order: Int32Array | undefined): Slice[] {
  return partition(codes, values.length, order, (code) => nameOf(name, values[code]));
}

/** `one=value and other=value` for each pair that occurs. */
function crossed(
  [one, other]: readonly [string, string],
  raw: RawPredictions,
  order: Int32Array | undefined,
): Slice[] {
  const [a, b] = [columnOf(one, raw), columnOf(other, raw)];
  const wide = b.values.length;
  const codes = new Int16Array(a.codes.length);
  for (let row = 0; row < codes.length; row++) {
    const [first, second] = [a.codes[row] as number, b.codes[row] as number];
    codes[row] = first < 0 || second < 0 ? -1 : first * wide + second;
  }
  const name = (code: number) =>
    `${nameOf(one, a.values[Math.floor(code / wide)])} and ${nameOf(other, b.values[code % wide])}`;
  return partition(codes, a.values.length * wide, order, name)
    .slice(0, MOST_PAIRS)
    .map((pair) => ({ ...pair, of: `${one}, ${other}` }));
}

/** The rows of each code that has any, the most rows first. */
function partition(
  codes: Int8Array | Int16Array,
  size: number,
  order: Int32Array | undefined,
  name: (code: number) => string,
): Slice[] {
  const lengths = new Int32Array(size);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    if (code >= 0) lengths[code] = (lengths[code] as number) + 1;
  }
  const rows = Array.from(lengths, sharedRows);
  lengths.fill(0);
  for (let i = 0; i < codes.length; i++) {
    const row = order ? (order[i] as number) : i;
    const code = codes[row] as number;
    if (code < 0) continue;
    const place = lengths[code] as number;
    lengths[code] = place + 1;
    (rows[code] as Int32Array)[place] = i;
  }
  return rows
    .flatMap((own, code) => (own.length === 0 ? [] : [slice(name(code), own)]))
    .sort((a, b) => b.rows.length - a.rows.length || (a.slice < b.slice ? -1 : 1));
}

function rowsWhere(values: Uint8Array, order: Int32Array | undefined): Int32Array {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const row = order ? (order[i] as number) : i;
    if (values[row] === 1) rows.push(i);
  }
  const found = sharedRows(rows.length);
  found.set(rows);
  return found;
}

/** Room for so many rows that threads share. */
function sharedRows(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(4 * length));
}

function slice(name: string, rows: Int32Array): Slice {
  return { slice: name, rows, small: rows.length < SMALL_SLICE };
}
