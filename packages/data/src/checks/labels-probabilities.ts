import type { DataContract } from '@assay/contract';
import type { LabelledRows } from '@assay/stats';
import type { Reading } from '../column/reading.ts';
import { type ColumnValues, quoteText, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import type { Checked } from './data-check.ts';
import { asText, numbersOf } from './labels-text.ts';
import { pairColumns } from './parity-columns.ts';
import { rowsOf } from './words.ts';

export type Doubts = NonNullable<NonNullable<DataContract['labels']>['errors']>;

/** Probabilities with a few digits add up to 1 only nearly: as @assay/stats has it. */
const SUM_TOLERANCE = 1e-2;
const NAMED = 6;

/** The classes, and the columns that hold their probabilities. Of a single score it is that of the second class. */
export interface Classes {
  readonly names: readonly string[];
  readonly columns: readonly string[];
  /** Labels as they may be written, of each class. */
  readonly labels: readonly (readonly string[])[];
}

export function classesOf({ scores, score }: Doubts): Classes {
  if (score !== undefined)
    return {
      names: ['0', '1'],
      columns: [score],
      labels: [
        ['0', 'false'],
        ['1', 'true'],
      ],
    };
  const names = Object.keys(scores ?? {});
  return { names, columns: Object.values(scores ?? {}), labels: names.map((name) => [name]) };
}

/** Rows with a label, and what a model says of them. */
export interface Read {
  /** Those with a label of a known class and probabilities. */
  readonly rows: LabelledRows;
  /** What these rows are called: their numbers in the data, from 1, or keys of a table. */
  readonly names: ColumnValues | undefined;
  /** Rows with a label at all. */
  readonly labelled: number;
  /** Of them, those with a label that is no class, and the first such labels. */
  readonly strangers: number;
  readonly strange: readonly string[];
  /** Those whose probabilities are none. */
  readonly improper: number;
}

/**
 * Joins rows and probabilities by id. A text where rows cannot be told apart.
 *
 * @param there columns of the other data: those of the key, then those of the classes
 */
export async function readProbabilities(
  checked: Checked,
  column: string,
  key: readonly string[],
  other: Table,
  there: readonly Reading[],
  { labels, columns }: Classes,
): Promise<Read | string> {
  const { engine, source, readings } = checked;
  const label = readings.get(column) as Reading;
  const keys = pairColumns(checked, other, key);
  const by = keys.map((_, i) => `k${i}`).join(', ');
  const known = keys.map((_, i) => `k${i} IS NOT NULL`).join(' AND ');
  const code = labels
    .map((same, i) => `WHEN label IN (${same.map(quoteText).join(', ')}) THEN ${i}`)
    .join(' ');
  const ours = keys.map(({ ours }, i) => `${ours.value} AS k${i}`).join(', ');
  const theirs = keys.map(({ theirs }, i) => `${theirs.value} AS k${i}`).join(', ');
  const scores = there.slice(key.length).map(({ index }, i) => `TRY_CAST(c${index} AS DOUBLE) AS p${i}`);
  const here = `(SELECT *, CASE ${code} END AS code FROM (SELECT ${engine.dialect.row} AS row, ${ours}, ${asText(label)} AS label FROM ${source.raw}) WHERE label IS NOT NULL)`;
  const elsewhere = `(SELECT * FROM (SELECT ${theirs}, ${scores.join(', ')} FROM ${other.raw}) WHERE ${known})`;
  for (const [side, rows] of [
    ['here', here],
    ['there', elsewhere],
  ] as const) {
    const [row = {}] = await engine.query(
      `SELECT count(*) - count(DISTINCT (${by})) AS n FROM ${rows} WHERE ${known}`,
    );
    if (toCount(row['n']) > 0)
      return `${rowsOf(toCount(row['n']))} ${side} repeat an id, so that rows cannot be told apart`;
  }
  const each = columns.map((_, i) => `p${i}`);
  const proper = [
    ...each.map((p) => `coalesce(${p} BETWEEN 0 AND 1, false)`),
    ...(each.length === 1 ? [] : [`abs(${each.join(' + ')} - 1) <= ${SUM_TOLERANCE}`]),
  ].join(' AND ');
  const joined = `(SELECT *, ${proper} AS proper FROM ${here} JOIN ${elsewhere} USING (${by}))`;
  const [of = {}] = await engine.query(
    `SELECT count(*) AS labelled, count(*) FILTER (WHERE code IS NULL) AS strangers FROM ${here}`,
  );
  const strange = await engine.query(
    `SELECT label FROM ${here} WHERE code IS NULL GROUP BY label ORDER BY min(row), label LIMIT ${NAMED}`,
  );
  const [bad = {}] = await engine.query(`SELECT count(*) AS improper FROM ${joined} WHERE NOT proper`);
  const found = await engine.columns(
    `SELECT row, CAST(code AS DOUBLE) AS code, ${each.join(', ')} FROM ${joined} WHERE proper AND code IS NOT NULL ORDER BY row, ${by}`,
  );
  const probabilities = each.map((name) => numbersOf(found.columns[name]));
  return {
    rows: {
      labels: Int32Array.from(numbersOf(found.columns['code'])),
      probabilities: sideBySide(probabilities, found.rows),
      classes: labels.length,
    },
    names: found.columns['row'],
    labelled: toCount(of['labelled']),
    strangers: toCount(of['strangers']),
    strange: strange.map((row) => String(row['label'])),
    improper: toCount(bad['improper']),
  };
}

/** Columns as rows. A single column is the probability of the second of two classes. */
function sideBySide(columns: readonly Float64Array[], rows: number): Float64Array {
  const [only] = columns;
  const all = columns.length === 1 && only !== undefined ? [only.map((p) => 1 - p), only] : columns;
  const table = new Float64Array(rows * all.length);
  for (const [place, values] of all.entries())
    for (const [row, value] of values.entries()) table[row * all.length + place] = value;
  return table;
}
