import { readingOf } from '../column/reading.ts';
import { toCount } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { commonestTexts } from './broken-rows.ts';
import type { Checked } from './data-check.ts';
import { type Found, saidOf } from './found.ts';
import type { Annotations } from './labels-annotations.ts';
import { asText, keyOfRows } from './labels-text.ts';
import { count } from './words.ts';

/**
 * Annotations of items that the data do not have; `null` where there are none, or nothing says which column has the items. A part
 * of them may be of rows that other data have, such as a test set, so that they are a warning; where all are, the two do not fit.
 *
 * @param other the annotations, read by the engine of the data
 */
export async function strangeItems(
  checked: Checked,
  other: Table,
  column: string,
  asked: Annotations,
): Promise<Found | null> {
  const { contract, engine, source, rule, hides } = checked;
  const key = columnOfItems(checked, asked.item);
  const ours = key === undefined ? undefined : checked.readings.get(key);
  if (key === undefined || ours === undefined) return null;
  const index = other.columns.findIndex(({ name }) => name === asked.item);
  const type = rule(key)?.type ?? (ours.type === 'other' ? undefined : ours.type);
  const given = `(SELECT ${asText(readingOf(other, index, type))} AS text FROM ${other.raw})`;
  const known = `(SELECT text FROM (SELECT ${asText(ours)} AS text FROM ${source.raw}) WHERE text IS NOT NULL)`;
  const looked = `(SELECT text, text NOT IN ${known} AS strange FROM ${given} WHERE text IS NOT NULL)`;
  const [found = {}] = await engine.query(
    `SELECT count(*) AS total, count(*) FILTER (WHERE strange) AS n FROM ${looked}`,
  );
  const [of, n] = [toCount(found['total']), toCount(found['n'])];
  if (n === 0) return null;
  const said = saidOf(contract.labels, n === of ? {} : { severity: 'warn' });
  const named =
    hides(key) || hides(asked.item) ? '' : `: ${await commonestTexts(engine, `${looked} WHERE strange`)}`;
  return {
    ...{ column, check: 'labels items', ...saidOf(asked, said) },
    expected: `annotations in ${asked.data} of items in the column ${JSON.stringify(key)}`,
    observed:
      n === of
        ? `none of ${count(of)} annotations is of an item that the data have${named}`
        : `${count(n)} of ${count(of)} annotations ${n === 1 ? 'is of an item' : 'are of items'} that the data do not have${named}`,
    ...{ rows: n, of, fraction: n / of, examples: [] },
    fix: 'name the column that has the items with `id` under `labels:`, add the missing rows, or take these annotations out of the file',
    place: ['labels', 'annotations', 'item'],
  };
}

/** The column that `id` names, else that of the same name, else the first key; `undefined`: none, or several together. */
function columnOfItems(checked: Checked, item: string): string | undefined {
  const { contract, readings } = checked;
  if (contract.labels?.id === undefined && readings.has(item)) return item;
  const key = keyOfRows(checked);
  return key?.length === 1 ? key[0] : undefined;
}
