import type { Draft } from './draft.ts';
import { constrain, typeOf } from './json-schema-constraints.ts';
import { allowsNull, Definitions } from './json-schema-layers.ts';
import type { Part } from './part.ts';

/** Keywords that say nothing of what is valid. */
const SAYS_NOTHING = [
  ...['$schema', '$id', 'id', '$comment', '$anchor', 'title', 'description'],
  ...['default', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly'],
];

/**
 * Reads a JSON Schema of records: of an object, which is a row, or of an array of them. A property that a record may lack is
 * a column that may be absent, and null where a record lacks it. References within the document are followed.
 *
 * Source: https://json-schema.org/draft/2020-12/json-schema-validation, and the drafts 4, 6, 7 and 2019-09
 */
export function importJsonSchema(document: Part, draft: Draft): void {
  const definitions = new Definitions(document);
  const items = document.look('type') === 'array' ? document.part('items') : undefined;
  document.passOver(...SAYS_NOTHING);
  if (items !== undefined) ofAllRows(document, draft);
  const records = definitions.layersOf(items ?? document).map(({ part }) => part);
  draft.top.set('extra-columns', 'allow');
  const required = new Set<string>();
  for (const record of records) {
    describe(record, (words) => draft.top.set('description', words));
    record.passOver(...SAYS_NOTHING, 'type');
    if (record.flag('additionalProperties') === false) draft.top.set('extra-columns', 'error');
    for (const name of record.texts('required') ?? []) required.add(name);
  }
  for (const record of records) {
    const properties = record.part('properties');
    for (const name of properties?.keys ?? []) {
      const property = properties?.part(name);
      const isRequired = required.has(name);
      if (property !== undefined) importProperty(property, draft, { name, definitions, isRequired });
      // A schema that is `true` lets everything through.
      else if (properties?.flag(name) === true) presence(draft, name, isRequired, true);
    }
  }
  for (const name of required) if (!draft.columns.has(name)) presence(draft, name, true, true);
  definitions.passOverUnused();
}

function ofAllRows(array: Part, draft: Draft): void {
  array.passOver('type');
  const [least, most] = [array.number('minItems') ?? 0, array.number('maxItems')];
  draft.top.set('rows', { 'at-least': least, ...(most === undefined ? {} : { 'at-most': most }) });
  if (array.flag('uniqueItems') === true) draft.top.set('duplicates', { 'at-most': 0 });
}

function importProperty(
  property: Part,
  draft: Draft,
  { name, definitions, isRequired }: { name: string; definitions: Definitions; isRequired: boolean },
): void {
  const layers = definitions.layersOf(property);
  const parts = layers.map(({ part }) => part);
  const types = parts.flatMap((part) => part.texts('type') ?? []);
  if (types.some((type) => type === 'object' || type === 'array')) {
    draft.top.set('extra-columns', 'allow');
    const said = 'a column of objects or lists has no type here; it may be there, and is not checked';
    draft.note(property, undefined, said, name);
    for (const part of parts) part.passOver(...part.keys);
    return;
  }
  const format = parts.map((part) => part.text('format')).find((each) => each !== undefined);
  const { type, notes } = typeOf(types, format);
  for (const note of notes) draft.note(property, undefined, note, name);
  if (type !== undefined) draft.column(name, type);
  presence(draft, name, isRequired, layers.every(allowsNull));
  for (const part of parts) {
    describe(part, (words) => draft.column(name).set('description', words));
    part.passOver(...SAYS_NOTHING);
    constrain(part, draft, name);
  }
}

function presence(draft: Draft, name: string, isRequired: boolean, mayBeNull: boolean): void {
  const column = draft.column(name);
  if (!isRequired) column.set('required', false);
  column.set('nullable', !isRequired || mayBeNull);
}

function describe(part: Part, set: (words: string) => void): void {
  const words = part.text('description') ?? part.text('title');
  if (words !== undefined) set(words);
}
