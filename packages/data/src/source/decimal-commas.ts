import { UserError } from '@assay/contract';
import { type Engine, toCount } from '../engine/index.ts';

const COMMA = '[-+]?[0-9]+,[0-9]+([eE][-+]?[0-9]+)?';
const POINT = '[-+]?[0-9]+\\.[0-9]+([eE][-+]?[0-9]+)?';
/** `1,234` and `1.234`: what may be thousands as well. */
const COMMA_OR_THOUSANDS = '[-+]?[1-9][0-9]{0,2},[0-9]{3}';
const POINT_OR_THOUSANDS = '[-+]?[1-9][0-9]{0,2}\\.[0-9]{3}';
const WHOLE = '[-+]?[0-9]+';
/** Columns that are looked at in one query. */
const TOGETHER = 10;

/** How many texts of a column look like what. */
type Counts = Readonly<
  Record<'texts' | 'commas' | 'points' | 'whole' | 'commaThousands' | 'pointThousands', number>
>;

/**
 * Finds whether the numbers of a table of texts have decimal commas, and if so writes them with points. It takes a column of
 * numbers one of which cannot be a number with its thousands apart: `1,5` is such a one, `1,234` is not.
 *
 * @param table its columns are c0, c1, … as `names`; none of its files is separated by commas
 * @param texts indices of the columns that are no numbers as they stand
 * @returns indices of the columns that have points now
 * @throws UserError `data-decimal`: there are decimal points too, or points that may be either
 */
export async function readDecimalCommas(
  engine: Engine,
  table: string,
  names: readonly string[],
  texts: readonly number[],
): Promise<number[]> {
  const some = await counted(engine, table, texts.map(columnOf), (c) => ({
    commas: matches(c, ',', COMMA),
    commaThousands: matches(c, ',', COMMA_OR_THOUSANDS),
  }));
  if (!some.some(({ commas = 0, commaThousands = 0 }) => commas > commaThousands)) return [];
  const counts: Counts[] = await counted(
    engine,
    table,
    names.map((_, index) => columnOf(index)),
    (c) => ({
      texts: `${c} IS NOT NULL`,
      commas: matches(c, ',', COMMA),
      commaThousands: matches(c, ',', COMMA_OR_THOUSANDS),
      points: matches(c, '.', POINT),
      pointThousands: matches(c, '.', POINT_OR_THOUSANDS),
      whole: `regexp_full_match(${c}, '${WHOLE}')`,
    }),
  );
  const numeric = counts.flatMap((count, index) => (isNumeric(count) ? [{ ...count, index }] : []));
  const sure = numeric.find(({ commas, commaThousands }) => commas > commaThousands);
  if (sure === undefined) return [];
  for (const { index, commas, points, pointThousands } of numeric) {
    if (points === 0 || (commas === 0 && pointThousands < points)) continue;
    throw new UserError(
      'data-decimal',
      `${JSON.stringify(names[sure.index])} has decimal commas, and ${JSON.stringify(names[index])} has numbers with a point`,
      { fix: 'write the decimals of all numbers the same way, and thousands without a mark' },
    );
  }
  const written = numeric.filter(({ commas }) => commas > 0).map(({ index }) => index);
  for (const index of written) {
    const c = columnOf(index);
    await engine.query(`UPDATE ${table} SET ${c} = replace(${c}, ',', '.') WHERE ${matches(c, ',', COMMA)}`);
  }
  return written;
}

function columnOf(index: number): string {
  return `c${index}`;
}

function isNumeric({ texts, commas, points, whole }: Counts): boolean {
  return texts > 0 && 2 * (commas + points + whole) >= texts;
}

/** How often each condition holds, column by column. */
async function counted<Name extends string>(
  engine: Engine,
  table: string,
  columns: readonly string[],
  conditions: (column: string) => Record<Name, string>,
): Promise<Record<Name, number>[]> {
  const all: Record<Name, number>[] = [];
  for (let start = 0; start < columns.length; start += TOGETHER) {
    const some = columns.slice(start, start + TOGETHER).map(conditions);
    const selected = some.flatMap((each, i) =>
      Object.entries<string>(each).map(([name, holds]) => `count(*) FILTER (${holds}) AS "${name} ${i}"`),
    );
    const [row = {}] = await engine.query(`SELECT ${selected.join(', ')} FROM ${table}`);
    for (const [i, each] of some.entries()) {
      const entries = Object.keys(each).map((name) => [name, toCount(row[`${name} ${i}`])]);
      all.push(Object.fromEntries(entries) as Record<Name, number>);
    }
  }
  return all;
}

/** The mark is looked for first: most texts have none, and a regular expression is slow. */
function matches(column: string, mark: string, expression: string): string {
  return `contains(${column}, '${mark}') AND regexp_full_match(${column}, '${expression}')`;
}
