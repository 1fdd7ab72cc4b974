import type { ColumnType } from '@assay/contract';
import { type Draft, literal, quoted } from './draft.ts';
import type { ImportOptions } from './importer.ts';
import { multipleOf } from './multiple-of.ts';
import { importQuality } from './odcs-quality.ts';
import { oneTable } from './one-table.ts';
import type { Part } from './part.ts';
import { anywhere } from './patterns.ts';
import { sayStricter } from './stricter.ts';

const TYPES = new Map<string, ColumnType>(
  Object.entries({
    string: 'string',
    number: 'number',
    integer: 'integer',
    boolean: 'boolean',
    date: 'date',
    timestamp: 'timestamp',
  }),
);

const FORMATS: Readonly<Record<string, ColumnType>> = {
  email: 'email',
  uri: 'url',
  url: 'url',
  uuid: 'uuid',
};

/** Classes whose values anyone of the team may see. */
const OPEN = ['public', 'open', 'internal'];

/** What of an Open Data Contract Standard document is about the data's use, not about the data. */
const ABOUT_ELSE = ['apiVersion', 'kind', 'id', 'name', 'version', 'status', 'contractCreatedTs'];

/**
 * Reads a data contract of the Open Data Contract Standard, version 3.
 *
 * Source: https://bitol-io.github.io/open-data-contract-standard/v3.1.0/
 */
export function importOdcs(document: Part, draft: Draft, { table }: ImportOptions): void {
  document.passOver(...ABOUT_ELSE);
  const schema = oneTable(document.parts('schema'), table, 'schema', draft);
  const tables = ['name', 'physicalName'].flatMap((key) => schema.text(key) ?? []);
  schema.passOver('physicalType', 'logicalType', 'businessName', 'id');
  draft.top.set('extra-columns', 'allow');
  const description = schema.text('description') ?? document.part('description')?.text('purpose');
  if (description !== undefined) draft.top.set('description', description);
  const keys: { position: number; name: string; property: Part }[] = [];
  for (const [i, property] of schema.parts('properties').entries()) {
    const name = property.text('name');
    if (name === undefined) continue;
    importProperty(property, draft, name, tables);
    if (property.flag('primaryKey') === true)
      keys.push({ position: property.number('primaryKeyPosition') ?? i, name, property });
    property.passOver('primaryKeyPosition');
  }
  keys.sort((a, b) => a.position - b.position);
  for (const { name, property } of keys) sayStricter(draft, property, name, 'nullable', {});
  if (keys.length > 0) draft.unique.push({ columns: keys.map(({ name }) => name) });
  importQuality(schema, draft, null, tables);
  for (const property of document.parts('slaProperties')) freshness(property, draft);
}

function importProperty(property: Part, draft: Draft, name: string, tables: readonly string[]): void {
  property.passOver('id', 'businessName');
  const physical = property.text('physicalName');
  if (physical !== undefined && physical !== name)
    draft.note(property, 'physicalName', `${physical}: the column has its logical name here`, name);
  const column = draft.column(name);
  const options = property.part('logicalTypeOptions');
  column.set('type', typeOf(property, options, draft, name));
  column.set('nullable', property.flag('required') !== true);
  if (property.flag('unique') === true) column.set('unique', true);
  const description = property.text('description');
  if (description !== undefined) column.set('description', description);
  const classification = property.text('classification');
  if (classification !== undefined) {
    const isOpen = OPEN.includes(classification.toLowerCase());
    if (!isOpen) column.set('sensitive', true);
    draft.note(
      property,
      'classification',
      `${classification}: ${isOpen ? 'values are shown' : 'values are never shown'}`,
      name,
    );
  }
  if (options !== undefined) importOptions(options, draft, name);
  importQuality(property, draft, name, tables);
}

