import { literal, ofValues, quoted, remainder } from './draft.ts';
import { type Expectation, rule, type Said } from './expectation.ts';
import { typed } from './expectation-types.ts';
import { tableExpectations } from './expectations-table.ts';
import { anywhere } from './patterns.ts';
import { sayStricter } from './stricter.ts';

const TWICE = 'the column has another of its kind already';

/** Expectations by their names: one line each. */
export const expectations: Readonly<Record<string, Expectation>> = {
  ...tableExpectations,
  expect_column_to_exist: ({ draft, column, kwargs }) => {
    draft.column(column);
    if (kwargs.plain('column_index') !== undefined)
      draft.note(
        kwargs,
        'column_index',
        'left out: the place of a column; that it is there is checked',
        column,
      );
    return null;
  },
  expect_column_values_to_not_be_null: ({ draft, column, kwargs, mostly, words }) => {
    const most = mostly < 1 ? { 'at-most': remainder(mostly) } : {};
    sayStricter(draft, kwargs, column, 'nullable', { ...most, ...words });
    return null;
  },
  expect_column_proportion_of_non_null_values_to_be_between: (said) => present(said),
  expect_column_values_to_be_null: (said) => rule(said, `${quoted(said.column)} IS NULL`, false),
  expect_column_values_to_be_unique: ({ draft, column, kwargs, mostly, words }) => {
    if (mostly < 1) return 'its share counts every row of a repeated value, ours each repetition';
    sayStricter(draft, kwargs, column, 'unique', words);
    return null;
  },
  expect_column_values_to_be_in_set: (said) => listed(said, 'allowed'),
  expect_column_values_to_not_be_in_set: (said) => listed(said, 'forbidden'),
  expect_column_distinct_values_to_be_in_set: (said) => listed(said, 'allowed'),
  expect_column_distinct_values_to_equal_set: (said) => {
    const why = listed(said, 'allowed');
    if (why === null)
      said.draft.note(said.kwargs, 'value_set', 'left out: that each of them is there', said.column);
    return why;
  },
  expect_column_values_to_be_between: (said) => between(said, 'range', quoted(said.column)),
  expect_column_value_lengths_to_be_between: (said) =>
    between(said, 'length', `length(${quoted(said.column)})`),
  expect_column_value_lengths_to_equal: (said) => {
    const length = said.kwargs.number('value');
    return length === undefined
      ? 'no length'
      : row(said, 'length', { min: length, max: length }, `length(${quoted(said.column)}) = ${length}`);
  },
  expect_column_values_to_match_regex: (said) => pattern(said, [said.kwargs.text('regex') ?? '']),
  expect_column_values_to_not_match_regex: (said) => {
    const regex = said.kwargs.text('regex');
    return regex === undefined
      ? 'no regex'
      : rule(said, `NOT regexp_matches(${quoted(said.column)}, ${literal(regex)})`);
  },
  expect_column_values_to_match_regex_list: (said) => {
    if (said.kwargs.text('match_on') === 'all') return 'all patterns at once; write them as rules';
    return pattern(said, said.kwargs.texts('regex_list') ?? ['']);
  },
  expect_column_values_to_match_like_pattern: (said) => {
    const like = said.kwargs.text('like_pattern');
    return like === undefined ? 'no pattern' : rule(said, `${quoted(said.column)} LIKE ${literal(like)}`);
  },
  expect_column_values_to_be_increasing: (said) => order(said, 'increasing'),
  expect_column_values_to_be_decreasing: (said) => order(said, 'decreasing'),
  expect_column_values_to_be_of_type: ({ draft, column, kwargs }) =>
    typed(draft, column, [kwargs.text('type_') ?? '']),
  expect_column_values_to_be_in_type_list: ({ draft, column, kwargs }) =>
    typed(draft, column, kwargs.texts('type_list') ?? []),
  expect_column_mean_to_be_between: (said) => figure(said, 'mean'),
  expect_column_stdev_to_be_between: (said) => figure(said, 'sd'),
  expect_column_sum_to_be_between: (said) => figure(said, 'sum'),
  expect_column_unique_value_count_to_be_between: (said) => figure(said, 'distinct'),
  expect_column_min_to_be_between: (said) => quantile(said, '0'),
  expect_column_median_to_be_between: (said) => {
    said.draft.note(
      said.kwargs,
      undefined,
      'of an even number of values, the lower of the two in the middle is taken, not their mean',
      said.column,
    );
    return quantile(said, '0.5');
  },
  expect_column_max_to_be_between: (said) => quantile(said, '1'),
};

