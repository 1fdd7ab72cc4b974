import type { Finding } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import { Binding, type Engine, type Row, toCount, type Value } from '../engine/index.ts';
import { picks, type RowCondition } from '../predicate/row-condition.ts';
import { count, shorten } from './words.ts';

/** How many of the commonest broken values are named. */
const COMMONEST = 3;
/** How many of them are shown. */
const EXAMPLES = 5;

/** Rows that break something. */
export interface BrokenRows {
  readonly engine: Engine;
  readonly raw: string;
  /** The columns that the condition reads, as `c<i>` (raw), `m<i>` (missing) and `v<i>` (value). */
  readonly columns: readonly Reading[];
  readonly where: (bind: Binding) => string;
  /** The columns that show a row, and how, as SQL over the raw ones; null: nothing may. */
  readonly shown: { readonly columns: readonly Reading[]; readonly text: string } | null;
  /**
   * Of a column in whose order the rows are compared: `before` is the value of the last row that has one and that another
   * condition picks.
   */
  readonly inOrder?: { readonly column: Reading; readonly picked: string } | undefined;
}

/** What is told of rows that break something. */
export interface Told {
  readonly rows: number;
  /** `"Prcard" (3), "Way2ride" (1) and others`; empty where nothing may be shown. */
  readonly commonest: string;
  readonly examples: Finding['examples'];
  /** The commonest and the first values, each once; none where nothing may be shown. */
  readonly values: readonly string[];
}

/** How many they are, which are the commonest, and the first of them: all from one look at the rows. */
export async function tell(rows: BrokenRows): Promise<Told> {
  const bind = new Binding();
  const { columns = [], text = 'NULL' } = rows.shown ?? {};
  const by = columns.map(({ index }) => `c${index}`).join(', ');
  const order = ['row', by].filter(Boolean).join(', ');
  // Texts are made of what is shown, not of all rows.
  const parts = [
    `SELECT 'all' AS part, count(*) AS n, NULL AS text, 0 AS place, NULL AS row FROM broken`,
    ...(by === ''
      ? []
      : [
          `SELECT 'common', n, ${text}, row_number() OVER (ORDER BY n DESC, ${by}), NULL FROM (SELECT ${by}, count(*) AS n FROM broken GROUP BY ${by} ORDER BY n DESC, ${by} LIMIT ${COMMONEST + 1})`,
        ]),
    `SELECT 'first', 0, ${text}, row_number() OVER (ORDER BY ${order}), row FROM (SELECT * FROM broken ORDER BY ${order} LIMIT ${EXAMPLES})`,
  ];
  const found = await rows.engine.query(
    `WITH broken AS ${rows.engine.dialect.materialized}(SELECT ${order} FROM ${read(rows)} WHERE ${rows.where(bind)}) ${parts.join(' UNION ALL ')} ORDER BY part, place`,
    bind.values,
  );
  const of = (part: string) => found.filter((row) => row['part'] === part);
  const values = [...of('common'), ...of('first')].map((row) => row['text']);
  return {
    rows: toCount(of('all')[0]?.['n']),
    commonest: commonestOf(of('common')),
    examples: of('first').map((row) => toExample(row['row'], row['text'])),
    values: [...new Set(values.filter((text) => typeof text === 'string'))],
  };
}

/**
 * The commonest texts of a column `text`: `"Prcard" (3), "Way2ride" (1) and others`; empty where there are none.
 *
 * @param rows SQL of the rows, behind FROM
 */
export async function commonestTexts(engine: Engine, rows: string): Promise<string> {
  return commonestOf(
    await engine.query(
      `SELECT text, count(*) AS n FROM ${rows} GROUP BY text ORDER BY n DESC, text LIMIT ${COMMONEST + 1}`,
    ),
  );
}

function commonestOf(found: readonly Row[]): string {
  const named = found
    .slice(0, COMMONEST)
    .map((row) => `${JSON.stringify(shorten(String(row['text'])))} (${count(toCount(row['n']))})`);
  return named.join(', ') + (found.length > COMMONEST ? ' and others' : '');
}

/** The first five: by number, which is a window without an order over a scan that keeps the files' order; or by their keys. */
export async function firstRows(rows: BrokenRows): Promise<Finding['examples']> {
  const bind = new Binding();
  const inOrder = rows.engine.dialect.keepsOrder ? '' : ' ORDER BY row, text';
  const found = await rows.engine.query(
    `SELECT row, ${rows.shown?.text ?? 'NULL'} AS text FROM ${read(rows)} WHERE ${rows.where(bind)}${inOrder} LIMIT ${EXAMPLES}`,
    bind.values,
  );
  return found.map((row) => toExample(row['row'], row['text']));
}

/** How many they are. */
export async function countRows(rows: BrokenRows): Promise<number> {
  const bind = new Binding();
  const sql = `SELECT count(*) AS n FROM ${read(rows, false)} WHERE ${rows.where(bind)}`;
  const [found] = await rows.engine.query(sql, bind.values);
  return toCount(found?.['n']);
}

/** How many rows a condition picks. */
export async function countPicked(engine: Engine, raw: string, scope: RowCondition): Promise<number> {
  return countRows({ engine, raw, columns: scope.columns, where: () => picks(scope), shown: null });
}

/** A row of a file by its number, that of a table, which has none, by its key. */
export function toExample(row: Value | undefined, text: Value | undefined): Finding['examples'][number] {
  const value = typeof text === 'string' ? shorten(text) : null;
  if (typeof row === 'string') return { row: null, key: shorten(row), value };
  return { row: row == null ? null : toCount(row), value };
}

/** @param numbered whether the rows get their numbers, which takes ten times as long as to count them */
function read({ engine, columns, raw, inOrder }: BrokenRows, numbered = true): string {
  const expressions = columns.map(
    ({ index, missing, value }) => `c${index}, ${missing} AS m${index}, ${value} AS v${index}`,
  );
  const selected = [...(numbered ? [`${engine.dialect.row} AS row`] : []), ...expressions];
  const all = `(SELECT ${selected.join(', ')} FROM ${raw})`;
  if (inOrder === undefined) return all;
  const value = `v${inOrder.column.index}`;
  return `(SELECT *, lag(${value}) OVER () AS before FROM ${all} WHERE ${value} IS NOT NULL AND ${inOrder.picked})`;
}
