import type { DataProfile } from '../../packages/contract/src/index.ts';
import { cellCount, countUpTo, rankError } from '../../packages/stats/src/index.ts';

/** What another program tells of a column; each tells some of it. */
export interface Told {
  readonly nulls?: number;
  readonly min?: number;
  readonly max?: number;
  readonly mean?: number;
  readonly sd?: number;
  /** Exact ones, by share. */
  readonly quantiles?: Readonly<Record<string, number>>;
  /** By a sketch or a sample of its own. */
  readonly sketched?: Readonly<Record<string, number>>;
}

const RELATIVE = 1e-9;
/** By which share of the rows another program's sketch may be off. */
const SKETCHED = 0.02;

/** What floor and peers write, in their last line. */
export function toldOf(stdout: string): Readonly<Record<string, Told>> {
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '').columns;
}

/** What another program says otherwise, as `f0 mean`: figures that are not ours to 1e-9, quantiles beyond the stated error. */
export function differences(
  { columns }: Pick<DataProfile, 'columns'>,
  told: Readonly<Record<string, Told>>,
): string[] {
  return Object.entries(told).flatMap(([name, of]) => {
    const column = columns.find((each) => each.name === name);
    if (column === undefined) return [name];
    const ours = { ...column, ...column.numbers };
    // Ends of times are texts here, and they have no mean.
    const figures =
      column.kind === 'number' ? (['nulls', 'min', 'max', 'mean', 'sd'] as const) : (['nulls'] as const);
    const apart = figures.filter((key) => of[key] !== undefined && !near(Number(ours[key]), of[key]));
    const ranks = [
      ...Object.entries(of.quantiles ?? {}).map((entry) => [...entry, 0] as const),
      ...Object.entries(of.sketched ?? {}).map((entry) => [...entry, SKETCHED] as const),
    ].filter(([q, value, error]) => rankOff(column, Number(q), value) > error);
    return [...apart, ...ranks.map(([q]) => q)].map((what) => `${name} ${what}`);
  });
}

function near(ours: number, theirs: number): boolean {
  return Math.abs(ours - theirs) <= RELATIVE * Math.abs(theirs);
}

/** By which share of the values the rank of a quantile is beyond our own error. */
function rankOff({ cells }: DataProfile['columns'][number], q: number, value: number): number {
  if (cells === null) return 1;
  const n = cellCount(cells);
  const upTo = countUpTo(cells, value) / n;
  const below = upTo - (cells.at[cells.edges.indexOf(value)] ?? 0) / n;
  return Math.max(0, below - q, q - upTo) - rankError(cells) - 1 / n;
}
