import { describe, expect, test } from 'vitest';
import { columnOf, expectation, field, imported, notes } from './testing/imported.ts';

describe('what has no counterpart', () => {
  test('is noted with its place and its line, and stands beside its column in the text', async () => {
    const schema = {
      fields: [{ name: 'x', type: 'string', rdfType: 'r', constraints: { jsonSchema: { a: 1 } } }],
      homepage: 'h',
    };
    const { notes: found, yaml } = await imported(schema);
    expect(found).toEqual([
      { column: null, place: 'fields[0].rdfType', line: 6, message: 'no counterpart: "r"' },
      {
        column: null,
        place: 'fields[0].constraints.jsonSchema',
        line: 8,
        message: 'no counterpart: {"a":1}',
      },
      { column: null, place: 'homepage', line: 14, message: 'no counterpart: "h"' },
    ]);
    expect(yaml).toContain('# line 8, fields[0].constraints.jsonSchema: no counterpart: {"a":1}');
  });

  test('a pattern that the engine does not read is left out, and the rest stays', async () => {
    const schema = field({ constraints: { pattern: '(?=a)b', minLength: 2 } });
    expect(await columnOf(schema)).toEqual({ type: 'string', nullable: true, length: { min: 2 } });
    expect(await notes(schema)).toEqual([
      expect.stringMatching(/^1 {2}\(x\): left out: pattern "\(\?=a\)b": not a regular expression/),
    ]);
  });

  test('bounds that are of no value of the type are left out', async () => {
    const schema = field({ type: 'integer', constraints: { minimum: 'many', maximum: 5 } });
    expect(await notes(schema)).toEqual([
      expect.stringContaining('left out: range {"min":"many","max":5}: not a value of type integer'),
    ]);
  });

  test('a value of the wrong type is not read, and so noted', async () => {
    expect(await notes(field({ constraints: { minLength: 'two', required: 'yes' } }))).toEqual([
      expect.stringContaining('minLength (null): no counterpart: "two"'),
      expect.stringContaining('required (null): no counterpart: "yes"'),
    ]);
  });

  test('missing values, formats, words for true and false', async () => {
    const schema = {
      fields: [
        { name: 'n', type: 'number', decimalChar: ',', groupChar: '.' },
        { name: 'd', type: 'date', format: '%d/%m/%Y' },
        { name: 'b', type: 'boolean', trueValues: ['yes'], falseValues: ['no'] },
        { name: 'u', type: 'string', format: 'uri' },
      ],
      missingValues: ['', 'NA'],
    };
    const { contract } = await imported(schema);
    expect(contract['columns']).toMatchObject({
      d: { type: 'string' },
      b: { type: 'string', allowed: ['yes', 'no'] },
      u: { type: 'url' },
    });
    const said = (await notes(schema)).join('\n');
    for (const word of [
      'decimalChar',
      'groupChar',
      '%d/%m/%Y',
      'missingValues',
      'words for true and false',
      'http and https',
    ])
      expect(said).toContain(word);
  });

  test('expectations of some rows, of no counterpart, and those that come twice', async () => {
    const suite = {
      expectations: [
        expectation('expect_column_values_to_be_between', {
          min_value: 1,
          row_condition: 'a > 1',
          condition_parser: 'pandas',
        }),
        expectation('expect_column_kl_divergence_to_be_less_than', { threshold: 0.1 }),
        expectation('expect_column_mean_to_be_between', { min_value: 1 }),
        expectation('expect_column_mean_to_be_between', { min_value: 2 }),
        expectation('expect_column_values_to_be_in_set', { value_set: [1] }),
        expectation(
          'expect_column_values_to_be_in_set',
          { value_set: [1, 2], mostly: 0.9 },
          { severity: 'warning' },
        ),
      ],
      meta: {},
    };
    const { contract } = await imported(suite);
    expect(contract['rules']).toEqual([
      {
        name: 'allowed of x',
        expect: '"x" IN (1, 2)',
        'at-most': 0.1,
        where: '"x" IS NOT NULL',
        severity: 'warn',
      },
    ]);
    expect((await notes(suite)).filter((note) => note.includes('expectations['))).toHaveLength(3);
    expect(await notes(suite)).toContainEqual(
      expect.stringMatching(/its type is not said; read as \w+; the input "data" would tell$/),
    );
  });
});

test('tables, domains and names that are left out, and classes of characters that are narrower here', async () => {
  const two = {
    resources: [
      { name: 'a', schema: field({}) },
      { name: 'b', schema: field({ constraints: { pattern: '\\w+' } }) },
    ],
  };
  expect(await notes(two, { table: 'b' })).toEqual([
    expect.stringContaining('(x): \\w is of ASCII here'),
    expect.stringContaining('resources[0] (null): another table'),
  ]);
  const unused = 'feature { name: "x" type: BYTES }\nstring_domain { name: "d" value: "a" }';
  expect(await notes(unused)).toEqual(['2 string_domain.value (null): no counterpart: "a"']);
  const odcs =
    'apiVersion: v3.1.0\nkind: DataContract\nschema: [{name: t, properties: [{name: x, physicalName: y, logicalType: string}]}]';
  expect(await notes(odcs)).toEqual([
    expect.stringContaining('(x): y: the column has its logical name here'),
  ]);
});
