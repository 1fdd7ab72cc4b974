import { FORMS } from '../checks/logical-type.ts';
import type { Reading } from '../column/reading.ts';
import { type Engine, quoteText, type Row, toCount } from '../engine/index.ts';
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
  /** Probability that two rows with a value have the same. */
  readonly alike: number;
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
export async function tallyOf(engine: Engine, source: Source, reading: Reading): Promise<Tally> {
  const [row = {}] = await engine.query(`SELECT ${COUNTS} FROM ${byValue(source, reading)}`);
  return toTally(row);
}

const COUNTS = `count(*) AS d, count(*) FILTER (n = 1) AS once, count(*) FILTER (n = 2) AS twice, count(*) FILTER (n >= ${OFTEN}) AS often, min(n) AS least, sum(n * (n - 1)) AS alike, sum(n) AS present`;

const SHAPE = `regexp_replace(regexp_replace(regexp_replace(v, '[0-9]', '9', 'g'), '[A-Z]', 'A', 'g'), '[a-z]', 'a', 'g')`;

/** Printable ASCII, and no blank at either end; the same of any characters. */
export const ASCII = '[!-~]([ -~]*[!-~])?';
export const TRIMMED = '(?s)\\S(.*\\S)?';

/** What texts of a form are like: quick to test, where the form itself is not. */
const LIKE = {
  uuid: "contains(v, '-')",
  email: "contains(v, '@')",
  url: "starts_with(lower(v), 'http')",
} as const;

/** The same of texts, with their forms. */
export async function textTally(
  engine: Engine,
  source: Source,
  reading: Reading,
): Promise<{ tally: Tally; forms: TextForms }> {
  const from = byValue(source, reading);
  const likes = Object.entries(LIKE).map(([type, like]) => `bool_and(${like}) AS ${type}`);
  const [row = {}] = await engine.query(
    `SELECT ${COUNTS}, ${likes.join(', ')}, min(length(v)) AS shortest, max(length(v)) AS longest, ${all(ASCII)} AS ascii, ${all(TRIMMED)} AS trimmed FROM ${from}`,
  );
  const forms = {
    type: await typeOfAll(engine, from, row),
    shortest: toCount(row['shortest']),
    longest: toCount(row['longest']),
    ascii: row['ascii'] === true,
    trimmed: row['trimmed'] === true,
  };
  const mayHaveShape = forms.type === null && forms.shortest === forms.longest;
  return {
    tally: toTally(row),
    forms: { ...forms, shape: mayHaveShape ? await shapeOf(engine, from) : null },
  };
}

async function typeOfAll(engine: Engine, from: string, likes: Row): Promise<TextForms['type']> {
  for (const type of ['uuid', 'email', 'url'] as const) {
    if (likes[type] !== true) continue;
    const [row] = await engine.query(`SELECT ${all(FORMS[type].form)} AS formed FROM ${from}`);
    if (row?.['formed'] === true) return type;
  }
  return null;
}

async function shapeOf(engine: Engine, from: string): Promise<string | null> {
  const [row = {}] = await engine.query(
    `SELECT min(s) AS first, max(s) AS last FROM (SELECT ${SHAPE} AS s FROM ${from})`,
  );
  const { first, last } = row;
  return typeof first === 'string' && first === last ? first : null;
}

/** The expression as a literal: one that is a parameter is compiled again and again. */
const all = (expression: string) => `bool_and(regexp_full_match(v, ${quoteText(expression)}))`;

/** Each value and its rows, commonest first. */
export async function valuesOf(
  engine: Engine,
  source: Source,
  reading: Reading,
): Promise<{ value: string; rows: number }[]> {
  const rows = await engine.query(`SELECT v, n FROM ${byValue(source, reading)} ORDER BY n DESC, v`);
  return rows.map((row) => ({ value: String(row['v']), rows: toCount(row['n']) }));
}

function byValue(source: Source, { index, value }: Reading): string {
  return `(SELECT v, count(*) AS n FROM (SELECT ${value} AS v FROM ${source.only([index])}) WHERE v IS NOT NULL GROUP BY v)`;
}

function toTally(row: Row): Tally {
  const present = toCount(row['present']);
  return {
    distinct: toCount(row['d']),
    once: toCount(row['once']),
    twice: toCount(row['twice']),
    often: toCount(row['often']),
    least: toCount(row['least']),
    alike: present < 2 ? 0 : toCount(row['alike']) / (present * (present - 1)),
  };
}
