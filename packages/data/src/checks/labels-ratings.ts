import type { Ratings } from '@assay/stats';

/** Annotators whose pairs are compared. */
const MOST_PAIRED = 30;
/** Cells of a table: more than 400 MB are not held. */
const MOST_CELLS = 1e8;

/** Labels, sorted by unit: of each the unit (from 0, none left out), who gave it, and its code. */
export interface Given {
  readonly units: Float64Array;
  readonly who: Float64Array;
  readonly codes: Float64Array;
  readonly categories: number;
}

/** The annotators with the most labels, in their order. */
export function mostLabels(labels: readonly number[]): number[] {
  const sorted = [...labels.keys()].sort((a, b) => (labels[b] ?? 0) - (labels[a] ?? 0) || a - b);
  return sorted.slice(0, MOST_PAIRED).sort((a, b) => a - b);
}

/**
 * A table with as many columns as a unit has labels at most, whoever gave them: crowds are large, and each of them labels a few
 * units. `undefined` where it cannot be held.
 */
export function tableTogether({ units, codes, categories }: Given): Ratings | undefined {
  const sizes = new Int32Array(numberOf(units));
  for (const unit of units) sizes[unit] = (sizes[unit] as number) + 1;
  const width = sizes.reduce((most, size) => Math.max(most, size), 1);
  if (sizes.length * width > MOST_CELLS) return undefined;
  const table = new Int32Array(sizes.length * width).fill(-1);
  sizes.fill(0);
  for (const [i, unit] of units.entries()) {
    const place = sizes[unit] as number;
    table[unit * width + place] = codes[i] as number;
    sizes[unit] = place + 1;
  }
  return { codes: table, annotators: width, categories };
}

/** By annotator, the codes of all units, -1 where there is none. `undefined` where that cannot be held. */
export function columnsApart(
  { units, who, codes }: Given,
  annotators: readonly number[],
): Int32Array[] | undefined {
  const rows = numberOf(units);
  if (rows * annotators.length > MOST_CELLS) return undefined;
  const columns = annotators.map(() => new Int32Array(rows).fill(-1));
  const places = new Map(annotators.map((annotator, place) => [annotator, columns[place]]));
  for (const [i, unit] of units.entries()) {
    const column = places.get(who[i] as number);
    if (column !== undefined) column[unit] = codes[i] as number;
  }
  return columns;
}

/** The units that both of two annotators labelled. */
export function pairOf(first: Int32Array, second: Int32Array, categories: number): Ratings {
  const codes = new Int32Array(2 * first.length);
  let n = 0;
  for (let unit = 0; unit < first.length; unit++) {
    const [a, b] = [first[unit] as number, second[unit] as number];
    if (a < 0 || b < 0) continue;
    codes[n++] = a;
    codes[n++] = b;
  }
  return { codes: codes.subarray(0, n), annotators: 2, categories };
}

function numberOf(units: Float64Array): number {
  return (units.at(-1) ?? -1) + 1;
}
