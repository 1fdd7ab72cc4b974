import { describe, expect, test } from 'vitest';
import { columnOf, imported, notes } from './testing/imported.ts';

describe('older forms', () => {
  test('of pandera: checks by name under `checks`, or as a list that names them in their options', async () => {
    const column = (checks: object) => ({
      schema_type: 'dataframe',
      columns: { x: { dtype: 'int64', nullable: false, checks } },
    });
    const expected = { type: 'integer', nullable: false, range: { min: 0, max: 9 }, allowed: [1, 2] };
    const named = {
      greater_than_or_equal_to: 0,
      less_than_or_equal_to: { value: 9, options: { ignore_na: true } },
      isin: [1, 2],
    };
    const listed = [
      { value: 0, options: { check_name: 'greater_than_or_equal_to' } },
      { max_value: 9, options: { check_name: 'less_than_or_equal_to' } },
      { value: [1, 2], options: { check_name: 'isin' } },
    ];
    expect(await columnOf(column(named))).toEqual(expected);
    expect(await columnOf(column(listed))).toEqual(expected);
    expect(await notes(column({ my_own: 3 }))).toEqual([
      expect.stringContaining('columns.x.checks.my_own (x): no counterpart: my_own'),
    ]);
  });

  test('of ODCS 3.0: flags beside a bound, names of rules, types of the database', async () => {
    const document = (property: object) => ({
      apiVersion: 'v3.0.2',
      kind: 'DataContract',
      schema: [{ name: 't', properties: [{ name: 'x', ...property }] }],
    });
    const bounded = document({
      logicalType: 'integer',
      logicalTypeOptions: { minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false },
    });
    const { contract } = await imported(bounded);
    expect(contract['columns']).toEqual({ x: { type: 'integer', nullable: true, range: { max: 5 } } });
    expect(contract['rules']).toMatchObject([{ expect: '"x" > 1' }]);
    const ruled = document({
      physicalType: 'VARCHAR(20)',
      quality: [{ rule: 'duplicateCount', mustBe: 0 }, { rule: 'nullCheck' }],
    });
    expect(await columnOf(ruled)).toEqual({ type: 'string', nullable: false, unique: true });
    expect(await notes(bounded)).toEqual([]);
  });
});

test('a feature of TFDV may be absent unless it says that it is present at all', async () => {
  const said = (presence: string) => columnOf(`feature { name: "x" type: INT ${presence} }`);
  // As TFDV 1.16.1 has it: no anomaly where the column of the first three is absent.
  for (const presence of ['', 'presence {}', 'presence { min_count: 0 }'])
    expect(await said(presence)).toEqual({ type: 'integer', required: false, nullable: true });
  expect(await said('presence { min_count: 1 }')).toEqual({
    type: 'integer',
    nullable: true,
    distinct: { min: 1 },
  });
  expect(await said('presence { min_fraction: 0.9 }')).toEqual({
    type: 'integer',
    nullable: { 'at-most': 0.1 },
  });
  expect(await said('shape {}')).toEqual({ type: 'integer', nullable: false });
});

test('a share of rows that TFDV lets be absent means nothing beside a shape, and is told', async () => {
  // INVALID_FEATURE_SHAPE in TFDV's feature_util.cc: a feature that is not always present, whatever min_fraction says.
  const feature = (presence: string) =>
    `feature { name: "x" type: INT ${presence} shape { dim { size: 1 } } }`;
  for (const fraction of [0.99, 0]) {
    const text = feature(`presence { min_fraction: ${fraction} }`);
    expect(await columnOf(text)).toEqual({ type: 'integer', nullable: false });
    expect(await notes(text)).toEqual([expect.stringContaining(`min_fraction ${fraction}`)]);
  }
  for (const presence of ['', 'presence { min_fraction: 1.0 }'])
    expect(await notes(feature(presence))).toEqual([]);
});

test('that names of columns are unique is so of all data here, and needs no note', async () => {
  const schema = { schema_type: 'dataframe', unique_column_names: true, columns: { x: { dtype: 'int64' } } };
  expect(await notes(schema)).toEqual([]);
});
