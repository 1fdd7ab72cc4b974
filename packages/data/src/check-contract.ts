import type { ColumnContract, DataContract, Located } from '@assay/contract';
import { checkAsked } from './check-asked.ts';
import { baseTypeOf } from './column/logical-type.ts';

/** Holds a contract that is of its schema to the rest that it has to be. @throws UserError `contract-bound`, `contract-allowed` */
export function checkContract(located: Located<DataContract>): Located<DataContract> {
  for (const [name, rule] of Object.entries(located.value.columns)) {
    checkApplies(located, name, rule);
    checkRange(located, name, rule);
    checkBounds(located, name, rule);
    checkValues(located, name, rule, 'allowed');
    checkValues(located, name, rule, 'forbidden');
  }
  checkAsked(located);
  checkRowCount(located, located.value.rows, ['rows']);
  for (const [name, { rows }] of Object.entries(located.value.environments ?? {}))
    checkRowCount(located, rows, ['environments', name, 'rows']);
  return located;
}

function checkRowCount(
  { source }: Located<DataContract>,
  rows: DataContract['rows'],
  place: readonly string[],
): void {
  if ((rows?.['at-least'] ?? 0) <= (rows?.['at-most'] ?? Number.POSITIVE_INFINITY)) return;
  throw source.error(
    place,
    'contract-bound',
    'at-least is greater than at-most: no number of rows fits',
    'swap them',
    'key',
  );
}

const NUMBERS = ['integer', 'number'];
const TIMES = ['date', 'timestamp'];

/** Checks that make sense for some types only. */
const APPLIES = {
  range: [...NUMBERS, ...TIMES],
  nan: NUMBERS,
  length: ['string'],
  pattern: ['string'],
  fresh: TIMES,
  mean: NUMBERS,
  sd: NUMBERS,
  sum: NUMBERS,
  quantiles: NUMBERS,
  order: [...NUMBERS, ...TIMES, 'string'],
  outliers: NUMBERS,
} as const;

function checkApplies({ source }: Located<DataContract>, name: string, rule: ColumnContract): void {
  for (const [key, types] of Object.entries(APPLIES) as [keyof typeof APPLIES, readonly string[]][]) {
    if (rule[key] === undefined || types.includes(baseTypeOf(rule.type))) continue;
    throw source.error(
      ['columns', name, key],
      'contract-bound',
      `a column of type ${rule.type} has no ${key}`,
      key === 'range' ? 'use "allowed" or "length", or change the type' : 'remove it, or change the type',
      'key',
    );
  }
}

/** Bounds that no figure can keep are a mistake. */
function checkBounds({ source }: Located<DataContract>, name: string, rule: ColumnContract): void {
  const all = [
    ...(['length', 'mean', 'sd', 'sum', 'distinct'] as const).map((key) => ({
      path: [key],
      bounds: rule[key],
    })),
    ...Object.entries(rule.quantiles ?? {}).map(([q, bounds]) => ({ path: ['quantiles', q], bounds })),
  ];
  for (const { path, bounds } of all) {
    if (bounds === undefined) continue;
    if ((bounds.min ?? Number.NEGATIVE_INFINITY) > (bounds.max ?? Number.POSITIVE_INFINITY))
      throw source.error(
        ['columns', name, ...path],
        'contract-bound',
        'min is greater than max: nothing fits',
        'swap them',
        'key',
      );
  }
}

function checkValues(
  { source }: Located<DataContract>,
  name: string,
  rule: ColumnContract,
  key: 'allowed' | 'forbidden',
): void {
  const place = ['columns', name, key];
  const list = source.has([...place, 'values']) ? [...place, 'values'] : place;
  const type = baseTypeOf(rule.type);
  rule[key]?.values.forEach((value, index) => {
    if (reads(type, value)) return;
    throw source.error(
      [...list, index],
      'contract-allowed',
      `not a value of type ${rule.type}`,
      type === 'string' ? 'put it into quotes' : `write a value of type ${rule.type}, or change the type`,
    );
  });
}

function checkRange(
  { source }: Located<DataContract>,
  name: string,
  { range, type: wanted }: ColumnContract,
): void {
  if (range === undefined) return;
  const type = baseTypeOf(wanted);
  for (const end of ['min', 'max'] as const) {
    const bound = range[end];
    if (bound === undefined || (type === 'integer' ? reads('number', bound) : reads(type, bound))) continue;
    throw source.error(
      ['columns', name, 'range', end],
      'contract-bound',
      `not a value of type ${type}`,
      type === 'date' || type === 'timestamp' ? 'write it as 2026-01-31' : 'write a number',
    );
  }
  const { min, max } = range;
  if (min === undefined || max === undefined) return;
  const isDate = type === 'date' || type === 'timestamp';
  if (isDate ? String(min) > String(max) : Number(min) > Number(max)) {
    throw source.error(
      ['columns', name, 'range'],
      'contract-bound',
      'min is greater than max: no value fits',
      'swap them',
      'key',
    );
  }
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO_TIME = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[-+]\d{2}:?\d{2})?)?$/;

/** Numbers may be written as text, which keeps every digit. */
function reads(type: ReturnType<typeof baseTypeOf>, value: string | number | boolean): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' ? Number.isInteger(value) : /^[-+]?\d{1,38}$/.test(String(value));
    case 'number':
      return typeof value !== 'boolean' && String(value).trim() !== '' && Number.isFinite(Number(value));
    case 'date':
      return ISO_DATE.test(String(value)) && isDay(String(value));
    case 'timestamp':
      return ISO_TIME.test(String(value)) && isDay(String(value).slice(0, 10));
  }
}

/** Whether the calendar has the day: JavaScript turns February 30 into March 2. */
function isDay(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
