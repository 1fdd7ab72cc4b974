import { FORMS } from '../checks/logical-type.ts';
import type { Reading } from '../column/reading.ts';
import { type Engine, quoteText, toCount } from '../engine/index.ts';
import type { Source } from '../source/source.ts';
import { OFTEN } from './next-sample.ts';

/** How often the values of a column come. */
export interface Tally {
  readonly distinct: number;
  /** Values that come once, twice, and in {@link OFTEN} rows or more. */
  readonly once: number;
  readonly twice: number;
  readonly often: number;
  /** Rows of the rarest value. */
  readonly least: number;
}

/** What all texts of a column have in common. */
export interface TextForms {
  /** A form that has a type of its own. */
  readonly type: 'uuid' | 'email' | 'url' | null;
  readonly shortest: number;
  readonly longest: number;
  /** Whether all are printable ASCII; whether none begins or ends with a blank. */
  readonly ascii: boolean;
  readonly trimmed: boolean;
  /** Digits as 9, letters as A and a, the rest as it is: the shape, where all have the same. */
  readonly shape: string | null;
}

/** Counts rows by value. */
export async function tallyOf(engine: Engine, source: Source, { value }: Reading): Promise<Tally> {
  const [row = {}] = await engine.query(`SELECT ${COUNTS} FROM ${byValue(source, value)}`);
  return toTally(row);
}

const COUNTS = `count(*) AS d, count(*) FILTER (n = 1) AS once, count(*) FILTER (n = 2) AS twice, count(*) FILTER (n >= ${OFTEN}) AS often, min(n) AS least`;

const SHAPE = `regexp_replace(regexp_replace(regexp_replace(v, '[0-9]', '9', 'g'), '[A-Z]', 'A', 'g'), '[a-z]', 'a', 'g')`;

/** Printable ASCII, and no blank at either end; the same of any characters. */
export const ASCII = '[!-~]([ -~]*[!-~])?';
export const TRIMMED = '(?s)\\S(.*\\S)?';

/** What texts of a form are like: quick to test, where the form itself is not. */
const LIKE = { uuid: '%-%-%-%-%', email: '%@%', url: 'http%' } as const;

/** The same of texts, with their forms. */
export async function textTally(
  engine: Engine,
  source: Source,
  { value }: Reading,
): Promise<{ tally: Tally; forms: TextForms }> {
  const from = byValue(source, value);
  const likes = Object.entries(LIKE).map(([type, like]) => `bool_and(v ILIKE '${like}') AS ${type}`);
  const [row = {}] = await engine.query(
    `SELECT ${COUNTS}, ${likes.join(', ')}, min(length(v)) AS shortest, max(length(v)) AS longest, ${all(ASCII)} AS ascii, ${all(TRIMMED)} AS trimmed, min(${SHAPE}) AS first, max(${SHAPE}) AS last FROM ${from}`,
  );
  const like = (['uuid', 'email', 'url'] as const).find((type) => row[type] === true) ?? null;
  const [formed = {}] =
    like === null ? [] : await engine.query(`SELECT ${all(FORMS[like].form)} AS formed FROM ${from}`);
  const { first, last } = row;
  return {
    tally: toTally(row),
    forms: {
      type: formed['formed'] === true ? like : null,
      shortest: toCount(row['shortest']),
      longest: toCount(row['longest']),
      ascii: row['ascii'] === true,
      trimmed: row['trimmed'] === true,
      shape: typeof first === 'string' && first === last ? first : null,
    },
  };
}

/** The expression as a literal: one that is a parameter is compiled again and again. */
const all = (expression: string) => `bool_and(regexp_full_match(v, ${quoteText(expression)}))`;

/** Each value and its rows, commonest first. */
export async function valuesOf(
  engine: Engine,
  source: Source,
  { value }: Reading,
): Promise<{ value: string; rows: number }[]> {
  const rows = await engine.query(`SELECT v, n FROM ${byValue(source, value)} ORDER BY n DESC, v`);
  return rows.map((row) => ({ value: String(row['v']), rows: toCount(row['n']) }));
}

function byValue({ raw }: Source, value: string): string {
  return `(SELECT v, count(*) AS n FROM (SELECT ${value} AS v FROM ${raw}) WHERE v IS NOT NULL GROUP BY v)`;
}

function toTally(row: Awaited<ReturnType<Engine['query']>>[number]): Tally {
  return {
    distinct: toCount(row['d']),
    once: toCount(row['once']),
    twice: toCount(row['twice']),
    often: toCount(row['often']),
    least: toCount(row['least']),
  };
}