function typeOf(property: Part, options: Part | undefined, draft: Draft, name: string): ColumnType {
  const logical = property.text('logicalType');
  const physical = property.text('physicalType');
  const type = logical === undefined ? physicalType(physical ?? '') : TYPES.get(logical);
  if (logical === undefined && physical !== undefined && type !== undefined)
    draft.note(property, 'physicalType', `${physical} is read as ${type}`, name);
  if (type === undefined)
    draft.note(
      property,
      logical === undefined ? 'physicalType' : 'logicalType',
      `${logical ?? physical ?? 'no type'}: read as text`,
      name,
    );
  if (type === 'timestamp') {
    if (options?.flag('timezone') === true) return 'timestamp-with-zone';
    options?.passOver('timezone');
  }
  const format = options?.look('format');
  if (type !== 'string' || typeof format !== 'string' || !Object.hasOwn(FORMATS, format))
    return type ?? 'string';
  options?.passOver('format');
  return FORMATS[format] ?? type;
}

/** Types of databases, by how they begin. */
function physicalType(physical: string): ColumnType | undefined {
  const known: readonly [RegExp, ColumnType][] = [
    [/^(var)?char|^text|^string|^n(var)?char/i, 'string'],
    [/^(tiny|small|big|huge)?int/i, 'integer'],
    [/^(float|double|real|decimal|numeric|number)/i, 'number'],
    [/^bool/i, 'boolean'],
    [/^date$/i, 'date'],
    [/^timestamp(tz| with time zone)/i, 'timestamp-with-zone'],
    [/^(timestamp|datetime)/i, 'timestamp'],
    [/^uuid/i, 'uuid'],
  ];
  return known.find(([form]) => form.test(physical))?.[1];
}

function importOptions(options: Part, draft: Draft, name: string): void {
  bounds(draft, name, 'length', options.number('minLength'), options.number('maxLength'));
  const pattern = options.text('pattern');
  if (pattern !== undefined) draft.say(name, 'pattern', anywhere(pattern));
  for (const [key, strict, sign, end] of [
    ['minimum', 'exclusiveMinimum', '>', 'min'],
    ['maximum', 'exclusiveMaximum', '<', 'max'],
  ] as const) {
    // In version 3.0 the bound is `minimum`, and `exclusiveMinimum` says whether it is allowed itself.
    const isStrict = options.flag(strict) === true;
    const bound = options.plain(key);
    const beyond = isStrict ? bound : options.plain(strict);
    if (bound !== undefined && !isStrict) draft.say(name, 'range', { [end]: bound });
    if (beyond !== undefined && typeof beyond !== 'boolean')
      draft.rules.push({
        name: `${strict} of ${name}`,
        expect: `${quoted(name)} ${sign} ${literal(beyond)}`,
      });
  }
  multipleOf(options, draft, name);
}

function bounds(draft: Draft, name: string, key: string, min: unknown, max: unknown): void {
  if (min === undefined && max === undefined) return;
  draft.say(name, key, { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
}

const UNITS = new Map(
  Object.entries({
    d: 'd',
    day: 'd',
    days: 'd',
    h: 'h',
    hr: 'h',
    hour: 'h',
    hours: 'h',
    m: 'm',
    min: 'm',
    minute: 'm',
    minutes: 'm',
    s: 's',
  }),
);

/** How late data may be becomes how old the newest value may be. */
function freshness(property: Part, draft: Draft): void {
  const value = property.look('value');
  const unit = UNITS.get(String(property.look('unit') ?? '').toLowerCase());
  const element =
    String(property.look('element') ?? '')
      .split('.')
      .at(-1) ?? '';
  const isAge = ['latency', 'freshness', 'ly', 'fr'].includes(String(property.look('property')));
  if (
    !isAge ||
    unit === undefined ||
    !draft.columns.has(element) ||
    typeof value !== 'number' ||
    !Number.isInteger(value)
  )
    return;
  property.passOver('property', 'value', 'unit', 'element', 'id');
  draft.column(element).set('fresh', `${value}${unit}`);
}
