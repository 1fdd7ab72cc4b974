import type { ColumnType } from '@assay/contract';
import { type Draft, literal, quoted } from './draft.ts';
import type { ImportOptions } from './importer.ts';
import { oneTable } from './one-table.ts';
import type { Part } from './part.ts';

/** Types of Table Schema that a contract has, and what is different there. */
const TYPES: Readonly<Record<string, readonly [ColumnType, string?]>> = {
  string: ['string'],
  number: ['number'],
  integer: ['integer'],
  boolean: ['boolean'],
  date: ['date'],
  datetime: ['timestamp'],
  any: ['string', 'a column of any type is read as text'],
  year: ['integer', 'read as a whole number'],
  time: ['string', 'read as text: its form is not checked'],
  yearmonth: ['string', 'read as text: its form is not checked'],
  duration: ['string', 'read as text: its form is not checked'],
  object: ['string', 'read as text: its form is not checked'],
  array: ['string', 'read as text: its form is not checked'],
  list: ['string', 'read as text: its form is not checked'],
  geopoint: ['string', 'read as text: its form is not checked'],
  geojson: ['string', 'read as text: its form is not checked'],
};

const FORMATS: Readonly<Record<string, readonly [ColumnType, string?]>> = {
  email: ['email'],
  uri: ['url', 'only addresses of http and https are a url here'],
  uuid: ['uuid'],
};

/**
 * Reads a Table Schema of Frictionless, alone, in a data resource or in a data package.
 *
 * Source: https://specs.frictionlessdata.io/table-schema/ and https://datapackage.org/standard/table-schema/
 */
export function importFrictionless(document: Part, draft: Draft, { table }: ImportOptions): void {
  document.passOver('$schema', 'profile');
  const resource = document.has('resources')
    ? oneTable(document.parts('resources'), table, 'resources', draft)
    : document;
  const schema = resource.has('fields') ? resource : resource.part('schema');
  resource.passOver('profile');
  if (schema === undefined) return;
  const description = schema.text('description') ?? schema.text('title');
  if (description !== undefined) draft.top.set('description', description);
  const missing = new Set<string>(schema.texts('missingValues') ?? ['']);
  if (missing.size !== 1 || !missing.has(''))
    draft.note(
      schema,
      'missingValues',
      'only an empty cell is a null here; what else should be one is a value',
    );
  fieldsMatch(schema, draft);
  for (const field of schema.parts('fields')) importField(field, draft);
  keys(schema, draft);
  foreignKeys(schema, draft);
}

/** By the older standard, and by the newer one where nothing is said, fields are those of the data, in their order. */
function fieldsMatch(schema: Part, draft: Draft): void {
  const match = schema.text('fieldsMatch') ?? 'exact';
  const extra = ['exact', 'equal', 'superset'].includes(match);
  draft.top.set('extra-columns', extra ? 'error' : 'allow');
  draft.top.set('column-order', match === 'exact' ? 'error' : 'allow');
  if (match === 'superset' || match === 'partial') {
    for (const field of schema.parts('fields')) {
      const name = field.text('name');
      if (name !== undefined) draft.say(name, 'required', false);
    }
  }
  if (match === 'partial')
    draft.note(schema, 'fieldsMatch', 'that one of the columns is there, at least, is not asked for');
}

function importField(field: Part, draft: Draft): void {
  const name = field.text('name');
  if (name === undefined) return;
  const column = draft.column(name, typeOf(field, draft, name));
  const description = field.text('description') ?? field.text('title');
  if (description !== undefined) column.set('description', description);
  const constraints = field.part('constraints');
  column.set('nullable', constraints?.flag('required') !== true);
  if (constraints !== undefined)
    importConstraints(constraints, draft, name, column.get('type') as ColumnType);
}

function typeOf(field: Part, draft: Draft, name: string): ColumnType {
  const said = field.text('type') ?? 'string';
  const format = field.text('format') ?? 'default';
  const [type, other] = (Object.hasOwn(TYPES, said) ? TYPES[said] : undefined) ?? [
    'string',
    `a type that is not known: ${said}`,
  ];
  if (other !== undefined) draft.note(field, 'type', `${said}: ${other}`, name);
  if (said === 'boolean') return booleanOf(field, draft, name);
  if (format === 'default') return type;
  const [narrower, words] =
    (said === 'string' && Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined) ?? [];
  if (narrower !== undefined) {
    if (words !== undefined) draft.note(field, 'format', words, name);
    return narrower;
  }
  const isTime = type === 'date' || type === 'timestamp';
  if (isTime && (format === 'any' || /^%Y-%m-%d/.test(format))) {
    draft.note(field, 'format', `${format}: dates are read as ISO 8601 writes them`, name);
    return type;
  }
  draft.note(
    field,
    'format',
    `${format}: ${isTime ? 'read as text, for dates are read as ISO 8601 writes them' : 'not checked'}`,
    name,
  );
  return isTime ? 'string' : type;
}

