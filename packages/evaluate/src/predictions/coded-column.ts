import { type Engine, quoteText } from '@assay/data';

/** Values of one column that become slices: the most frequent ones. */
const MOST_VALUES = 100;

/** Values of a column (of slices the most frequent ones), `null` being one, and the place of each row's among them (-1: of none). */
export interface CodedColumn {
  values: readonly (string | null)[];
  codes: Int8Array | Int16Array;
}

/** A column's most frequent values, null last. @param text SQL of the column as text */
export async function frequentValues(
  engine: Engine,
  relation: string,
  text: string,
): Promise<(string | null)[]> {
  const rows = await engine.query(
    `SELECT ${text} AS value FROM ${relation} GROUP BY 1
     ORDER BY count(*) DESC, CASE WHEN value IS NULL THEN ' is null' ELSE '=' || value END LIMIT ${MOST_VALUES}`,
  );
  const present = rows.flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return present.length < rows.length ? [...present, null] : present;
}

/** All values of a column, if they are fewer than make slices. @param text as {@link frequentValues} */
export async function fewValues(
  engine: Engine,
  relation: string,
  text: string,
): Promise<(string | null)[] | undefined> {
  const values = await frequentValues(engine, relation, text);
  return values.length < MOST_VALUES ? values : undefined;
}

/**
 * SQL of the place of a row's value in this list, from 0; -1 where it is not there. Of a column that the file has as a
 * dictionary, the engine looks only each text of that up: any case or condition beside would make it look at every row.
 *
 * @param values as {@link frequentValues}
 */
export function placeIn(text: string, values: readonly (string | null)[]): string {
  const list = values.map((value) => (value === null ? 'NULL' : quoteText(value)));
  return `CAST(coalesce(list_position([${list.join(', ')}], ${text}), 0) - 1 AS TINYINT)`;
}
