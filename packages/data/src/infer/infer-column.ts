import type { ColumnType } from '@assay/contract';
import { count, percent } from '../checks/words.ts';
import { isSensitive } from '../column/sensitive.ts';
import { quoteText } from '../engine/index.ts';
import { nameInSql } from './column-name.ts';
import type { Evidence } from './evidence.ts';
import { isKey } from './key.ts';
import { ENOUGH_ROWS, type Line, shown, WARN } from './line.ts';
import { momentLines } from './moment-lines.ts';
import { allowedShare, inPercent, OFTEN } from './next-sample.ts';
import { numberLines } from './number-lines.ts';
import { isCategory, textLines } from './text-lines.ts';

/** What the data are, beside their columns. */
export interface Of {
  readonly rows: number;
  /** The present moment, for how fresh they are. */
  readonly at: Date;
}

/** A column's contract as its data suggests it: loose enough to hold on other samples of the same source. */
export function inferColumn(evidence: Evidence, of: Of): Line[] {
  const sensitive = isSensitive(evidence.reading.column);
  const key = isKey(evidence);
  const lines: Line[] = [
    { path: ['type'], value: typeOf(evidence), because: typeEvidence(evidence, of, sensitive) },
    nullable(evidence, of, key),
  ];
  if (evidence.present >= ENOUGH_ROWS) {
    if (key) lines.push({ path: ['unique'], value: true, because: 'no value comes twice' });
    if (evidence.order !== null)
      lines.push({
        path: ['order'],
        value: { is: evidence.order, ...WARN },
        because: 'from each row to the next',
      });
    lines.push(...numberLines(evidence, { key, sensitive }));
    if (!sensitive) lines.push(...momentLines(evidence, of.at));
    lines.push(...textLines(evidence, of.rows, { key, sensitive }));
    if (!key) lines.push(...distinct(evidence, sensitive));
  }
  if (sensitive)
    lines.push({ path: ['sensitive'], value: true, because: 'by its name; values are never shown' });
  return lines;
}

function typeOf(evidence: Evidence): ColumnType {
  const { reading, forms, zoned } = evidence;
  if (zoned) return 'timestamp-with-zone';
  if (forms?.type != null) return forms.type;
  if (isCategory(evidence)) return 'category';
  // What no contract has a type for is left out before.
  return reading.type === 'other' ? 'string' : reading.type;
}

function typeEvidence(
  { reading, summary, tally, present }: Evidence,
  { rows }: Of,
  sensitive: boolean,
): string {
  if (present === 0) return 'no value to tell the type by';
  const { min, max } = summary;
  if (min !== null && max !== null && !sensitive)
    return `from ${shown(reading, min)} to ${shown(reading, max)}`;
  const cover = tally.distinct === 1 ? 'covers' : 'cover';
  const all = present === rows ? 'all rows' : `all ${count(present)} rows that have one`;
  return `${count(tally.distinct)} ${tally.distinct === 1 ? 'value' : 'values'} ${cover} ${all}`;
}

/**
 * Nothing is known never to be missing because it was not in this sample, but for a key. Where nearly all is missing,
 * nothing is said.
 */
function nullable({ summary, present }: Evidence, { rows }: Of, key: boolean): Line {
  const { missing } = summary;
  const share = missing === 0 ? '' : ` (${percent(missing / rows)})`;
  const because = `${count(missing)} of ${count(rows)} null${share}`;
  if (key && missing === 0 && present >= ENOUGH_ROWS) return { path: ['nullable'], value: false, because };
  const most = rows === 0 ? 1 : allowedShare(missing, rows);
  if (rows < ENOUGH_ROWS || most > 0.5)
    return {
      path: ['nullable'],
      value: true,
      because: rows < ENOUGH_ROWS ? `${because}: too few rows to say` : because,
    };
  return { path: ['nullable'], value: { 'at-most': inPercent(most) }, because };
}

/** More values than these are not named one by one. */
const MOST_NAMED = 10;

/** Values that come often come again; of values that are all rare, a tenth as many. */
function distinct({ reading, tally, values }: Evidence, sensitive: boolean): Line[] {
  const { often } = tally;
  const least = Math.max(often, Math.floor(tally.distinct / 10));
  if (least < 2) return [];
  // Where rare values could stand in for a common one, the common ones are counted alone.
  const isNamed = !sensitive && often === least && often < tally.distinct && often <= MOST_NAMED;
  const named = isNamed ? values.slice(0, often).map(({ value }) => quoteText(value)) : [];
  const where = named.length === 0 ? {} : { where: `${nameInSql(reading.column)} IN (${named.join(', ')})` };
  const because =
    named.length > 0
      ? `each of these in ${OFTEN} rows or more`
      : `${count(tally.distinct)} different${least === often ? `, of which ${count(least)} come in ${OFTEN} rows or more` : ''}`;
  return [{ path: ['distinct'], value: { min: least, ...where, ...WARN }, because }];
}
