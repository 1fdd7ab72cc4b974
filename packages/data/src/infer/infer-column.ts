import type { ColumnContract } from '@assay/contract';
import { count, percent, rowsOf } from '../checks/words.ts';
import type { Reading } from '../column/reading.ts';
import type { Evidence } from './evidence.ts';

/** One line of a column's contract, and the evidence for it. */
export interface Line {
  readonly key: keyof ColumnContract;
  readonly value: unknown;
  readonly because: string;
}

/** Below this many rows, what never happened says little. */
export const ENOUGH_ROWS = 100;
/** A value seen less often than this is a sign of others not seen yet. */
const SEVERAL = 5;

const SENSITIVE = /e-?mail|passw|passport|\bssn\b|social.?sec|phone|iban|birth|street|address/i;

/** A column's contract as its data suggests it: loose enough to hold on other samples of the same source. */
export function inferColumn(evidence: Evidence, rows: number): Line[] {
  const { reading, summary } = evidence;
  const sensitive = SENSITIVE.test(reading.column);
  const lines: Line[] = [
    { key: 'type', value: reading.type, because: typeEvidence(evidence, rows, sensitive) },
    nullable(summary.missing, rows),
  ];
  if (evidence.unique && summary.missing === 0 && rows >= ENOUGH_ROWS) {
    lines.push({ key: 'unique', value: true, because: 'no value comes twice' });
  }
  const range = rangeOf(evidence, rows);
  if (range !== undefined) lines.push(range);
  if (!sensitive && isCategory(evidence, rows)) {
    const least = evidence.values.at(-1)?.rows ?? 0;
    const values = evidence.values.map(({ value }) => value).sort();
    lines.push({ key: 'allowed', value: values, because: `each in ${count(least)} rows or more` });
  }
  if (sensitive)
    lines.push({ key: 'sensitive', value: true, because: 'by its name; values are never shown' });
  return lines;
}

function typeEvidence({ reading, summary, values }: Evidence, rows: number, sensitive: boolean): string {
  if (summary.missing === rows) return 'no value to tell the type by';
  const { min, max, distinct } = summary;
  if (min !== null && max !== null && !sensitive)
    return `from ${plain(reading, min)} to ${plain(reading, max)}`;
  if (distinct === null) return 'more than 10,000 values';
  const rarest = values.at(-1)?.rows;
  const rare = rarest !== undefined && rarest < SEVERAL ? `, the rarest in ${rowsOf(rarest)}` : '';
  return `${count(distinct)} ${distinct === 1 ? 'value' : 'values'}${rare}`;
}

/** Six digits of a fraction are evidence enough. */
function plain({ type }: Reading, value: string): string {
  return type === 'number' && Number.isFinite(Number(value))
    ? String(Number(Number(value).toPrecision(6)))
    : value;
}

function nullable(missing: number, rows: number): Line {
  const because = `${count(missing)} of ${count(rows)} rows`;
  if (missing === 0 && rows >= ENOUGH_ROWS) return { key: 'nullable', value: false, because };
  if (rows < ENOUGH_ROWS) return { key: 'nullable', value: true, because: `${because}: too few to say` };
  const most = loosely(missing / rows, rows);
  return {
    key: 'nullable',
    value: most >= 0.9 ? true : { 'at-most': most },
    because: `${because} (${percent(missing / rows)})`,
  };
}

const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/** Twice what was seen, rounded up to a plain number: a half of the rows with all of the cases in it still passes. */
export function loosely(fraction: number, rows: number): number {
  const wanted = 2 * fraction + 2 / rows;
  return STEPS.find((step) => step >= wanted) ?? 1;
}

/** Only bounds that follow from what the column is: never the ends of this sample. */
function rangeOf({ reading, summary }: Evidence, rows: number): Line | undefined {
  const min = Number(summary.min ?? Number.NaN);
  const max = Number(summary.max ?? Number.NaN);
  const isNumber = reading.type === 'integer' || reading.type === 'number';
  if (!isNumber || Number.isNaN(min) || Number.isNaN(max) || rows < ENOUGH_ROWS) return undefined;
  const degrees = DEGREES.find(({ name }) => name.test(reading.column))?.most ?? 0;
  if (min >= -degrees && max <= degrees) {
    return { key: 'range', value: { min: -degrees, max: degrees }, because: 'degrees, by its name' };
  }
  if (min < 0) return undefined;
  if (reading.type === 'number' && max <= 1 && max > 0.5) {
    return { key: 'range', value: { min: 0, max: 1 }, because: 'looks like a share' };
  }
  return { key: 'range', value: { min: 0 }, because: 'never negative' };
}

const DEGREES = [
  { name: /(^|[^a-z])lat(itude)?$/i, most: 90 },
  { name: /(^|[^a-z])(lon|lng|longitude)$/i, most: 180 },
];

function isCategory({ reading, values }: Evidence, rows: number): boolean {
  const least = values.at(-1)?.rows ?? 0;
  return reading.type === 'string' && rows >= ENOUGH_ROWS && values.length > 0 && least >= SEVERAL;
}
