import type { ColumnType } from '@assay/contract';
import type { Draft } from './draft.ts';
import { importCheck, isCheck } from './pandera-checks.ts';
import { isObject, type Part } from './part.ts';

/** Types of pandas, polars and numpy, by how they begin. */
const TYPES: readonly [RegExp, ColumnType][] = [
  [/^(u?int\d*|integer|Int(eger)?\d*|UInt\d*|bigint)/, 'integer'],
  [/^(float\d*|Float\d*|double|Decimal|decimal|number)/, 'number'],
  [/^(str|string|String|Utf8|object)/, 'string'],
  [/^(bool|Boolean)/, 'boolean'],
  [/^(category|Categorical|Enum)/, 'category'],
  [/^(date|Date)$/, 'date'],
  [/^(datetime64\[\w+, |Datetime\(.*time_zone='|DatetimeTZDtype)/, 'timestamp-with-zone'],
  [/^(datetime|Datetime|timestamp)/, 'timestamp'],
];

/**
 * Reads a schema of pandera, as `DataFrameSchema.to_yaml` writes it: today's form, with checks beside the other keys of a
 * column, and the older one, with checks under `checks`.
 *
 * Source: pandera.io, run at 0.35.0
 */
export function importPandera(schema: Part, draft: Draft): void {
  schema.passOver('schema_type', 'version', 'api', 'name', 'report_duplicates');
  // Data with two columns of one name are refused here, whatever a contract says.
  schema.flag('unique_column_names');
  const description = schema.text('description') ?? schema.text('title');
  if (description !== undefined) draft.top.set('description', description);
  const strict = schema.plain('strict');
  draft.top.set('extra-columns', strict === true ? 'error' : 'allow');
  if (strict === 'filter')
    draft.note(schema, 'strict', 'filter: columns that are not named stay, for data are only looked at');
  if (schema.flag('ordered') === true) draft.top.set('column-order', 'error');
  const coerce = schema.flag('coerce') === true;
  if (coerce)
    draft.note(schema, 'coerce', 'nothing is converted here: a text that says a value of the type is one');
  const columns = schema.part('columns');
  for (const name of columns?.keys ?? []) {
    const column = columns?.part(name);
    if (column !== undefined) importColumn(column, draft, name, schema.look('dtype'));
  }
  if (schema.has('dtype')) schema.passOver('dtype');
  const unique = schema.texts('unique');
  if (unique !== undefined) draft.unique.push({ columns: unique });
  importAll(schema, draft, null);
  if (schema.has('index')) {
    schema.passOver('index');
    draft.note(schema, 'index', 'data have no index here: name it among the columns where it is one');
  }
}

function importColumn(column: Part, draft: Draft, name: string, dtype: unknown): void {
  if (column.flag('regex') === true) {
    draft.note(column, 'regex', 'columns by a pattern of their names: each has to be named here');
    column.passOver(...column.keys);
    return;
  }
  const said = column.text('dtype') ?? (typeof dtype === 'string' ? dtype : undefined);
  const type = TYPES.find(([form]) => said !== undefined && form.test(said))?.[1];
  if (said !== undefined && type === undefined)
    draft.note(column, 'dtype', `${said}: no such type here`, name);
  const ours = draft.column(name, type);
  ours.set('nullable', column.flag('nullable') === true);
  if (column.flag('unique') === true) ours.set('unique', true);
  if (column.flag('required') === false) ours.set('required', false);
  const description = column.text('description') ?? column.text('title');
  if (description !== undefined) ours.set('description', description);
  if (column.flag('coerce') === true)
    draft.note(
      column,
      'coerce',
      'nothing is converted here: a text that says a value of the type is one',
      name,
    );
  column.passOver('report_duplicates', 'name');
  importAll(column, draft, name);
}

/** Checks beside the other keys, under `checks` by name, or there as a list that names each in its options. */
function importAll(of: Part, draft: Draft, column: string | null): void {
  for (const key of of.keys) if (isCheck(key)) importCheck(key, of, key, draft, column);
  const checks = of.look('checks');
  if (isObject(checks)) {
    const named = of.part('checks');
    for (const key of named?.keys ?? []) if (named !== undefined) importCheck(key, named, key, draft, column);
  }
  if (!Array.isArray(checks)) return;
  for (const each of of.parts('checks')) {
    const name = each.part('options')?.text('check_name') ?? '';
    importCheck(name, each, undefined, draft, column);
  }
}
