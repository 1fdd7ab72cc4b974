import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ColumnContract,
  type DataContract,
  type Located,
  parseDataContract,
  UserError,
} from '@assay/contract';

/**
 * Reads a data contract and checks what its schema cannot: that bounds and allowed values are of their column's type.
 *
 * @param path relative to the root
 * @throws UserError `contract-not-found`, `contract-bound`, `contract-allowed`, and those of parseDataContract
 */
export async function readContract(path: string, root: string): Promise<Located<DataContract>> {
  const text = await readFile(join(root, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('contract-not-found', `${path} cannot be read: ${cause.code}`, {
      fix: 'write one: assay validate-data --infer --data FILE --out CONTRACT',
      cause,
    });
  });
  return checkContract(parseDataContract(text, path));
}

function checkContract(located: Located<DataContract>): Located<DataContract> {
  for (const [name, rule] of Object.entries(located.value.columns)) {
    checkRange(located, name, rule);
    rule.allowed?.forEach((value, index) => {
      if (reads(rule.type, value)) return;
      throw located.source.error(
        ['columns', name, 'allowed', index],
        'contract-allowed',
        `not a value of type ${rule.type}`,
        rule.type === 'string'
          ? 'put it into quotes'
          : `write a value of type ${rule.type}, or change the type`,
      );
    });
  }
  return located;
}

function checkRange({ source }: Located<DataContract>, name: string, { range, type }: ColumnContract): void {
  if (range === undefined) return;
  if (type === 'string' || type === 'boolean') {
    throw source.error(
      ['columns', name, 'range'],
      'contract-bound',
      `a column of type ${type} has no range`,
      'use "allowed", or change the type',
      'key',
    );
  }
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
function reads(type: ColumnContract['type'], value: string | number | boolean): boolean {
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
