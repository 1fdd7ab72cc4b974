import type { Draft } from './draft.ts';
import { countedBy, isOneOf } from './odcs-query.ts';
import type { Part } from './part.ts';
import { anywhere } from './patterns.ts';
import { sayStricter } from './stricter.ts';

/** Names of the metrics, and what they were called before version 3.1. */
const METRICS = new Map(
  Object.entries({
    nullValues: 'nulls',
    nullCheck: 'nulls',
    missingValues: 'missing',
    invalidValues: 'invalid',
    validValues: 'invalid',
    duplicateValues: 'duplicates',
    duplicateCount: 'duplicates',
    duplicatePercent: 'duplicates',
    uniqueCheck: 'duplicates',
    rowCount: 'rows',
  }),
);

/**
 * Reads the quality rules of a table or, with its name, of a column.
 *
 * @param tables the names of the table: rules that count rows of another are none of it
 */
export function importQuality(
  of: Part,
  draft: Draft,
  column: string | null,
  tables: readonly string[],
): void {
  for (const rule of of.parts('quality')) {
    rule.passOver('id');
    const words = said(rule);
    const metric = METRICS.get(String(rule.look('metric') ?? rule.look('rule') ?? ''));
    const isLibrary = (rule.look('type') ?? 'library') === 'library';
    const done = isLibrary
      ? imported(rule, metric, { draft, column, words })
      : query(rule, draft, words, tables);
    if (!done) {
      draft.note(rule, undefined, whyNot(rule, tables), column);
      rule.passOver(...rule.keys);
    } else rule.passOver('type', 'metric', 'rule', 'unit', 'dimension', 'name');
  }
}

/** A query that counts the rows for which a condition holds, and must find none, is a rule. */
function query(
  rule: Part,
  draft: Draft,
  words: Readonly<Record<string, unknown>>,
  tables: readonly string[],
): boolean {
  const { from, condition } = countedBy(rule) ?? {};
  if (from === undefined || condition === undefined || rule.look('mustBe') !== 0) return false;
  if (!isOneOf(tables, from)) return false;
  rule.passOver('query', 'mustBe');
  const expect = /^NOT \(([^()]*)\)$/.exec(condition)?.[1] ?? `NOT (${condition})`;
  draft.rules.push({ name: rule.text('name') ?? expect, expect, ...words });
  return true;
}

function whyNot(rule: Part, tables: readonly string[]): string {
  const text = (key: string) =>
    String(rule.look(key) ?? '')
      .replaceAll(/\s+/g, ' ')
      .slice(0, 80);
  const { from } = countedBy(rule) ?? {};
  if (from !== undefined && !isOneOf(tables, from))
    return `left out: it counts rows of ${from.slice(0, 80)}, not of this table`;
  switch (rule.look('type') ?? 'library') {
    case 'sql':
      return `a query is not run here: ${text('query')}; write it as a rule of one row where it is one`;
    case 'text':
      return `words for people: ${text('description')}`;
    case 'custom':
      return `for ${text('engine')} only`;
    default:
      return `no counterpart: ${text('metric') || text('rule')}, as it is put`;
  }
}

/** How bad it is, and why it is asked for. */
function said(rule: Part): Record<string, unknown> {
  const severity = String(rule.look('severity') ?? '').toLowerCase();
  const reason = rule.text('description') ?? rule.text('businessImpact');
  if (severity !== '') rule.passOver('severity');
  return {
    ...(/^(warn|info|low|minor)/.test(severity) ? { severity: 'warn' } : {}),
    ...(reason === undefined ? {} : { reason }),
  };
}

interface Context {
  readonly draft: Draft;
  readonly column: string | null;
  readonly words: Readonly<Record<string, unknown>>;
}

function imported(rule: Part, metric: string | undefined, context: Context): boolean {
  const { draft, column, words } = context;
  if (metric === 'rows' && column === null) return rowCount(rule, draft, words);
  const share = largestShare(rule);
  if (share === undefined) return false;
  if (metric === 'duplicates' && column === null) {
    const columns = rule.part('arguments')?.texts('properties');
    if (columns === undefined) return false;
    draft.unique.push({ columns, ...(share > 0 ? { 'at-most': share } : {}), ...words });
    return true;
  }
  if (column === null) return false;
  const most = share > 0 ? { 'at-most': share } : {};
  const long = { ...most, ...words };
  if (metric === 'nulls') sayStricter(draft, rule, column, 'nullable', long);
  else if (metric === 'duplicates') sayStricter(draft, rule, column, 'unique', long);
  else if (metric === 'invalid') return invalid(rule, context, share);
  else return false;
  return true;
}

/** Values outside a list or against a pattern; nulls are neither. A percentage is of all rows, as of nulls and repeats. */
function invalid(rule: Part, { draft, column, words }: Context, share: number): boolean {
  const given = rule.part('arguments') ?? rule;
  const values = given.plains('validValues');
  const pattern = given.text('pattern');
  if (column === null || (values === undefined && pattern === undefined)) return false;
  const beside = { ...(share > 0 ? { 'at-most': share } : {}), ...words };
  if (values !== undefined) {
    const isText = ['string', 'category'].includes(String(draft.column(column).get('type')));
    if (!draft.say(column, 'allowed', { values: isText ? values.map(String) : values, ...beside }))
      return false;
  }
  return pattern === undefined || draft.say(column, 'pattern', { match: anywhere(pattern), ...beside });
}

/** How large a share of the rows a count of broken ones may be; `undefined` where no contract says it. */
function largestShare(rule: Part): number | undefined {
  const isPercent = rule.look('unit') === 'percent' || rule.look('rule') === 'duplicatePercent';
  const exactly = rule.look('mustBe');
  const most = rule.look('mustBeLessOrEqualTo');
  const below = rule.look('mustBeLessThan');
  const limit = exactly ?? most ?? (below === 1 && !isPercent ? 0 : undefined);
  if (typeof limit !== 'number' || (limit > 0 && (!isPercent || limit > 100 || exactly !== undefined))) {
    const bare = ['uniqueCheck', 'nullCheck', 'validValues'].includes(String(rule.look('rule')));
    return bare && limit === undefined && below === undefined ? 0 : undefined;
  }
  rule.passOver('mustBe', 'mustBeLessOrEqualTo', 'mustBeLessThan');
  return Number(`${limit}e-2`);
}

function rowCount(rule: Part, draft: Draft, words: Readonly<Record<string, unknown>>): boolean {
  if (rule.look('unit') === 'percent') return false;
  const between = rule.look('mustBeBetween');
  const number = (key: string, add = 0) => {
    const value = rule.number(key);
    return value === undefined ? undefined : value + add;
  };
  const exactly = number('mustBe');
  const least =
    exactly ??
    number('mustBeGreaterOrEqualTo') ??
    number('mustBeGreaterThan', 1) ??
    (Array.isArray(between) ? between[0] : undefined);
  const most =
    exactly ??
    number('mustBeLessOrEqualTo') ??
    number('mustBeLessThan', -1) ??
    (Array.isArray(between) ? between[1] : undefined);
  if (least === undefined && most === undefined) return false;
  rule.passOver('mustBeBetween');
  sayStricter(draft, rule, null, 'rows', {
    ...(least === undefined ? {} : { 'at-least': least }),
    ...(most === undefined ? {} : { 'at-most': most }),
    ...words,
  });
  return true;
}
