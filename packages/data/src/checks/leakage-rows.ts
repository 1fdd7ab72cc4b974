import { valueType } from '../column/reading.ts';
import { quoteText, toCount } from '../engine/index.ts';
import { toExample } from './broken-rows.ts';
import type { Checked } from './data-check.ts';
import { type Found, notMade, saidOf } from './found.ts';
import { otherColumns } from './other-columns.ts';
import { type Pair, pairColumns, written } from './parity-columns.ts';
import { rowsOfAll, upTo } from './words.ts';

export type Leakage = NonNullable<Checked['contract']['leakage']>;

const EXAMPLES = 5;

/** Rows that are in training as well: with the same key; and, whatever their key, the same in every other column. */
export async function rowsInTraining(checked: Checked, asked: Leakage): Promise<Found[]> {
  const { training = '', key } = asked;
  const place = ['leakage', 'training'];
  const tolerance = asked['at-most'] ?? 0;
  const base = {
    column: null,
    check: 'leakage rows',
    ...saidOf(asked),
    expected: `no row of ${training}${upTo(tolerance, 'in both')}`,
    fix: 'take these rows out of one of the two; split by what belongs together, such as a customer or a day',
    place,
  };
  const { rows } = checked;
  const never = (observed: string) => notMade(base, observed, rows);
  const keys = key === undefined ? [] : [key].flat();
  const lacking = keys.find((name) => !checked.readings.has(name));
  if (lacking !== undefined) return [never(`no column ${JSON.stringify(lacking)}`)];
  const other = await checked.open(training, place);
  const there = otherColumns(checked, other, training, keys, keys);
  if (typeof there === 'string') return [never(there)];
  const left = new Set([...keys, ...(asked.ignore ?? [])]);
  const content = pairColumns(
    checked,
    other,
    [...checked.readings.keys()].filter((name) => !left.has(name)),
  );
  const ways = [
    ...(keys.length === 0
      ? []
      : [{ pairs: pairColumns(checked, other, keys), words: 'the key', byKey: true }]),
    ...(content.length === 0
      ? []
      : [{ pairs: content, words: `all ${content.length} columns that both have`, byKey: false }]),
  ];
  if (ways.length === 0) return [never(`${training} has no column of the same name`)];
  const findings: Found[] = [];
  for (const { pairs, words, byKey } of ways) {
    const shared = sharedRows(checked, other.raw, pairs, byKey);
    const [row = {}] = await checked.engine.query(`SELECT count(*) AS n FROM ${shared}`);
    const n = toCount(row['n']);
    if (n === 0 || n <= tolerance * rows) continue;
    const examples = await checked.engine.query(
      `SELECT row, text FROM ${shared} ORDER BY row, text LIMIT ${EXAMPLES}`,
    );
    findings.push({
      ...base,
      observed: `${rowsOfAll(n, rows)} ${n === 1 ? 'is' : 'are'} in ${training}, the same in ${words}`,
      rows: n,
      of: rows,
      fraction: n / rows,
      examples: examples.map(({ row, text }) => toExample(row, text)),
    });
  }
  return findings;
}

/** Our rows that the other data have too. A key with a null in it is none; of content, nulls are alike. */
function sharedRows(
  { engine, source, hides }: Checked,
  otherRaw: string,
  pairs: readonly Pair[],
  byKey: boolean,
): string {
  const shown = byKey && !pairs.some(({ column }) => hides(column));
  const texts = pairs.map(({ column, ours }) => {
    const text = `coalesce(${written(ours, `c${ours.index}`)}, '')`;
    return pairs.length === 1 ? text : `${quoteText(`${column}=`)} || ${text}`;
  });
  const ours = [
    `${engine.dialect.row} AS row`,
    `${shown ? texts.join(` || ', ' || `) : 'NULL'} AS text`,
    ...pairs.map((pair, i) => `${told(pair, 'ours')} AS a${i}`),
  ];
  const theirs = pairs.map((pair, i) => `${told(pair, 'theirs')} AS b${i}`);
  return engine.dialect.shared(
    `(SELECT ${ours.join(', ')} FROM ${source.raw})`,
    `(SELECT ${theirs.join(', ')} FROM ${otherRaw})`,
    pairs.length,
    !byKey,
  );
}

/** The value; where some are misfits, as text, in which two misfits differ. */
function told(pair: Pair, side: 'ours' | 'theirs'): string {
  const reading = pair[side];
  const { value, missing, index, dialect } = reading;
  if (!pair.ours.canMisfit && !pair.theirs.canMisfit) return value;
  return `CASE WHEN NOT ${missing} THEN coalesce(${dialect.text(value, valueType(reading))}, ${written(reading, `c${index}`)}) END`;
}
