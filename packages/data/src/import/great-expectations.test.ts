import { describe, expect, test } from 'vitest';
import { expectation, imported } from './testing/imported.ts';

describe('a suite of Great Expectations', () => {
  test.each([0, 1, 2])('has its columns in the order of the list, at place %i of the suite', async (at) => {
    const suite: object[] = [
      expectation('expect_column_values_to_not_be_null', { column: 'c' }),
      expectation('expect_column_values_to_be_unique', { column: 'a' }),
    ];
    const list = { column_list: ['a', '2020', 'c'] };
    suite.splice(at, 0, { type: 'expect_table_columns_to_match_ordered_list', kwargs: list });
    const { contract, yaml } = await imported({ expectations: suite });
    expect(contract).toMatchObject({
      'column-order': 'error',
      'extra-columns': 'error',
      columns: { a: { unique: true }, c: { nullable: false } },
    });
    expect([...yaml.matchAll(/^ {2}"?(\w+)"?: \{/gm)].map(([, name]) => name)).toEqual(['a', '2020', 'c']);
  });
});
