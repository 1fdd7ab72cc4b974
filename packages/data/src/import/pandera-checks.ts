import { type Draft, literal, quoted } from './draft.ts';
import { isObject, type Part } from './part.ts';
import { anywhere, atStart } from './patterns.ts';

type Plain = string | number | boolean;

/** What a check is called with. */
interface Given {
  readonly column: string;
  /** A value by the name of an argument; a check of one argument may have it alone. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly words: Readonly<Record<string, unknown>>;
  readonly draft: Draft;
}

/** Each says in the draft what it asks for, and answers whether it could. */
type Check = (given: Given) => boolean;

const CHECKS: Readonly<Record<string, Check>> = {
  greater_than_or_equal_to: (given) => bounds(given, first(given, 'min_value'), undefined),
  less_than_or_equal_to: (given) => bounds(given, undefined, first(given, 'max_value')),
  greater_than: (given) => compared(given, '>', first(given, 'min_value')),
  less_than: (given) => compared(given, '<', first(given, 'max_value')),
  in_range: (given) => {
    const {
      min_value: min,
      max_value: max,
      include_min: low = true,
      include_max: high = true,
    } = given.values;
    const closed = bounds(given, low === true ? min : undefined, high === true ? max : undefined);
    return (
      closed && (low === true || compared(given, '>', min)) && (high === true || compared(given, '<', max))
    );
  },
  equal_to: (given) => listed(given, 'allowed', [first(given, 'value')]),
  not_equal_to: (given) => listed(given, 'forbidden', [first(given, 'value')]),
  isin: (given) => listed(given, 'allowed', first(given, 'allowed_values')),
  notin: (given) => listed(given, 'forbidden', first(given, 'forbidden_values')),
  str_matches: (given) => pattern(given, atStart),
  str_contains: (given) => pattern(given, anywhere),
  str_startswith: (given) => affix(given, 'starts_with'),
  str_endswith: (given) => affix(given, 'ends_with'),
  str_length: (given) => {
    const { exact_value: exact } = given.values;
    const [min, max] = [exact ?? given.values['min_value'], exact ?? given.values['max_value']];
    return say(given, 'length', { ...given.words, ...ends(min, max) }, `length(${quoted(given.column)})`);
  },
};

export function isCheck(name: string): boolean {
  return Object.hasOwn(CHECKS, name) || name === 'unique_values_eq';
}

/** Reads one check: its name, and where its arguments stand (the part itself, where there is no key). */
export function importCheck(
  name: string,
  of: Part,
  key: string | undefined,
  draft: Draft,
  column: string | null,
): void {
  const raw =
    key === undefined ? Object.fromEntries(of.keys.map((each) => [each, of.look(each)])) : of.look(key);
  const values: Record<string, unknown> = isObject(raw) ? { ...raw } : { value: raw };
  const { options, ...rest } = values;
  const said: Record<string, unknown> = { ...(isObject(options) ? options : {}), ...rest };
  of.passOver(...(key === undefined ? of.keys : [key]));
  const words = {
    ...(said['raise_warning'] === true ? { severity: 'warn' } : {}),
    ...(typeof said['description'] === 'string' ? { reason: said['description'] } : {}),
  };
  const check = Object.hasOwn(CHECKS, name) ? CHECKS[name] : undefined;
  const done = column !== null && check?.({ column, values: said, words, draft }) === true;
  if (!done) {
    draft.note(of, key, `no counterpart: ${name || 'a check without a name'}`, column);
    return;
  }
  if (said['ignore_na'] === false)
    draft.note(of, key, 'ignore_na: a null does not break it here; say nullable: false', column);
  const more = Object.keys(said).filter((each) => !KNOWN.includes(each));
  if (more.length > 0) draft.note(of, key, `no counterpart: ${more.join(', ')} of ${name}`, column);
}

const KNOWN = [
  ...[
    'value',
    'min_value',
    'max_value',
    'exact_value',
    'include_min',
    'include_max',
    'allowed_values',
    'forbidden_values',
  ],
  ...[
    'pattern',
    'string',
    'values',
    'check_name',
    'raise_warning',
    'ignore_na',
    'description',
    'name',
    'error',
    'title',
  ],
];

/** The one argument, by its name or alone. */
function first({ values }: Given, name: string): unknown {
  return values[name] ?? values['value'];
}

function ends(min: unknown, max: unknown): object {
  return { ...(isPlain(min) ? { min } : {}), ...(isPlain(max) ? { max } : {}) };
}

function isPlain(value: unknown): value is Plain {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function bounds(given: Given, min: unknown, max: unknown): boolean {
  if (!isPlain(min) && !isPlain(max)) return true;
  return say(given, 'range', { ...ends(iso(min), iso(max)), ...given.words }, quoted(given.column));
}

/** pandas writes the midnight of a day with its time. */
function iso(bound: unknown): unknown {
  return typeof bound === 'string' ? bound.replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 ') : bound;
}

/** Bounds of a key, or, where it has others already, a rule of the same. */
function say({ draft, column, words }: Given, key: string, value: object, expression: string): boolean {
  const { min, max } = value as { min?: Plain; max?: Plain };
  const sides = [
    ...(min === undefined ? [] : [`${expression} >= ${literal(min)}`]),
    ...(max === undefined ? [] : [`${expression} <= ${literal(max)}`]),
  ];
  return sides.length > 0 && draft.say(column, key, value, { expect: sides.join(' AND '), ...words });
}

function compared({ draft, column, words }: Given, sign: string, bound: unknown): boolean {
  if (!isPlain(bound)) return false;
  const expect = `${quoted(column)} ${sign} ${literal(bound)}`;
  draft.rules.push({ name: expect, expect, ...words });
  return true;
}

function listed({ draft, column, words }: Given, key: 'allowed' | 'forbidden', values: unknown): boolean {
  if (!Array.isArray(values) || values.length === 0 || !values.every(isPlain)) return false;
  const long = Object.keys(words).length === 0 ? values : { values, ...words };
  const not = key === 'allowed' ? '' : 'NOT ';
  return draft.say(column, key, long, {
    expect: `${quoted(column)} ${not}IN (${values.map(literal).join(', ')})`,
    ...words,
  });
}

function pattern(given: Given, whole: (match: string) => string): boolean {
  const { draft, column, words } = given;
  const match = first(given, 'pattern');
  if (typeof match !== 'string') return false;
  return draft.say(
    column,
    'pattern',
    { match: whole(match), ...words },
    {
      expect: `regexp_full_match(${quoted(column)}, ${literal(whole(match))})`,
      ...words,
    },
  );
}

function affix(given: Given, has: string): boolean {
  const { draft, column, words } = given;
  const text = first(given, 'string');
  if (typeof text !== 'string') return false;
  draft.rules.push({
    name: `${has} of ${column}`,
    expect: `${has}(${quoted(column)}, ${literal(text)})`,
    ...words,
  });
  return true;
}