/** One more key of a column, with its share; where it has that key already, the same as a rule. */
function row(said: Said, key: string, value: object, expect: string): string | null {
  const beside = { ...ofValues(said.column, remainder(said.mostly)), ...said.words };
  return said.draft.say(said.column, key, { ...value, ...beside }, { expect, ...beside }) ? null : TWICE;
}

function listed(said: Said, key: 'allowed' | 'forbidden'): string | null {
  const values = said.kwargs.plains('value_set');
  if (values === undefined || values.length === 0) return 'no list of values';
  const not = key === 'allowed' ? '' : 'NOT ';
  return row(said, key, { values }, `${quoted(said.column)} ${not}IN (${values.map(literal).join(', ')})`);
}

function between(said: Said, key: string, expression: string): string | null {
  const { kwargs } = said;
  const [min, max] = [kwargs.plain('min_value'), kwargs.plain('max_value')];
  const [above, below] = [kwargs.flag('strict_min') === true, kwargs.flag('strict_max') === true];
  const sides = [
    ...(min === undefined ? [] : [`${expression} ${above ? '>' : '>='} ${literal(min)}`]),
    ...(max === undefined ? [] : [`${expression} ${below ? '<' : '<='} ${literal(max)}`]),
  ];
  if (sides.length === 0) return 'no bounds';
  const expect = sides.join(' AND ');
  if ((above && min !== undefined) || (below && max !== undefined)) return rule(said, expect);
  const ends = { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
  return row(said, key, ends, expect);
}

/** It finds a pattern anywhere in a text; ours match the whole. */
function pattern(said: Said, all: readonly string[]): string | null {
  if (all.includes('')) return 'no regex';
  const any = all.length === 1 ? all.join('') : all.map((regex) => `(?:${regex})`).join('|');
  return row(
    said,
    'pattern',
    { match: anywhere(any) },
    `regexp_matches(${quoted(said.column)}, ${literal(any)})`,
  );
}

function order(said: Said, is: string): string | null {
  if (said.mostly < 1) return 'its share leaves out rows that ours counts';
  said.draft.hint(said.column, 'number');
  const strictly = said.kwargs.flag('strictly') === true ? 'strictly-' : '';
  const order = `${strictly}${is}`;
  return said.draft.say(
    said.column,
    'order',
    Object.keys(said.words).length === 0 ? order : { is: order, ...said.words },
  )
    ? null
    : TWICE;
}

/** A least share of values that are there is a largest share of nulls. */
function present(said: Said): string | null {
  const bounds = figureBounds(said);
  if (typeof bounds === 'string') return bounds;
  const { draft, column, kwargs, words } = said;
  const { min = 0, max = 1 } = bounds;
  if (max < 1) draft.note(kwargs, 'max_value', 'left out: a largest share of values that are there', column);
  draft.column(column);
  const most = min < 1 ? { 'at-most': remainder(min) } : {};
  if (min > 0) sayStricter(draft, kwargs, column, 'nullable', { ...most, ...words });
  return null;
}

function figure(said: Said, key: string): string | null {
  const bounds = figureBounds(said);
  if (typeof bounds === 'string') return bounds;
  return said.draft.say(said.column, key, { ...bounds, ...said.words }) ? null : TWICE;
}

function quantile(said: Said, share: string): string | null {
  const bounds = figureBounds(said);
  if (typeof bounds === 'string') return bounds;
  const column = said.draft.column(said.column);
  const known = (column.get('quantiles') ?? {}) as Record<string, unknown>;
  if (Object.hasOwn(known, share)) return TWICE;
  column.set('quantiles', { ...known, [share]: { ...bounds, ...said.words } });
  return null;
}

function figureBounds({ kwargs }: Said): { min?: number; max?: number } | string {
  if (kwargs.look('strict_min') === true || kwargs.look('strict_max') === true)
    return 'a bound that is not allowed itself; ours are';
  kwargs.passOver('strict_min', 'strict_max');
  const [min, max] = [kwargs.number('min_value'), kwargs.number('max_value')];
  if (min === undefined && max === undefined) return 'no bounds in numbers';
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}
