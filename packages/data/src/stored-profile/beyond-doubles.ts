import type { ProfileColumn } from '@assay/contract';
import { familyOf } from '../column/logical-type.ts';
import { readingOf } from '../column/reading.ts';
import { inLanes } from '../engine/in-lanes.ts';
import type { Engine } from '../engine/index.ts';
import { partsOf } from '../engine/parts.ts';
import { isNarrow, narrowMoments } from '../profile/narrow.ts';
import type { Table } from '../source/source.ts';
import { typedColumn } from '../source/typed-column.ts';

/** Columns whose ends are asked for in one query: to plan it takes the engine time that grows with their square. */
const COLUMNS_AT_ONCE = 20;

/**
 * Puts right what doubles do not hold: ends of times, and of whole numbers and decimals beyond 2^53, are as the engine writes
 * them. Where those lie close together, mean and deviation are computed anew, and there are no moments that could be added up.
 */
export async function beyondDoubles(
  engine: Engine,
  source: Table,
  columns: readonly ProfileColumn[],
): Promise<ProfileColumn[]> {
  const asked = columns.flatMap((column, index) =>
    (column.kind === 'time' ? column.min !== null : isBeyond(column)) ? [index] : [],
  );
  const exact = new Map<number, Ends>();
  await inLanes(
    partsOf(asked, COLUMNS_AT_ONCE).map((indexes) => async () => {
      const ends = indexes.flatMap((index) => endsOf(source, index));
      const [row = {}] = await engine.query(`SELECT ${ends.join(', ')} FROM ${source.only(indexes)}`);
      for (const index of indexes)
        exact.set(index, { min: String(row[`min${index}`]), max: String(row[`max${index}`]) });
    }),
  );
  const found: ProfileColumn[] = [];
  for (const [index, column] of columns.entries())
    found.push(await withEnds(engine, source, column, index, exact.get(index)));
  return found;
}

interface Ends {
  readonly min: string;
  readonly max: string;
}

function endsOf(source: Table, index: number): string[] {
  const type = source.columns[index]?.type ?? '';
  const value = typedColumn(source, index);
  return ['min', 'max'].map((end) => `${source.dialect.text(`${end}(${value})`, type)} AS ${end}${index}`);
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
  ends: Ends | undefined,
): Promise<ProfileColumn> {
  const { numbers } = column;
  if (ends === undefined || numbers === null || !isNarrow(ends.min, ends.max)) return { ...column, ...ends };
  const exact = await narrowMoments(engine, source.only([index]), readingOf(source, index), ends.min);
  return { ...column, ...ends, numbers: { ...numbers, ...exact, skewness: null, moments: null } };
}
