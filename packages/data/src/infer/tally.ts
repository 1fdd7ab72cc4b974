import { FORMS } from '../checks/logical-type.ts';
import type { Reading } from '../column/reading.ts';
import { stacked } from '../column/stack.ts';
import { type Engine, quoteText, type Row, toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
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

/** Counts rows by value, of columns of one type; the answers are by the index of the column, for each that has a value. */
export async function talliesOf(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
): Promise<Map<number, Tally>> {
  const rows = await engine.query(`SELECT c, ${COUNTS} FROM ${byValue(source, readings)} GROUP BY c`);
  return new Map(rows.map((row) => [toCount(row['c']), toTally(row)]));
}

const COUNTS = `count(*) AS d, count(*) FILTER (WHERE n = 1) AS once, count(*) FILTER (WHERE n = 2) AS twice, count(*) FILTER (WHERE n >= ${OFTEN}) AS often, min(n) AS least, sum(n * (n - 1)) AS alike, sum(n) AS present`;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SHAPE = `translate(v, '0123456789${LETTERS}${LETTERS.toLowerCase()}', '${'9'.repeat(10)}${'A'.repeat(26)}${'a'.repeat(26)}')`;

/** Printable ASCII, and no blank at either end; the same of any characters. */
export const ASCII = '[!-~]([ -~]*[!-~])?';
export const TRIMMED = '(?s)\\S(.*\\S)?';

/** What texts of a form are like: quick to test, where the form itself is not. */
const LIKE = {
  uuid: "strpos(v, '-') > 0",
  email: "strpos(v, '@') > 0",
  url: "starts_with(lower(v), 'http')",
} as const;

/** The same of texts, with their forms. */
export async function textTallies(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
): Promise<Map<number, { tally: Tally; forms: TextForms }>> {
  const likes = Object.entries(LIKE).map(([type, like]) => `bool_and(${like}) AS ${type}`);
  const rows = await engine.query(
    `SELECT c, ${COUNTS}, ${likes.join(', ')}, min(length(v)) AS shortest, max(length(v)) AS longest, ${all(engine, ASCII)} AS ascii, ${all(engine, TRIMMED)} AS trimmed FROM ${byValue(source, readings)} GROUP BY c`,
  );
  const found = new Map(rows.map((row) => [toCount(row['c']), row]));
  const types = await typesOfAll(engine, source, readings, found);
  const shapeless = readings.filter(({ index }) => {
    const { shortest, longest } = found.get(index) ?? {};
    return !types.has(index) && shortest === longest;
  });
  const shapes = await shapesOf(engine, source, shapeless);
  return new Map(
    [...found].map(([index, row]) => {
      const forms: TextForms = {
        type: types.get(index) ?? null,
        shortest: toCount(row['shortest']),
        longest: toCount(row['longest']),
        ascii: row['ascii'] === true,
        trimmed: row['trimmed'] === true,
        shape: shapes.get(index) ?? null,
      };
      return [index, { tally: toTally(row), forms }];
    }),
  );
}

async function typesOfAll(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
  likes: ReadonlyMap<number, Row>,
): Promise<Map<number, TextForms['type']>> {
  const types = new Map<number, TextForms['type']>();
  for (const type of ['uuid', 'email', 'url'] as const) {
    const some = readings.filter(({ index }) => !types.has(index) && likes.get(index)?.[type] === true);
    if (some.length === 0) continue;
    const rows = await engine.query(
      `SELECT c, ${all(engine, FORMS[type].form)} AS formed FROM ${byValue(source, some)} GROUP BY c`,
    );
    for (const { c, formed } of rows) if (formed === true) types.set(toCount(c), type);
  }
  return types;
}

async function shapesOf(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
): Promise<Map<number, string>> {
  if (readings.length === 0) return new Map();
  const rows = await engine.query(
    `SELECT c, min(s) AS first, max(s) AS last FROM (SELECT c, ${SHAPE} AS s FROM ${byValue(source, readings)}) GROUP BY c`,
  );
  return new Map(
    rows.flatMap(({ c, first, last }) =>
      typeof first === 'string' && first === last ? [[toCount(c), first]] : [],
    ),
  );
}

/** The expression as a literal: one that is a parameter is compiled again and again. */
const all = ({ dialect }: Engine, expression: string) =>
  `bool_and(${dialect.matches('v', expression, quoteText)})`;

/** Each value and its rows, commonest first. */
export async function valuesOf(
  engine: Engine,
  source: Table,
  readings: readonly Reading[],
): Promise<Map<number, { value: string; rows: number }[]>> {
  const found = new Map<number, { value: string; rows: number }[]>();
  if (readings.length === 0) return found;
  const rows = await engine.query(`SELECT c, v, n FROM ${byValue(source, readings)} ORDER BY c, n DESC, v`);
  for (const { c, v, n } of rows) {
    const values = found.get(toCount(c)) ?? [];
    found.set(toCount(c), [...values, { value: String(v), rows: toCount(n) }]);
  }
  return found;
}

function byValue(source: Table, readings: readonly Reading[]): string {
  return `(SELECT c, v, count(*) AS n FROM ${stacked(source, readings)} WHERE v IS NOT NULL GROUP BY c, v)`;
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
