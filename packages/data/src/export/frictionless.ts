import type { ColumnContract, ColumnType, DataContract } from '@assay/contract';
import { datetime, endsOfRange } from './ends-of-range.ts';
import type { Exported, ExportNote } from './exporter.ts';
import { noteRest, noteTop } from './note-rest.ts';
import { notedAlone } from './re2-alone.ts';
import { ends, leftOut } from './said-beside.ts';

const TYPES: Readonly<Record<ColumnType, Readonly<Record<string, unknown>>>> = {
  integer: { type: 'integer' },
  number: { type: 'number' },
  string: { type: 'string' },
  boolean: {
    type: 'boolean',
    trueValues: ['true', 'True', 'TRUE'],
    falseValues: ['false', 'False', 'FALSE'],
  },
  date: { type: 'date' },
  timestamp: { type: 'datetime' },
  'timestamp-with-zone': { type: 'datetime' },
  uuid: { type: 'string', format: 'uuid' },
  email: { type: 'string', format: 'email' },
  url: { type: 'string', format: 'uri' },
  category: { type: 'string' },
};

/**
 * A contract as a Table Schema of Frictionless. A check that some rows may break, or that is only a warning, has no
 * counterpart: it is left out and noted.
 */
export function exportFrictionless(contract: DataContract): Exported {
  const notes: ExportNote[] = [];
  const columns = Object.entries(contract.columns);
  const fields = columns.map(([name, column]) => fieldOf(name, column, notes));
  // Keys are strict there: one with a word beside it would refuse what the contract lets pass.
  const isStrict = (key: 'unique' | 'references', names: readonly string[], words: object) => {
    const beside = Object.keys(words).join(', ');
    const message = `of ${names.join(', ')}: left out, for every row has to keep it there: ${beside}`;
    if (beside !== '') notes.push({ column: null, key, message });
    return beside === '';
  };
  const keys = contract.unique.flatMap((key) => {
    const { columns: names, ...words } =
      typeof key === 'string' ? { columns: [key] } : Array.isArray(key) ? { columns: key } : key;
    return isStrict('unique', names, words) ? [names] : [];
  });
  const references = contract.references.flatMap(({ column, data, key = column, ...words }) => {
    const fields = [column].flat();
    if (!isStrict('references', fields, words)) return [];
    return [{ fields, reference: { resource: data, fields: [key].flat() } }];
  });
  noteTop(contract, ['unique', 'references', 'extra-columns', 'column-order'], notes);
  const document = {
    $schema: 'https://datapackage.org/profiles/2.0/tableschema.json',
    ...(contract.description === undefined ? {} : { description: contract.description }),
    fields,
    fieldsMatch: match(contract, notes),
    missingValues: [''],
    ...primary(keys, contract),
    ...(references.length === 0 ? {} : { foreignKeys: references }),
  };
  return { document, notes };
}

/** The first key whose columns are never null is the primary one: its columns are required there. */
function primary(keys: readonly string[][], { columns }: DataContract): Record<string, unknown> {
  const isRequired = (column: ColumnContract | undefined) =>
    column?.nullable === false && column.severity === 'error';
  const first = keys.findIndex((names) => names.every((name) => isRequired(columns[name])));
  const others = keys.filter((_, i) => i !== first);
  return {
    ...(first === -1 ? {} : { primaryKey: keys[first] }),
    ...(others.length === 0 ? {} : { uniqueKeys: others }),
  };
}

function match(contract: DataContract, notes: ExportNote[]): string {
  const columns = Object.entries(contract.columns);
  const extra = contract['extra-columns'] === 'error';
  const order = contract['column-order'] === 'error';
  for (const key of ['extra-columns', 'column-order'] as const)
    if (contract[key] === 'warn')
      notes.push({ column: null, key, message: 'warn: nothing is said of it there' });
  const optional = columns.filter(([, { required }]) => !required).map(([name]) => name);
  if (extra && optional.length > 0 && optional.length === columns.length) return 'superset';
  for (const column of optional)
    notes.push({ column, key: 'required', message: 'every column has to be there' });
  if (extra) return order ? 'exact' : 'equal';
  if (order)
    notes.push({
      column: null,
      key: 'column-order',
      message: 'order is asked for together with extra-columns only',
    });
  return 'subset';
}

function fieldOf(name: string, column: ColumnContract, notes: ExportNote[]): Record<string, unknown> {
  const constraints: Record<string, unknown> = {};
  const put = (key: keyof ColumnContract, words: object, said: Record<string, unknown>) => {
    const message = leftOut(key, words, column, name);
    if (message === null) Object.assign(constraints, said);
    else notes.push({ column: name, key, message });
  };
  const { nullable, unique, range, length, pattern, allowed } = column;
  const required = { required: true };
  if (nullable !== true) put('nullable', { 'at-most': 0, ...(nullable === false ? {} : nullable) }, required);
  if (unique !== false) put('unique', { 'at-most': 0, ...(unique === true ? {} : unique) }, { unique: true });
  if (range !== undefined) put('range', range, endsOfRange(column.type, range));
  if (length !== undefined) put('length', length, ends(length, 'minLength', 'maxLength'));
  const alone = notedAlone(name, pattern?.match, notes);
  if (pattern !== undefined && !alone) put('pattern', pattern, { pattern: alternatives(pattern.match) });
  if (allowed !== undefined) {
    const isTime = TYPES[column.type]['type'] === 'datetime';
    const values = isTime ? allowed.values.map((value) => datetime(column.type, value)) : allowed.values;
    put('allowed', allowed, { enum: values });
  }
  if (column.type === 'category' || column.type === 'timestamp-with-zone')
    notes.push({
      column: name,
      key: 'type',
      message: `${column.type}: ${String(TYPES[column.type]['type'])} there`,
    });
  noteRest(name, column, ['nullable', 'unique', 'range', 'length', 'pattern', 'allowed', 'required'], notes);
  return {
    name,
    ...TYPES[column.type],
    ...(column.description === undefined ? {} : { description: column.description }),
    ...(Object.keys(constraints).length === 0 ? {} : { constraints }),
  };
}

/** Its reader puts anchors around a pattern, which would be of the first and last alternative only. */
function alternatives(pattern: string): string {
  return pattern.includes('|') ? `(?:${pattern})` : pattern;
}
