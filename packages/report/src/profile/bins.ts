import type { ProfileColumn } from '@assay/contract';
import { cellCount, countUpTo, quantileOf, type RankCells } from '@assay/stats';

/** Shares of the values of a column in bins that its reference shares with it. */
export interface Bins {
  readonly low: number;
  readonly high: number;
  /** Where each bin ends. */
  readonly ends: readonly number[];
  /** From low to high, of equal width; values beyond are in none. */
  readonly shares: readonly number[];
  readonly reference: readonly number[] | null;
  /** Share of the values beyond the bins. */
  readonly beyond: number;
}

const BINS = 32;
/** A tail longer than the middle by so much is cut off, so that the middle can be seen. */
const LONG_TAIL = 1.5;

/** Bins of a column of numbers or times; `null` where it holds no finite value, or tells none. */
export function binsOf(column: ProfileColumn, reference: ProfileColumn | null): Bins | null {
  const { cells } = column;
  if (cells === null || cells.edges.length === 0) return null;
  const other = reference?.cells?.edges.length ? reference.cells : null;
  const both = other === null ? [cells] : [cells, other];
  const [least, q1, q2, most] = [0, 0.01, 0.99, 1].map((q) => both.map((each) => quantileOf(each, q) ?? 0));
  const middle = [Math.min(...(q1 ?? [])), Math.max(...(q2 ?? []))] as const;
  const ends = [Math.min(...(least ?? [])), Math.max(...(most ?? []))] as const;
  const width = middle[1] - middle[0];
  const low = width > 0 && middle[0] - ends[0] > LONG_TAIL * width ? middle[0] : ends[0];
  const high = width > 0 && ends[1] - middle[1] > LONG_TAIL * width ? middle[1] : ends[1];
  const binEnds = endsOfBins(low, high, column.type === 'integer');
  const shares = sharesIn(cells, binEnds, low);
  return {
    low,
    high,
    ends: binEnds,
    shares,
    reference: other && sharesIn(other, binEnds, low),
    beyond: Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0)),
  };
}

/** Where the bins end; the first begins at low, which it holds. Of whole numbers as many in each, else some would stand out. */
function endsOfBins(low: number, high: number, whole: boolean): number[] {
  const step = (high - low) / BINS;
  if (low === high) return [high];
  if (!whole) return Array.from({ length: BINS }, (_, i) => (i === BINS - 1 ? high : low + (i + 1) * step));
  const numbers = Math.max(1, Math.ceil((high - low + 1) / BINS));
  const bins = Math.ceil((high - low + 1) / numbers);
  return Array.from({ length: bins }, (_, i) => low + (i + 1) * numbers - 0.5);
}

function sharesIn(cells: RankCells, ends: readonly number[], low: number): number[] {
  const n = cellCount(cells);
  const [first] = cells.edges;
  // What is at the lower end itself is in the first bin.
  let before = first !== undefined && first >= low ? 0 : countUpTo(cells, low);
  return ends.map((end) => {
    const upTo = countUpTo(cells, end);
    const share = (upTo - before) / n;
    before = upTo;
    return share;
  });
}
