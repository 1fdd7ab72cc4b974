import { literal, quoted } from './draft.ts';
import { type Expectation, rule, type Said } from './expectation.ts';
import { sayStricter } from './stricter.ts';

/** Expectations of several columns, or of the table, by their names. */
export const tableExpectations: Readonly<Record<string, Expectation>> = {
  expect_table_row_count_to_be_between: (said) =>
    rows(said, said.kwargs.number('min_value'), said.kwargs.number('max_value')),
  expect_table_row_count_to_equal: (said) => {
    const value = said.kwargs.number('value');
    return rows(said, value, value);
  },
  expect_table_columns_to_match_ordered_list: ({ draft, kwargs }) => {
    draft.order(kwargs.texts('column_list') ?? []);
    draft.top.set('extra-columns', 'error').set('column-order', 'error');
    return null;
  },
  expect_table_columns_to_match_set: ({ draft, kwargs }) => {
    for (const name of kwargs.texts('column_set') ?? []) draft.column(name);
    if (kwargs.flag('exact_match') !== false) draft.top.set('extra-columns', 'error');
    return null;
  },
  expect_compound_columns_to_be_unique: (said) => {
    const columns = said.kwargs.texts('column_list');
    if (columns === undefined) return 'no columns';
    if (said.mostly < 1) return 'its share counts every row of a repeated key, ours each repetition';
    for (const name of columns) said.draft.column(name);
    said.draft.unique.push({ columns, ...said.words });
    return null;
  },
  expect_column_pair_values_to_be_equal: (said) => pair(said, (a, b) => `${a} = ${b}`),
  expect_column_pair_values_a_to_be_greater_than_b: (said) => {
    const sign = said.kwargs.flag('or_equal') === true ? '>=' : '>';
    return pair(said, (a, b) => `${a} ${sign} ${b}`, 'number');
  },
  expect_multicolumn_sum_to_equal: (said) => {
    const columns = said.kwargs.texts('column_list');
    const total = said.kwargs.number('sum_total');
    if (columns === undefined || total === undefined) return 'no columns or no sum';
    return across(said, columns, `${columns.map(quoted).join(' + ')} = ${literal(total)}`, 'number');
  },
};

function rows(
  { draft, kwargs, words }: Said,
  least: number | undefined,
  most: number | undefined,
): string | null {
  if (least === undefined && most === undefined) return 'no bounds';
  sayStricter(draft, kwargs, null, 'rows', {
    ...(least === undefined ? {} : { 'at-least': least }),
    ...(most === undefined ? {} : { 'at-most': most }),
    ...words,
  });
  return null;
}

function pair(said: Said, words: (a: string, b: string) => string, type?: 'number'): string | null {
  const [a, b] = [said.kwargs.text('column_A'), said.kwargs.text('column_B')];
  if (a === undefined || b === undefined) return 'no columns';
  return across(said, [a, b], words(quoted(a), quoted(b)), type);
}

/** A rule over several columns. A null does not break it; which rows else count is not asked for again. */
function across(said: Said, columns: readonly string[], expect: string, type?: 'number'): string | null {
  if (said.mostly < 1) return 'its share leaves out rows that ours counts';
  for (const name of columns) if (type !== undefined) said.draft.hint(name, type);
  for (const name of columns) said.draft.column(name);
  if (said.kwargs.text('ignore_row_if') === 'never')
    said.draft.note(said.kwargs, 'ignore_row_if', 'never: a null does not break it here');
  return rule(said, expect);
}
