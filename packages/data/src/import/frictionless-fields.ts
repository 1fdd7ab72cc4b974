import type { ColumnType } from '@assay/contract';
import { type Draft, literal, quoted } from './draft.ts';
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

/** Reads what a Table Schema says of one field. */
export function importField(field: Part, draft: Draft): void {
  const name = field.text('name');
  if (name === undefined) return;
  const column = draft.column(name, typeOf(field, draft, name));
  const description = field.text('description') ?? field.text('title');
  if (description !== undefined) column.set('description', description);
  const constraints = field.part('constraints');
  column.set('nullable', constraints?.flag('required') !== true);
  const type = column.get('type') as ColumnType;
  if (constraints?.flag('unique') === true) draft.say(name, 'unique', true);
  if (constraints !== undefined && COLLECTIONS.includes(String(field.look('type'))))
    leaveOutItems(constraints, draft, name);
  else if (constraints !== undefined) importConstraints(constraints, draft, name, type);
  if (['string', 'integer'].includes(String(field.look('type') ?? 'string')))
    importCategories(field, draft, name, type);
}

/** Fields whose values are of several items, or JSON. */
const COLLECTIONS = ['array', 'object', 'list', 'geojson'];

/** What would be checked of the value that a text stands for says nothing of the text. */
function leaveOutItems(constraints: Part, draft: Draft, name: string): void {
  for (const key of ['minLength', 'maxLength', 'pattern', 'enum']) {
    if (!constraints.has(key)) continue;
    constraints.passOver(key);
    draft.note(constraints, key, 'left out: it is of items or of JSON, which is read as text here', name);
  }
}

function importCategories(field: Part, draft: Draft, name: string, type: ColumnType): void {
  const each = field.parts('categories');
  const values = each.flatMap((category) => category.plain('value') ?? []);
  const all = each.length > 0 ? values : field.plains('categories');
  if (all === undefined || all.length === 0) return;
  if (values.length < each.length) {
    draft.note(field, 'categories', 'left out: not each of them has a value', name);
    field.passOver('categories');
    return;
  }
  if (each.some((category) => category.has('label')))
    draft.note(field, 'categories', 'their labels are not kept; their values are', name);
  for (const category of each) category.passOver('label');
  allow(field, 'categories', all, { draft, name, type });
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

const WITHOUT_LENGTH = ['integer', 'number', 'boolean', 'date', 'timestamp'];

function importConstraints(constraints: Part, draft: Draft, name: string, type: ColumnType): void {
  const isText = !WITHOUT_LENGTH.includes(type);
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
  if (allowed !== undefined) allow(constraints, 'enum', allowed, { draft, name, type });
}

interface Field {
  readonly draft: Draft;
  readonly name: string;
  readonly type: ColumnType;
}

/** Lists what a field may be, where nothing did. */
function allow(
  part: Part,
  key: 'enum' | 'categories',
  listed: readonly (string | number | boolean)[],
  { draft, name, type }: Field,
): void {
  const isText = !WITHOUT_LENGTH.includes(type);
  const values =
    type === 'boolean'
      ? listed.map((word) => TRUE.includes(String(word)))
      : isText
        ? listed.map(String)
        : listed;
  if (!draft.say(name, 'allowed', values)) draft.note(part, key, 'a second list of allowed values', name);
}

function bounds(draft: Draft, name: string, key: string, min: unknown, max: unknown): void {
  if (min === undefined && max === undefined) return;
  draft.say(name, key, { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
}
