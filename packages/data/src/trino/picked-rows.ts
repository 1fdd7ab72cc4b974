import { UserError } from '@assay/contract';
import type { Engine } from '../engine/index.ts';
import { parsePredicate } from '../predicate/parse-predicate.ts';
import { PredicateMistake } from '../predicate/predicate-mistake.ts';
import type { TableName } from './table-name.ts';

/** A column of a table. */
export interface Column {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
  /** As queries read it. */
  readonly sql: string;
}

/** SQL of a condition, which was taken apart and found harmless. @throws UserError `trino-where` */
export async function pickedRows(
  engine: Engine,
  { sql, written }: TableName,
  where: string,
  columns: readonly Column[],
): Promise<string> {
  const mistake = (why: string) =>
    new UserError('trino-where', `"where" of ${written} is not a condition on its rows: ${why}`, {
      fix: 'write one condition on columns of the table, like "fare > 0"',
    });
  try {
    const predicate = await parsePredicate(engine, where);
    const condition = await predicate.sql((wanted) => {
      const column = columns.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
      if (column === undefined) throw new PredicateMistake(`no column ${JSON.stringify(wanted)}`);
      return column.sql;
    });
    // Its types are Trino's to judge, before anything is counted.
    await engine.query(`SELECT 1 FROM ${sql} WHERE ${condition} LIMIT 0`);
    return condition;
  } catch (cause) {
    if (cause instanceof PredicateMistake) throw mistake(cause.message);
    if (cause instanceof UserError && cause.code === 'trino-refused') throw mistake(cause.message);
    throw cause;
  }
}
