import type { ColumnType } from '@assay/contract';
import { type Draft, literal, quoted } from './draft.ts';
import { multipleOf } from './multiple-of.ts';
import type { Part } from './part.ts';
import { anywhere } from './patterns.ts';

/** What a schema asks of the values of a column. */
export function constrain(part: Part, draft: Draft, name: string): void {
  allowed(part, draft, name);
  bounds(part, draft, name);
  const [shortest, longest] = [part.number('minLength'), part.number('maxLength')];
  if (shortest !== undefined || longest !== undefined)
    tell(part, draft, name, 'length', {
      ...(shortest === undefined ? {} : { min: shortest }),
      ...(longest === undefined ? {} : { max: longest }),
    });
  const pattern = part.text('pattern');
  if (pattern !== undefined) tell(part, draft, name, 'pattern', anywhere(pattern));
  multipleOf(part, draft, name);
}

function allowed(part: Part, draft: Draft, name: string): void {
  const list = part.look('enum');
  const values = part.has('const') ? [part.plain('const')] : Array.isArray(list) ? list : undefined;
  if (values === undefined) return;
  const plain = values.filter((value) => value !== null);
  if (!plain.every((value) => ['string', 'number', 'boolean'].includes(typeof value))) return;
  part.passOver('enum');
  tell(part, draft, name, 'allowed', plain);
}

/** Bounds that are values themselves, and those that are not: numbers of their own, or, in draft 4, words beside the others. */
function bounds(part: Part, draft: Draft, name: string): void {
  const ends = [
    ['min', 'minimum', 'exclusiveMinimum', '>'],
    ['max', 'maximum', 'exclusiveMaximum', '<'],
  ] as const;
  for (const [end, inclusive, exclusive, sign] of ends) {
    const bound = part.number(inclusive);
    const isOpen = part.flag(exclusive) === true;
    if (bound !== undefined && !isOpen) tell(part, draft, name, 'range', { [end]: bound });
    const open = isOpen ? bound : part.number(exclusive);
    if (open !== undefined) rule(draft, name, exclusive, `${quoted(name)} ${sign} ${literal(open)}`);
  }
}

function rule(draft: Draft, name: string, keyword: string, expect: string): void {
  draft.rules.push({ name: `${keyword} of ${name}`, expect });
}

function tell(part: Part, draft: Draft, name: string, key: string, value: unknown): void {
  if (!draft.say(name, key, value))
    draft.note(part, undefined, `a second ${key}: ${JSON.stringify(value)}`, name);
}

const FORMATS: Readonly<Record<string, readonly [type: ColumnType, note?: string]>> = {
  date: ['date'],
  'date-time': ['timestamp-with-zone'],
  email: ['email'],
  uuid: ['uuid'],
  uri: ['url', 'uri: only addresses of http and https are a url here'],
};

const TYPES: Readonly<Record<string, ColumnType>> = {
  string: 'string',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
};

/** The type of a column, by the types and the format that its schemas name; none where they name none or several. */
export function typeOf(
  types: readonly string[],
  format: string | undefined,
): { readonly type?: ColumnType; readonly notes: readonly string[] } {
  const [only, ...others] = new Set(types.filter((type) => type !== 'null'));
  if (only === undefined) return { notes: [] };
  const all = new Set([only, ...others]);
  if (others.length > 0 && !(all.size === 2 && all.has('integer') && all.has('number')))
    return { type: 'string', notes: [`${[...all].join(' or ')}: read as text`] };
  const type = others.length > 0 ? 'number' : TYPES[only];
  if (format === undefined || type === undefined)
    return type === undefined ? { notes: [] } : { type, notes: [] };
  const [narrower, note] = (Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined) ?? [];
  if (type !== 'string' || narrower === undefined)
    return { type, notes: [`${format}: this format is not checked`] };
  return { type: narrower, notes: note === undefined ? [] : [note] };
}
