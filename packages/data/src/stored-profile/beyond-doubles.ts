import type { ProfileColumn } from '@assay/contract';
import { familyOf } from '../column/logical-type.ts';
import { readingOf } from '../column/reading.ts';
import { type Engine, quoteName } from '../engine/index.ts';
import { isNarrow, narrowMoments } from '../profile/narrow.ts';
import type { Table } from '../source/source.ts';

/**
 * Puts right what doubles do not hold: ends of times, and of whole numbers and decimals beyond 2^53, are as the engine writes
 * them. Where those lie close together, mean and deviation are computed anew, and there are no moments that could be added up.
 */
export async function beyondDoubles(
  engine: Engine,
  source: Table,
  columns: readonly ProfileColumn[],
): Promise<ProfileColumn[]> {
  const asked = columns.filter((column) => (column.kind === 'time' ? column.min !== null : isBeyond(column)));
  if (asked.length === 0) return [...columns];
  const ends = asked.flatMap(({ name, 'engine-type': type }, i) =>
    ['min', 'max'].map((end) => `${source.dialect.text(`${end}(${quoteName(name)})`, type)} AS ${end}${i}`),
  );
  const [row = {}] = await engine.query(`SELECT ${ends.join(', ')} FROM ${source.relation}`);
  const exact = new Map(
    asked.map(({ name }, i) => [name, { min: String(row[`min${i}`]), max: String(row[`max${i}`]) }]),
  );
  const found: ProfileColumn[] = [];
  for (const [index, column] of columns.entries())
    found.push(await withEnds(engine, source, column, index, exact.get(column.name)));
  return found;
}

function isBeyond({ 'engine-type': type, min, max }: ProfileColumn): boolean {
  return (
    ['integer', 'decimal'].includes(familyOf(type)) &&
    [min, max].some((end) => typeof end === 'number' && Math.abs(end) > Number.MAX_SAFE_INTEGER)
  );
}

async function withEnds(
  engine: Engine,
  source: Table,
  column: ProfileColumn,
  index: number,
  ends: { readonly min: string; readonly max: string } | undefined,
): Promise<ProfileColumn> {
  const { numbers } = column;
  if (ends === undefined || numbers === null || !isNarrow(ends.min, ends.max)) return { ...column, ...ends };
  const exact = await narrowMoments(engine, source.only([index]), readingOf(source, index), ends.min);
  return { ...column, ...ends, numbers: { ...numbers, ...exact, skewness: null, moments: null } };
}
