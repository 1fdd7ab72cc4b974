import { BLOCK, kernel } from './kernel.ts';
import type { RankCells } from './rank-cells.ts';

const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Numbers that the first edges, and further ones, are chosen by, at most. */
const FIRST_SAMPLE = 8_192;
const SAMPLE = 512;

/** Cells of numbers of which each is known. */
export function exactCells(counts: ReadonlyMap<number, number>): RankCells {
  const edges = [...Float64Array.from(counts.keys()).sort()];
  const at = edges.map((edge) => counts.get(edge) as number);
  return { edges, between: edges.map(() => 0), at, slack: 0 };
}

/** Cells of a sample of numbers, at least one, and of their ends. */
export function sampledCells(values: Float64Array): RankCells {
  const sample = sampleOf(values, FIRST_SAMPLE);
  const some = new Float64Array(sample.length + 2);
  some.set(sample);
  some.set(endsOf(values), sample.length);
  some.sort();
  const edges: number[] = [];
  const at: number[] = [];
  for (let i = 0; i < some.length; i++) {
    const x = some[i] as number;
    // -0 is before 0, and the same.
    if (i === 0 || x !== some[i - 1]) at[edges.push(x + 0) - 1] = 0;
    at[at.length - 1] = (at[at.length - 1] as number) + 1;
  }
  return { edges, between: edges.map(() => 0), at, slack: 0 };
}

/** Edges for the values beyond an end, where they are too many for one cell: as there may be more to come, many. */
export function beyond(
  values: Float64Array,
  end: number,
  sign: 1 | -1,
  limit: number,
  most: number,
): number[] {
  const found = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    found[n] = x;
    n += Number(sign * (x - end) > 0);
  }
  return n < limit ? [] : spaced(found.subarray(0, n), most);
}

/** Some of the values at even distances of rank, ascending; by a sample at even distances, which needs no chance. */
export function spaced(values: Float64Array, most: number): number[] {
  const some = Math.min(most, values.length);
  if (some === 0) return [];
  const sample = sampleOf(values, SAMPLE).sort();
  return Array.from(
    { length: some },
    (_, i) => (sample[Math.floor(((i + 0.5) * sample.length) / some)] as number) + 0,
  );
}

function sampleOf(values: Float64Array, most: number): Float64Array {
  const step = Math.max(1, values.length / most);
  const sample = new Float64Array(Math.floor(values.length / step));
  // Not at even steps: what comes in turn would always be the same one of them.
  for (let i = 0; i < sample.length; i++)
    sample[i] = values[Math.floor((i + ((i * GOLDEN) % 1)) * step)] as number;
  return sample;
}

/** Least and greatest of at least one. */
function endsOf(values: Float64Array): [number, number] {
  const { numbers, ends, figures } = kernel();
  const found: [number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let start = 0; start < values.length; start += BLOCK) {
    const block = values.subarray(start, start + BLOCK);
    numbers.set(block);
    ends(0, block.length);
    found[0] = Math.min(found[0], figures[0] as number);
    found[1] = Math.max(found[1], figures[1] as number);
  }
  return found;
}
