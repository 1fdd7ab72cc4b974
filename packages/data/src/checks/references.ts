import { quoteText } from '../engine/index.ts';
import { AbsentColumn, picks } from '../predicate/row-condition.ts';
import type { Table } from '../source/source.ts';
import { type BrokenRows, countPicked, tell } from './broken-rows.ts';
import type { Checked, DataCheck } from './data-check.ts';
import { type Found, notMade, type Place, saidOf } from './found.ts';
import { otherColumns } from './other-columns.ts';
import { type Alike, readAlike } from './read-alike.ts';
import { count, rowsOfAll, upTo } from './words.ts';

const SAME_TYPE =
  'is this the key that the values are of? Then write both columns as the same type; where a CSV shows another than is meant, give the column its type under columns';

type Reference = Checked['contract']['references'][number];

/** Every value, or combination of values, is a key of other data. Rows with a null in it are left out, as in SQL. */
export const references: DataCheck = async (checked) => {
  const findings: Found[] = [];
  let checks = 0;
  for (const [i, reference] of checked.contract.references.entries()) {
    const place = ['references', i];
    const columns = [reference.column].flat();
    if (columns.some(checked.isOptional) && columns.some((column) => !checked.readings.has(column))) continue;
    checks++;
    const found = await hold(checked, reference, columns, place);
    if (found !== null) findings.push(found);
  }
  return { checks, findings };
};

async function hold(
  checked: Checked,
  reference: Reference,
  columns: readonly string[],
  place: Place,
): Promise<Found | null> {
  const { rows } = checked;
  const keys = reference.key === undefined ? columns : [reference.key].flat();
  const theirKeys = `${keys.map((key) => JSON.stringify(key)).join(', ')} of ${reference.data}`;
  const tolerance = reference['at-most'] ?? 0;
  const where = reference.where === undefined ? '' : `, where ${reference.where}`;
  const base = {
    column: columns.length === 1 ? (columns[0] ?? null) : null,
    check: 'references',
    ...saidOf(reference),
    expected: `every value a key: ${theirKeys}${where}${upTo(tolerance, 'not')}`,
    fix: `add the missing keys to ${reference.data}, or correct these values at their source`,
    place,
  };
  const never = (why: string | AbsentColumn) => notMade(base, why, rows);
  const lacking = columns.find((column) => !checked.readings.has(column));
  // A column with a rule of its own is reported missing by that rule.
  if (lacking !== undefined)
    return checked.rule(lacking) === undefined ? never(`no column ${JSON.stringify(lacking)}`) : null;
  if (keys.length !== columns.length)
    return never(`${count(columns.length)} columns here and ${count(keys.length)} there`);
  const scope = reference.where === undefined ? undefined : await checked.condition(reference.where, place);
  if (scope instanceof AbsentColumn) return never(scope);
  const other = await checked.open(reference.data, [...place, 'data']);
  const there = otherColumns(checked, other, reference.data, keys, columns);
  if (typeof there === 'string') return never(there);
  const ours = columns.flatMap((column) => checked.readings.get(column) ?? []);
  const alike: Alike[] = [];
  for (const [i, own] of ours.entries()) {
    const wanted = checked.rule(own.column)?.type;
    const read = readAlike(own, other, there[i] ?? own, reference.data, wanted);
    if (typeof read === 'string') return { ...never(read), fix: SAME_TYPE };
    alike.push(read);
  }
  const broken = strangers(
    checked,
    alike,
    keysOf(other, alike),
    scope === undefined ? 'true' : picks(scope),
    scope?.columns ?? [],
  );
  const { rows: n, commonest, examples } = await tell(broken);
  if (n === 0) return null;
  const of = scope === undefined ? rows : await countPicked(checked.engine, checked.source.raw, scope);
  if (n <= tolerance * of) return null;
  const observed = rowsOfAll(n, of);
  return {
    ...base,
    observed: broken.shown === null ? observed : `${observed}: ${commonest}`,
    rows: n,
    of,
    fraction: n / of,
    examples,
  };
}

/** The other data's keys. */
function keysOf(other: Table, keys: readonly Alike[]): string {
  const values = keys.map(({ theirs, compared }, i) => `${compared(theirs.value)} AS k${i}`);
  const known = keys.map((_, i) => `k${i} IS NOT NULL`);
  return `(SELECT ${keys.map((_, i) => `k${i}`).join(', ')} FROM (SELECT ${values.join(', ')} FROM ${other.raw}) WHERE ${known.join(' AND ')})`;
}

function strangers(
  { engine, source, hides }: Checked,
  alike: readonly Alike[],
  keys: string,
  picked: string,
  others: BrokenRows['columns'],
): BrokenRows {
  const own = alike.map(({ ours }) => ours);
  const values = alike.map(({ ours, compared }) => compared(`v${ours.index}`));
  const shown = !own.some(({ column }) => hides(column));
  const texts = own.map(({ column, index, engineType }) => {
    const text = source.dialect.text(`c${index}`, engineType);
    return own.length === 1 ? text : `${quoteText(`${column}=`)} || ${text}`;
  });
  const tuple = values.length === 1 ? values.join() : `(${values.join(', ')})`;
  return {
    engine,
    raw: source.raw,
    columns: [...new Set([...own, ...others])],
    where: () =>
      `${picked} AND ${values.map((value) => `${value} IS NOT NULL`).join(' AND ')} AND ${tuple} NOT IN ${keys}`,
    shown: shown ? { columns: own, text: texts.join(` || ', ' || `) } : null,
  };
}
