import type { Finding } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import { Binding, type Engine, toCount } from '../engine/index.ts';
import { count, shorten } from './words.ts';

/** How many of the commonest broken values are named. */
const COMMONEST = 3;

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

export async function countRows(rows: BrokenRows): Promise<number> {
  const bind = new Binding();
  const [row = {}] = await rows.engine.query(
    `SELECT count(*) AS n FROM ${read(rows)} WHERE ${rows.where(bind)}`,
    bind.values,
  );
  return toCount(row['n']);
}

/** `"Prcard" (3), "Way2ride" (1) and others` */
export async function commonest(rows: BrokenRows): Promise<string> {
  if (rows.shown === null) return '';
  const bind = new Binding();
  const by = rows.shown.columns.map(({ index }) => `c${index}`).join(', ');
  // Texts are made of what is shown, not of all rows.
  const found = await rows.engine.query(
    `SELECT ${rows.shown.text} AS text, n FROM (SELECT ${by}, count(*) AS n FROM ${read(rows)} WHERE ${rows.where(bind)} GROUP BY ${by} ORDER BY n DESC, ${by} LIMIT ${COMMONEST + 1})`,
    bind.values,
  );
  const named = found
    .slice(0, COMMONEST)
    .map((row) => `${JSON.stringify(shorten(String(row['text'])))} (${count(toCount(row['n']))})`);
  return named.join(', ') + (found.length > COMMONEST ? ' and others' : '');
}

/** The first five, by number: a window without an order, over a scan that keeps the files' order. */
export async function firstRows(rows: BrokenRows): Promise<Finding['examples']> {
  const bind = new Binding();
  const found = await rows.engine.query(
    `SELECT row, ${rows.shown?.text ?? 'NULL'} AS text FROM ${read(rows)} WHERE ${rows.where(bind)} LIMIT 5`,
    bind.values,
  );
  return found.map((row) => ({
    row: toCount(row['row']),
    value: typeof row['text'] === 'string' ? shorten(row['text']) : null,
  }));
}

function read({ columns, raw, inOrder }: BrokenRows): string {
  const expressions = columns.map(
    ({ index, missing, value }) => `c${index}, ${missing} AS m${index}, ${value} AS v${index}`,
  );
  const numbered = `(SELECT ${['row_number() OVER () AS row', ...expressions].join(', ')} FROM ${raw})`;
  if (inOrder === undefined) return numbered;
  const value = `v${inOrder.column.index}`;
  return `(SELECT *, lag(${value}) OVER () AS before FROM ${numbered} WHERE ${value} IS NOT NULL AND ${inOrder.picked})`;
}
