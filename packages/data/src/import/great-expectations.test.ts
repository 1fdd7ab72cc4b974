import { describe, expect, test } from 'vitest';
import { columnOf, expectation, imported, notes } from './testing/imported.ts';

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

  const alone = (type: string, kwargs: object) => ({ expectations: [expectation(type, kwargs)] });

  test.each([
    ['expect_column_values_to_be_unique', {}],
    ['expect_column_values_to_be_increasing', {}],
    ['expect_compound_columns_to_be_unique', { column_list: ['x', 'y'] }],
    ['expect_column_pair_values_to_be_equal', { column_A: 'x', column_B: 'y' }],
    ['expect_column_pair_values_a_to_be_greater_than_b', { column_A: 'x', column_B: 'y' }],
    ['expect_multicolumn_sum_to_equal', { column_list: ['x', 'y'], sum_total: 1 }],
  ])('says that %s is left out where it has a share', async (type, kwargs) => {
    const there = expectation('expect_column_to_exist', {});
    const suite = { expectations: [there, expectation(type, { ...kwargs, mostly: 0.9 })] };
    const { contract } = await imported(suite);
    expect(contract).toEqual({
      'assay-data': 1,
      'extra-columns': 'allow',
      columns: { x: { type: 'string', nullable: true } },
    });
    expect(await notes(suite)).toContainEqual(expect.stringContaining(`${type}: left out: `));
  });

  const share = (kwargs: object) =>
    alone('expect_column_proportion_of_non_null_values_to_be_between', kwargs);

  test.each([
    [{ min_value: 0.99 }, { 'at-most': 0.01 }],
    [{ min_value: 1 }, false],
    [{ min_value: 1, max_value: 1 }, false],
    [{ min_value: 0, max_value: 1 }, true],
  ])('has a least share of values that are there: %j', async (kwargs, nullable) => {
    expect(await columnOf(share(kwargs))).toMatchObject({ nullable });
    expect((await notes(share(kwargs))).filter((note) => note.includes('proportion'))).toEqual([]);
  });

  test.each([
    [{ min_value: 0.5, max_value: 0.9 }, { 'at-most': 0.5 }, 'a largest share'],
    [{ max_value: 0.9 }, true, 'a largest share'],
    [{ min_value: 0.5, strict_min: true }, true, 'left out: a bound that is not allowed itself'],
    [{}, true, 'left out: no bounds'],
  ])('notes what of a share of values has no counterpart: %j', async (kwargs, nullable, why) => {
    const suite = {
      expectations: [expectation('expect_column_to_exist', {}), ...share(kwargs).expectations],
    };
    expect(await columnOf(suite)).toMatchObject({ nullable });
    expect(await notes(suite)).toContainEqual(expect.stringContaining(why));
  });

  test('whose values are to equal a set: none other is allowed; that each is there is noted', async () => {
    const suite = alone('expect_column_distinct_values_to_equal_set', { value_set: ['a', 'b'] });
    expect(await columnOf(suite)).toMatchObject({ allowed: ['a', 'b'] });
    expect(await notes(suite)).toContainEqual(
      expect.stringMatching(/value_set \(x\): left out: that each of them is there/),
    );
  });
});
