import { nextQuantile } from '@assay/stats';
import type { Reading } from '../column/reading.ts';
import type { Engine } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { MISS } from './next-sample.ts';

/** A quantile of a column, and the ones around it that it may move to. */
interface Quantile {
  readonly q: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Spread {
  readonly quantiles: readonly Quantile[];
  /** Quantiles in equal steps, for a comparison of two columns. */
  readonly grid: readonly number[];
}

const WATCHED = [0.1, 0.5, 0.9];
const GRID = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20);

/** What moves in ordinary data of one source, beside chance, in standard deviations of the quantile's indicator. */
const ORDINARY = 0.2;

/**
 * Quantiles of columns of numbers, each with the quantiles of this sample that the next one's may lie between: what chance
 * moves it by (see nextQuantile), and a fifth of sqrt(q (1 - q)) of the rows more, for the median a tenth of them.
 *
 * @param presents how many rows of each column have a value, at least one, by its index
 * @returns by the index of the column; without those whose values are not all finite
 */
export async function spreadsOf(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  presents: ReadonlyMap<number, number>,
): Promise<Map<number, Spread>> {
  const { dialect } = engine;
  const asked = readings.map(({ index, value }) => {
    const shares = [...watched(presents.get(index) ?? 1), ...GRID];
    const told = shares.map((share, i) => `${dialect.quantileAt(`x${index}`, share, i)} AS x${index}_${i}`);
    return { made: `${dialect.quantiles(`CAST(${value} AS DOUBLE)`, shares)} AS x${index}`, told };
  });
  const from = source.only(readings.map(({ index }) => index));
  const made = `SELECT ${asked.map((each) => each.made).join(', ')} FROM ${from}`;
  const told = asked.flatMap((each) => each.told);
  const [row = {}] = await engine.query(`SELECT ${told.join(', ')} FROM (${made})`);
  return new Map(
    readings.flatMap(({ index }, place) => {
      const found = (asked[place]?.told ?? []).map((_, i) => Number(row[`x${index}_${i}`]));
      return found.every(Number.isFinite) ? [[index, toSpread(found)]] : [];
    }),
  );
}

/** Of each watched quantile: itself, and the shares that the next one's may lie between. */
function watched(present: number): number[] {
  return WATCHED.flatMap((q) => {
    const { low, high } = nextQuantile(q, present, MISS);
    const more = ORDINARY * Math.sqrt(q * (1 - q));
    return [q, Math.max(0, low - more), Math.min(1, high + more)];
  });
}

function toSpread(found: readonly number[]): Spread {
  const quantiles = WATCHED.map((q, i) => {
    const [value = 0, low = 0, high = 0] = found.slice(3 * i, 3 * i + 3);
    return { q, value, low, high };
  });
  return { quantiles, grid: found.slice(3 * WATCHED.length) };
}
