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
  const table = emptyTable(sizes.length, width);
  if (table === undefined) return undefined;
  sizes.fill(0);
  for (const [i, unit] of units.entries()) {
    const place = sizes[unit] as number;
    table[unit * width + place] = codes[i] as number;
    sizes[unit] = place + 1;
  }
  return { codes: table, annotators: width, categories };
}

/** A table with a column for each of these annotators. `undefined` where it cannot be held. */
export function tableApart(
  { units, who, codes, categories }: Given,
  annotators: readonly number[],
): Ratings | undefined {
  const width = Math.max(1, annotators.length);
  const table = emptyTable(numberOf(units), width);
  if (table === undefined) return undefined;
  const places = new Map(annotators.map((annotator, place) => [annotator, place]));
  for (const [i, unit] of units.entries()) {
    const place = places.get(who[i] as number);
    if (place !== undefined) table[unit * width + place] = codes[i] as number;
  }
  return { codes: table, annotators: width, categories };
}

function numberOf(units: Float64Array): number {
  return (units.at(-1) ?? -1) + 1;
}

function emptyTable(units: number, width: number): Int32Array | undefined {
  return units * width > MOST_CELLS ? undefined : new Int32Array(units * width).fill(-1);
}
