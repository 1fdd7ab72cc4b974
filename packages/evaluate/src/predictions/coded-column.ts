import { type ColumnValues, type Engine, quoteText } from '@assay/data';

/** Values of one column that become slices: the most frequent ones. */
const MOST_VALUES = 100;

/** Values of a column (of slices the most frequent ones), `null` being one, and the place of each row's among them (-1: of none). */
export interface CodedColumn {
  values: readonly (string | null)[];
  codes: Int8Array | Int16Array;
}

/** Columns that are looked at together: each has its own table of values in the engine. */
const TOGETHER = 8;

/** The most frequent values of each column, null last. @param texts SQL of the columns as text */
export async function frequentValues(
  engine: Engine,
  relation: string,
  texts: readonly string[],
): Promise<(string | null)[][]> {
  const found = texts.map((): (string | null)[] => []);
  const queries = texts.map((text, place) => {
    const counted = `SELECT ${text} AS value, count(*) AS n FROM ${relation} GROUP BY 1`;
    const byName = "CASE WHEN value IS NULL THEN ' is null' ELSE '=' || value END";
    return `(SELECT ${place} AS place, value FROM (${counted}) ORDER BY n DESC, ${byName} LIMIT ${MOST_VALUES})`;
  });
  // As one query they wait for the engine alone, and not for what this thread does between two.
  while (queries.length > 0) {
    const rows = await engine.query(queries.splice(0, TOGETHER).join(' UNION ALL '));
    for (const { place, value } of rows) found[Number(place)]?.push(value as string | null);
  }
  return found.map((values) => [
    ...values.filter((value) => value !== null),
    ...values.filter((value) => value === null),
  ]);
}

/** All values of a column, if they are fewer than make slices. @param text as {@link frequentValues} */
export async function fewValues(
  engine: Engine,
  relation: string,
  text: string,
): Promise<(string | null)[] | undefined> {
  const [values = []] = await frequentValues(engine, relation, [text]);
  return values.length < MOST_VALUES ? values : undefined;
}

/**
 * SQL of the place of a row's value in this list, from 1; null where it is not there. Of a column that the file has as a
 * dictionary, the engine looks only each text of that up: any case or condition beside would make it look at every row.
 *
 * @param values as {@link frequentValues}
 */
export function placeIn(text: string, values: readonly (string | null)[]): string {
  const list = values.map((value) => (value === null ? 'NULL' : quoteText(value)));
  return `CAST(list_position([${list.join(', ')}], ${text}) AS TINYINT)`;
}

/** A column that was read as {@link placeIn} says: the numbers of rows become codes where they are. */
export function codedColumn(
  values: readonly (string | null)[],
  places: ColumnValues | undefined,
): CodedColumn {
  const codes = places?.kind === 'small' ? places.values : new Int8Array();
  for (let row = 0; row < codes.length; row++) codes[row] = (codes[row] as number) - 1;
  return { values, codes };
}
