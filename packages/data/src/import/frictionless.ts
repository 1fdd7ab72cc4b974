import type { Draft } from './draft.ts';
import { importField } from './frictionless-fields.ts';
import type { ImportOptions } from './importer.ts';
import { oneTable } from './one-table.ts';
import type { Part } from './part.ts';

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

/** A primary key names each row once, and none of its columns is null. */
function keys(schema: Part, draft: Draft): void {
  const primary = schema.texts('primaryKey');
  if (primary !== undefined && primary.length > 0) {
    draft.unique.push({ columns: primary });
    for (const name of primary) if (draft.columns.has(name)) draft.column(name).set('nullable', false);
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
