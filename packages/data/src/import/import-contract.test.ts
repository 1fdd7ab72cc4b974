import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { importContract } from './import-contract.ts';

type Options = Parameters<typeof importContract>[3];

function imported(schema: string | object | Uint8Array, options: Options = {}) {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema, null, 1);
  const bytes = schema instanceof Uint8Array ? schema : Buffer.from(text);
  return importContract(engineFor(temporaryFolder()), bytes, 'schema', options);
}

/** The messages of notes, with their places. */
const notes = async (schema: string | object, options: Options = {}) =>
  (await imported(schema, options)).notes.map(
    ({ column, place, line, message }) => `${line} ${place} (${column}): ${message}`,
  );

const field = (more: object) => ({ fields: [{ name: 'x', type: 'string', ...more }] });
const expectation = (type: string, kwargs: object, more: object = {}) => ({
  type,
  kwargs: { column: 'x', ...kwargs },
  ...more,
});
const columnOf = async (schema: string | object) =>
  ((await imported(schema)).contract['columns'] as Record<string, unknown>)['x'];

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
  });
});

describe('hostile and broken schemas', () => {
  const code = async (schema: string | object | Uint8Array, options: Options = {}) =>
    imported(schema, options).then(
      () => 'no error',
      (error: Error & { code?: string }) => error.code ?? String(error),
    );

  test('each is an error that says what to change', async () => {
    expect(await code(new Uint8Array(1_000_001))).toBe('import-too-large');
    expect(await code(Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]))).toBe('import-encoding');
    expect(await code('')).toBe('import-format');
    expect(await code('[1, 2]')).toBe('import-format');
    expect(await code('hello: there')).toBe('import-format');
    expect(await code({ fields: [] })).toBe('import-empty');
    expect(await code({ fields: [{ name: 'x' }] }, { format: 'odcs' })).toBe('import-format');
    expect(await code('{"fields": [')).toBe('yaml-syntax');
    expect(await code('{"fields": [], "fields": []}')).toBe('yaml-syntax');
    expect(await code(`schema_type: dataframe\ncolumns: ${'['.repeat(5000)}`)).toBe('yaml-syntax');
    expect(await code('feature { name: "x" ')).toBe('import-syntax');
    expect(await code('feature { name: "x }')).toBe('import-syntax');
    expect(await code(`feature ${'{ a '.repeat(200)}`)).toBe('import-syntax');
    const aliases = [
      'a: &a [x, x]',
      ...Array.from(
        'bcdefgh',
        (c, i) => `${c}: &${c} [*${'abcdefg'[i]}, *${'abcdefg'[i]}, *${'abcdefg'[i]}]`,
      ),
    ];
    expect(await code(`schema_type: dataframe\n${aliases.join('\n')}\ncolumns: {x: {checks: *h}}`)).toBe(
      'yaml-aliases',
    );
    const two = {
      resources: [
        { name: 'a', schema: field({}) },
        { name: 'b', schema: field({}) },
      ],
    };
    expect(await code(two)).toBe('import-tables');
    expect(await code(two, { table: 'c' })).toBe('import-tables');
    expect(await code(two, { table: 'b' })).toBe('no error');
  });

  test('names of the language itself are names like others', async () => {
    const text =
      '{"fields": [{"name": "__proto__", "type": "integer"}, {"name": "constructor", "constraints": {"__proto__": {"a": 1}}}]}';
    const { yaml, contract, notes: found } = await imported(text);
    expect(Object.keys(contract['columns'] ?? {})).toContain('constructor');
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    const known = Object.keys(parseDataContract(yaml, 'c.yml').value.columns);
    // A column that the contract cannot hold is told of.
    expect(known.includes('__proto__') || found.some(({ column }) => column === '__proto__')).toBe(true);
    const odcs =
      'apiVersion: v3.1.0\nkind: DataContract\nschema: [{name: t, properties: [{name: x, logicalType: constructor, quality: [{metric: toString}]}]}]';
    expect(await columnOf(odcs)).toEqual({ type: 'string', nullable: true });
    const proto = 'feature { name: "__proto__" type: INT __proto__ { a: 1 } constructor: "b" }';
    expect((await notes(proto)).join()).toContain('feature.__proto__');
  });

  test('no text of a schema ends a comment or a string', async () => {
    const evil = 'a\nb: 1\u2028# "\'\u0000\u001b[31m';
    const { yaml, contract } = await imported({
      fields: [{ name: evil, type: evil, description: evil, constraints: { enum: [evil] } }],
    });
    const { value } = parseDataContract(yaml, 'c.yml');
    expect(Object.keys(value.columns)).toEqual([evil]);
    expect(value.columns[evil]).toMatchObject({ description: evil, allowed: { values: [evil] } });
    expect(Object.keys(contract['columns'] ?? {})).toEqual([evil]);
    expect(yaml).not.toContain('\u001b');
  });

  test('a condition of a foreign schema is refused as one of ours would be', async () => {
    const document = (query: string) =>
      `apiVersion: v3.1.0\nkind: DataContract\nschema:\n  - name: t\n    properties: [{name: x, logicalType: string}]\n    quality: [{type: sql, mustBe: 0, query: ${JSON.stringify(query)}}]\n`;
    const { contract } = await imported(
      document("SELECT COUNT(*) FROM t WHERE x = (SELECT content FROM read_text('/etc/passwd'))"),
    );
    expect(contract['rules']).toBeUndefined();
    expect((await imported(document("SELECT COUNT(*) FROM t WHERE x = 'a'"))).contract['rules']).toEqual([
      { name: "NOT (x = 'a')", expect: "NOT (x = 'a')" },
    ]);
  });
});

describe('the text form of protocol buffers', () => {
  test('strings in pieces and escapes, lists, angle brackets, comments, extensions', async () => {
    const text = `# a schema
feature: < name: 'caf' "\\303\\251" type: BYTES; domain: "d", [a.b.c] { x: 1 } >
string_domain { name: "d" value: ["a\\n", 'it\\'s'] value: "\\x41" }`;
    const { contract, notes: found } = await imported(text);
    expect(contract['columns']).toEqual({
      café: { type: 'string', required: false, nullable: true, allowed: ['a\n', "it's", 'A'] },
    });
    expect(found).toEqual([
      { column: null, place: 'feature.[a.b.c]', line: 2, message: 'no counterpart: {"x":1}' },
    ]);
  });

  test('numbers keep every digit', async () => {
    const text = 'feature { name: "x" type: INT int_domain { min: -9223372036854775808 max: 0x10 } }';
    expect(await columnOf(text)).toMatchObject({ range: { min: '-9223372036854775808', max: 16 } });
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
