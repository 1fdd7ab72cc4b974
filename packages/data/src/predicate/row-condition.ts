import { didYouMean, UserError } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Engine, Row } from '../engine/index.ts';
import { parsePredicate } from './parse-predicate.ts';
import { PredicateMistake } from './predicate-mistake.ts';

/** A condition of a contract over the values of a row. */
export interface RowCondition {
  /** SQL that is true, false or null; the value of column i is `v<i>`. An error of a row is an error of the query. */
  readonly sql: string;
  /** The columns that it reads. */
  readonly columns: readonly Reading[];
}

/**
 * Reads a condition over columns of the data, each as the contract reads it: a value that does not fit its column's type is
 * null to it.
 *
 * @throws PredicateMistake with the reason; AbsentColumn
 */
export async function rowCondition(
  engine: Engine,
  raw: string,
  text: string,
  readings: readonly Reading[],
): Promise<RowCondition> {
  const predicate = await parsePredicate(engine, text);
  const found = new Map(predicate.columns.map((name) => [name, columnOf(name, readings, text)]));
  const sql = await predicate.sql((name) => `v${found.get(name)?.index}`);
  const columns = [...new Set(found.values())];
  const values = columns.map(({ index, value }) => `${value} AS v${index}`);
  const [row] = await describe(engine, raw, sql, values).catch((cause: Error) => {
    if (cause instanceof UserError && cause.code !== 'trino-refused') throw cause;
    // The engine speaks of what it was given.
    const message = cause.message.split('\n')[0] ?? '';
    throw new PredicateMistake(
      message.replaceAll(/"?\bv(\d+)\b"?/g, (name, index) => nameOf(readings, index) ?? name),
    );
  });
  if (row?.['column_type'] !== 'BOOLEAN')
    throw new PredicateMistake(`it is neither true nor false, but ${row?.['column_type']}`);
  return { sql, columns };
}

/** What type the condition has, without a look at the rows. */
async function describe(engine: Engine, raw: string, sql: string, values: readonly string[]): Promise<Row[]> {
  const from = values.length === 0 ? '' : ` FROM (SELECT ${values.join(', ')} FROM ${raw})`;
  if (engine.dialect.name === 'duckdb') return engine.query(`DESCRIBE SELECT ${sql} AS holds${from}`);
  const [row] = await engine.query(`SELECT typeof(max(${sql})) AS holds${from.replace(/\)$/, ' LIMIT 0)')}`);
  return [{ column_type: String(row?.['holds']).toUpperCase() }];
}

/** A condition is over a column that the data does not have. */
export class AbsentColumn extends PredicateMistake {
  readonly column: string;
  /** What to change in the condition. */
  readonly fix: string;

  constructor(column: string, message: string, fix: string) {
    super(message);
    this.column = column;
    this.fix = fix;
  }
}

function nameOf(readings: readonly Reading[], index: string): string | undefined {
  const column = readings[Number(index)]?.column;
  return column === undefined ? undefined : JSON.stringify(column);
}

/** SQL has names without regard to case; the source has none that differ in case only. */
function columnOf(name: string, readings: readonly Reading[], text: string): Reading {
  const reading = readings.find(({ column }) => column.toLowerCase() === name.toLowerCase());
  if (reading !== undefined) return reading;
  const near = didYouMean(
    name,
    readings.map(({ column }) => column),
  );
  // What stands in double quotes is a name in SQL, and meant as a text by who knows other languages.
  const isText = near === undefined || text.includes(`"${name}"`);
  throw new AbsentColumn(
    name,
    `no column ${JSON.stringify(name)}${near === undefined ? '' : `, but ${JSON.stringify(near)}`}`,
    `name a column of the data in the condition${isText ? `; a text stands in single quotes there: '${name}'` : ''}`,
  );
}

/** SQL of the rows that a condition picks; one that cannot be computed for a row does not pick it. */
export function picks({ sql }: RowCondition): string {
  return `coalesce(TRY(${sql}), false)`;
}