const TRUE = ['true', 'True', 'TRUE'];
const FALSE = ['false', 'False', 'FALSE'];

/** Words for true and false other than these two are a list of allowed texts. */
function booleanOf(field: Part, draft: Draft, name: string): ColumnType {
  const yes = field.texts('trueValues') ?? TRUE;
  const no = field.texts('falseValues') ?? FALSE;
  if (yes.every((word) => TRUE.includes(word)) && no.every((word) => FALSE.includes(word))) {
    if (!field.has('trueValues'))
      draft.note(field, 'type', 'boolean: 1 and 0 are not read as true and false', name);
    return 'boolean';
  }
  draft.say(name, 'allowed', [...new Set([...yes, ...no])]);
  draft.note(field, undefined, 'its words for true and false are read as a list of allowed texts', name);
  return 'string';
}

function importConstraints(constraints: Part, draft: Draft, name: string, type: ColumnType): void {
  if (constraints.flag('unique') === true) draft.say(name, 'unique', true);
  const isText = !['integer', 'number', 'boolean', 'date', 'timestamp'].includes(type);
  if (!isText) {
    bounds(draft, name, 'range', constraints.plain('minimum'), constraints.plain('maximum'));
    for (const [key, sign] of [
      ['exclusiveMinimum', '>'],
      ['exclusiveMaximum', '<'],
    ] as const) {
      const bound = constraints.plain(key);
      if (bound === undefined) continue;
      const value = ['integer', 'number'].includes(type) ? Number(bound) : bound;
      draft.rules.push({ name: `${key} of ${name}`, expect: `${quoted(name)} ${sign} ${literal(value)}` });
    }
  } else {
    bounds(draft, name, 'length', constraints.number('minLength'), constraints.number('maxLength'));
    const pattern = constraints.text('pattern');
    if (pattern !== undefined) draft.say(name, 'pattern', pattern);
  }
  const allowed = constraints.plains('enum');
  if (allowed === undefined) return;
  const values =
    type === 'boolean'
      ? allowed.map((word) => TRUE.includes(String(word)))
      : isText
        ? allowed.map(String)
        : allowed;
  if (!draft.say(name, 'allowed', values))
    draft.note(constraints, 'enum', 'a second list of allowed values', name);
}

function bounds(draft: Draft, name: string, key: string, min: unknown, max: unknown): void {
  if (min === undefined && max === undefined) return;
  draft.say(name, key, { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
}

/** A primary key names each row once; of one column, it is never null. */
function keys(schema: Part, draft: Draft): void {
  const primary = schema.texts('primaryKey');
  if (primary !== undefined && primary.length > 0) {
    draft.unique.push({ columns: primary });
    const [only] = primary;
    if (primary.length === 1 && only !== undefined && draft.columns.has(only))
      draft.column(only).set('nullable', false);
  }
  const unique = schema.look('uniqueKeys');
  if (!Array.isArray(unique) || !unique.every((key) => Array.isArray(key) && key.length > 0)) return;
  schema.passOver('uniqueKeys');
  for (const columns of unique) draft.unique.push({ columns: (columns as unknown[]).map(String) });
}

function foreignKeys(schema: Part, draft: Draft): void {
  for (const key of schema.parts('foreignKeys')) {
    const column = key.texts('fields');
    const reference = key.part('reference');
    const data = reference?.text('resource');
    const target = reference?.texts('fields');
    if (column === undefined || reference === undefined || target === undefined) continue;
    if (data === undefined || data === '') {
      draft.note(key, undefined, 'a reference of a table to itself');
      reference.passOver(...reference.keys);
      continue;
    }
    draft.references.push({ column, data, key: target });
    draft.note(
      reference,
      'resource',
      `${JSON.stringify(data)} is read as a data set of assay.yml, or a file`,
    );
  }
}
