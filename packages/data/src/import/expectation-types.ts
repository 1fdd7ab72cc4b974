import type { ColumnType } from '@assay/contract';
import type { Draft } from './draft.ts';

const TYPES: readonly [RegExp, ColumnType][] = [
  [/^(u?int\d*|integer(type)?|(big|small|tiny)int|(long|int)type)$/i, 'integer'],
  [/^(float\d*|double(_precision|type)?|real|decimal.*|numeric.*|number|floattype)$/i, 'number'],
  [/^(str|string(type)?|object|text|(n?var)?char.*|object_)$/i, 'string'],
  [/^(bool(ean|_)?|booleantype)$/i, 'boolean'],
  [/^(date|datetype)$/i, 'date'],
  [/^(timestamp.*|datetime.*)$/i, 'timestamp'],
  [/^uuid$/i, 'uuid'],
];

/**
 * Says what a column is, by the first name that is known: a list names the same type in several tools.
 *
 * @returns why not, where none is known
 */
export function typed(draft: Draft, column: string, names: readonly string[]): string | null {
  const found = names.flatMap((name) => TYPES.find(([form]) => form.test(name))?.[1] ?? []);
  const [type] = found;
  if (type === undefined) return `no such type here: ${names.join(', ')}`;
  // Whole numbers and others together are numbers.
  draft.column(column, new Set(found).has('number') ? 'number' : type);
  return null;
}
