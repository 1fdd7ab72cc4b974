import { familyOf } from '../column/logical-type.ts';
import type { Reading } from '../column/reading.ts';
import { type Engine, quoteText } from '../engine/index.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';
import { expressions } from './asked.ts';
import { GREATEST } from './finite.ts';

/** With ends as far apart as this share of the greatest, a deviation in doubles is exact to ten digits. */
const SHARE = 2 ** -20;

export interface NarrowMoments {
  readonly mean: number | null;
  readonly sd: number | null;
}

/**
 * Whether numbers lie so close together, and so far from zero, that doubles of them tell little of how they differ: of whole
 * numbers beyond 2^53 perhaps nothing.
 *
 * @param min as the engine writes it, exact, as `max` is
 */
export function isNarrow(min: unknown, max: unknown): boolean {
  if (typeof min !== 'string' || typeof max !== 'string' || min === max) return false;
  const greatest = Math.max(Math.abs(Number(min)), Math.abs(Number(max)));
  return greatest <= GREATEST && Number(max) - Number(min) < SHARE * greatest;
}

/**
 * Mean and standard deviation of a narrow column, by what each number has above the least: those differences are exact, as
 * the type of the numbers has them.
 *
 * @param raw what to select from
 * @param min the least of them, as the engine writes it
 * @param scope for some of the rows
 */
export async function narrowMoments(
  engine: Engine,
  raw: string,
  reading: Reading,
  min: string,
  scope?: RowCondition,
): Promise<NarrowMoments> {
  const read = [...new Set([reading, ...(scope?.columns ?? [])])].map(expressions);
  const type = differenceType(reading);
  const above = `CAST(CAST(v${reading.index} AS ${type}) - CAST(${quoteText(min)} AS ${type}) AS DOUBLE)`;
  const [row = {}] = await engine.query(
    `SELECT avg(${above}) AS mean, stddev_samp(${above}) AS sd FROM (SELECT ${read.join(', ')} FROM ${raw})${scope === undefined ? '' : ` WHERE ${picks(scope)}`}`,
  );
  const { mean, sd } = row;
  return {
    mean: typeof mean === 'number' ? Number(min) + mean : null,
    sd: typeof sd === 'number' ? sd : null,
  };
}

function differenceType({ type, engineType, dialect }: Reading): string {
  const family = familyOf(engineType);
  if (type === 'integer' || family === 'integer') return dialect.types.integer;
  return family === 'decimal' ? engineType : 'DOUBLE';
}
