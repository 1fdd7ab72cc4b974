import type { ColumnContract, ColumnType, DataContract } from '@assay/contract';
import { ofWhole } from '../import/patterns.ts';
import { endsOfRange } from './ends-of-range.ts';
import type { Exported, ExportNote } from './exporter.ts';
import { noteRest, noteTop } from './note-rest.ts';
import { atMost, quality, qualityOfTable } from './odcs-quality.ts';
import { notedAlone } from './re2-alone.ts';
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
    sla.push(...latency(rule, column, name, notes));
    return propertyOf(column, rule, notes);
  });
  const ofTable = qualityOfTable(contract, name, notes);
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
        ...(ofTable.length === 0 ? {} : { quality: ofTable }),
      },
    ],
    ...(sla.length === 0 ? {} : { slaProperties: sla }),
  };
  return { document, notes };
}

/** How late data may be is about the column as a whole there, and no mere warning. */
function latency(column: ColumnContract, name: string, table: string, notes: ExportNote[]): object[] {
  if (column.fresh === undefined) return [];
  const { within, ...words } = column.fresh;
  const message = leftOut('fresh', words, { ...column, tolerance: 0 }, name);
  if (message !== null) {
    notes.push({ column: name, key: 'fresh', message });
    return [];
  }
  const [value, unit] = [Number(within.slice(0, -1)), within.slice(-1)];
  return [{ property: 'latency', value, unit, element: `${table}.${name}` }];
}

function propertyOf(name: string, column: ColumnContract, notes: ExportNote[]): Record<string, unknown> {
  const [logicalType, format = {}] = TYPES[column.type];
  const options: Record<string, unknown> = { ...format };
  const ofColumn: object[] = [];
  const metric = (key: keyof ColumnContract, words: object, said: object) => {
    const beside = saidBeside(key, words, column, name);
    ofColumn.push(...quality({ ...said, ...atMost(beside.share) }, beside, { column: name, key }, notes));
  };
  const option = (key: keyof ColumnContract, words: object, said: object) => {
    const message = leftOut(key, words, column, name);
    if (message === null) Object.assign(options, said);
    else notes.push({ column: name, key, message });
  };
  const { nullable, unique, range, length, pattern, allowed } = column;
  // The flags of the standard are errors, always.
  const isError = column.severity === 'error';
  if (nullable !== true && !(nullable === false && isError))
    metric('nullable', { 'at-most': 0, ...(nullable === false ? {} : nullable) }, { metric: 'nullValues' });
  if (unique !== false && !(unique === true && isError))
    metric('unique', { 'at-most': 0, ...(unique === true ? {} : unique) }, { metric: 'duplicateValues' });
  if (range !== undefined) option('range', range, endsOfRange(column.type, range));
  if (length !== undefined) option('length', length, ends(length, 'minLength', 'maxLength'));
  const asked = notedAlone(name, pattern?.match, notes) ? undefined : pattern;
  if (asked !== undefined && leftOut('pattern', asked, column, name) === null)
    options['pattern'] = ofWhole(asked.match);
  else if (asked !== undefined) metric('pattern', asked, invalid({ pattern: ofWhole(asked.match) }));
  if (allowed !== undefined) metric('allowed', allowed, invalid({ validValues: allowed.values }));
  if (column.type === 'category')
    notes.push({ column: name, key: 'type', message: 'category: string there' });
  const done = ['nullable', 'unique', 'range', 'length', 'pattern', 'allowed', 'fresh', 'sensitive'] as const;
  noteRest(name, column, done, notes);
  return {
    name,
    logicalType,
    ...(Object.keys(options).length === 0 ? {} : { logicalTypeOptions: options }),
    required: nullable === false && isError,
    ...(unique === true && isError ? { unique } : {}),
    ...(column.sensitive ? { classification: 'confidential' } : {}),
    ...(column.description === undefined ? {} : { description: column.description }),
    ...(ofColumn.length === 0 ? {} : { quality: ofColumn }),
  };
}

function invalid(argument: object): object {
  return { metric: 'invalidValues', arguments: argument };
}
