import type { ColumnContract, ColumnType, DataContract } from '@assay/contract';
import { ofWhole } from '../import/patterns.ts';
import type { Exported, ExportNote } from './exporter.ts';
import { noteRest, noteTop } from './note-rest.ts';
import { ends, leftOut, saidBeside } from './said-beside.ts';

const TYPES: Readonly<Record<ColumnType, readonly [string, Readonly<Record<string, unknown>>?]>> = {
  integer: ['integer'],
  number: ['number'],
  string: ['string'],
  boolean: ['boolean'],
  date: ['date'],
  timestamp: ['timestamp'],
  'timestamp-with-zone': ['timestamp', { timezone: true }],
  uuid: ['string', { format: 'uuid' }],
  email: ['string', { format: 'email' }],
  url: ['string', { format: 'uri' }],
  category: ['string'],
};

/** A contract as a document of the Open Data Contract Standard 3.1, with one table. */
export function exportOdcs(contract: DataContract, name: string): Exported {
  const notes: ExportNote[] = [];
  const sla: object[] = [];
  const properties = Object.entries(contract.columns).map(([column, rule]) => {
    if (rule.fresh !== undefined) sla.push(latency(rule.fresh.within, `${name}.${column}`));
    return propertyOf(column, rule, notes);
  });
  const quality = [...rowCount(contract), ...keys(contract, notes), ...rules(contract, name, notes)];
  if (contract['extra-columns'] !== 'allow')
    notes.push({
      column: null,
      key: 'extra-columns',
      message: 'nothing is said of columns that are not named',
    });
  if (contract['column-order'] !== 'allow')
    notes.push({ column: null, key: 'column-order', message: 'nothing is said of the order of columns' });
  noteTop(contract, ['rows', 'unique', 'rules', 'extra-columns', 'column-order'], notes);
  const document = {
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    id: name,
    name,
    version: '1.0.0',
    status: 'active',
    schema: [
      {
        name,
        logicalType: 'object',
        ...(contract.description === undefined ? {} : { description: contract.description }),
        properties,
        ...(quality.length === 0 ? {} : { quality }),
      },
    ],
    ...(sla.length === 0 ? {} : { slaProperties: sla }),
  };
  return { document, notes };
}

function latency(within: string, element: string): object {
  return { property: 'latency', value: Number(within.slice(0, -1)), unit: within.slice(-1), element };
}

function propertyOf(name: string, column: ColumnContract, notes: ExportNote[]): Record<string, unknown> {
  const [logicalType, format = {}] = TYPES[column.type];
  const options: Record<string, unknown> = { ...format };
  const quality: object[] = [];
  const metric = (key: keyof ColumnContract, words: object, said: object) => {
    const { share, else: others } = saidBeside(words, column, name);
    if (others !== '') notes.push({ column: name, key, message: `${others} is not said` });
    quality.push({ ...said, ...atMost(share) });
  };
  const option = (key: keyof ColumnContract, words: object, said: object) => {
    const message = leftOut(words, column, name);
    if (message === null) Object.assign(options, said);
    else notes.push({ column: name, key, message });
  };
  const { nullable, unique, range, length, pattern, allowed } = column;
  if (typeof nullable === 'object')
    metric('nullable', { 'at-most': 0, ...nullable }, { metric: 'nullValues' });
  if (typeof unique === 'object')
    metric('unique', { 'at-most': 0, ...unique }, { metric: 'duplicateValues' });
  if (range !== undefined) option('range', range, ends(range, 'minimum', 'maximum'));
  if (length !== undefined) option('length', length, ends(length, 'minLength', 'maxLength'));
  if (pattern !== undefined && leftOut(pattern, column, name) === null)
    options['pattern'] = ofWhole(pattern.match);
  else if (pattern !== undefined) metric('pattern', pattern, invalid({ pattern: ofWhole(pattern.match) }));
  if (allowed !== undefined) metric('allowed', allowed, invalid({ validValues: allowed.values }));
  if (column.type === 'category')
    notes.push({ column: name, key: 'type', message: 'category: string there' });
  const done = ['nullable', 'unique', 'range', 'length', 'pattern', 'allowed', 'fresh', 'sensitive'] as const;
  noteRest(name, column, done, notes);
  return {
    name,
    logicalType,
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    required: nullable === false,
    ...(unique === true ? { unique } : {}),
    ...(column.sensitive ? { classification: 'confidential' } : {}),
    ...(column.description === undefined ? {} : { description: column.description }),
    ...(quality.length === 0 ? {} : { quality }),
  };
}

function invalid(argument: object): object {
  return { metric: 'invalidValues', arguments: argument };
}

/** How many may break it, with every digit: 0.7 % of 0.007. */
function atMost(share: number): object {
  return share === 0 ? { mustBe: 0 } : { mustBeLessOrEqualTo: Number(`${share}e2`), unit: 'percent' };
}

function rowCount({ rows }: DataContract): object[] {
  const [least, most] = [rows?.['at-least'], rows?.['at-most']];
  const severity = rows?.severity === 'warn' ? { severity: 'warning' } : {};
  if (least === undefined && most === undefined) return [];
  if (least === most) return [{ metric: 'rowCount', mustBe: least, ...severity }];
  if (least !== undefined && most !== undefined)
    return [{ metric: 'rowCount', mustBeBetween: [least, most], ...severity }];
  const bound = least === undefined ? { mustBeLessOrEqualTo: most } : { mustBeGreaterOrEqualTo: least };
  return [{ metric: 'rowCount', ...bound, ...severity }];
}

function keys({ unique }: DataContract, notes: ExportNote[]): object[] {
  return unique.map((key) => {
    const {
      columns,
      'at-most': share = 0,
      ...words
    } = typeof key === 'string' ? { columns: [key] } : Array.isArray(key) ? { columns: key } : key;
    if (Object.keys(words).length > 0)
      notes.push({ column: null, key: 'unique', message: `${Object.keys(words).join(', ')} is not said` });
    return { metric: 'duplicateValues', arguments: { properties: columns }, ...atMost(share) };
  });
}

/** A rule becomes a query that counts the rows which break it. */
function rules({ rules: all }: DataContract, table: string, notes: ExportNote[]): object[] {
  return all.flatMap(({ name, expect, 'at-most': share = 0, where, severity, reason, owner }) => {
    if (share > 0 || where !== undefined) {
      notes.push({
        column: null,
        key: 'rules',
        message: `${name}: left out, for every row has to keep it there`,
      });
      return [];
    }
    if (owner !== undefined)
      notes.push({ column: null, key: 'rules', message: `${name}: owner is not said` });
    return [
      {
        name,
        type: 'sql',
        query: `SELECT COUNT(*) FROM "${table.replaceAll('"', '""')}" WHERE NOT (${expect})`,
        mustBe: 0,
        ...(severity === 'warn' ? { severity: 'warning' } : {}),
        ...(reason === undefined ? {} : { description: reason }),
      },
    ];
  });
}
