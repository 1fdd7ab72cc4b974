import { describe, expect, test } from 'vitest';
import { columnOf, imported, notes } from './testing/imported.ts';

// What Ajv finds under such a schema: test/agreement/imports/json-schema.test.ts

/** A record of one property, which each has. */
const record = (x: unknown, more: object = {}) => ({
  type: 'object',
  properties: { x },
  required: ['x'],
  ...more,
});

describe('a property of a JSON Schema', () => {
  test.each([
    ['of several types', { type: ['integer', 'string'] }, { type: 'string', nullable: false }],
    [
      'of whole numbers and others',
      { type: ['integer', 'number', 'null'] },
      { type: 'number', nullable: true },
    ],
    ['with null in its list', { enum: ['a', null] }, { type: 'string', nullable: true, allowed: ['a'] }],
    ['of one value', { const: 3 }, { type: 'integer', nullable: false, allowed: [3] }],
    [
      'of a moment',
      { type: 'string', format: 'date-time' },
      { type: 'timestamp-with-zone', nullable: false },
    ],
    [
      'found anywhere',
      { type: 'string', pattern: 'b' },
      { type: 'string', nullable: false, pattern: '(?s:.*)b(?s:.*)' },
    ],
    [
      'bounded twice, at other ends',
      { type: 'number', allOf: [{ minimum: 1 }, { maximum: 2 }] },
      { type: 'number', nullable: false, range: { min: 1, max: 2 } },
    ],
    [
      'that is described',
      { type: 'string', title: 'T', description: 'D' },
      { type: 'string', nullable: false, description: 'D' },
    ],
  ])('%s', async (_, property, column) => {
    expect(await columnOf(record(property))).toEqual(column);
  });

  test('that a record may lack may be absent, and null', async () => {
    const { contract } = await imported({ properties: { x: { type: 'string' } } });
    expect(contract).toMatchObject({
      'extra-columns': 'allow',
      columns: { x: { type: 'string', required: false, nullable: true } },
    });
  });

  test('exclusive bounds are rules: as numbers, and as words of draft 4', async () => {
    const rulesOf = async (x: object) => (await imported(record({ type: 'number', ...x }))).contract['rules'];
    expect(await rulesOf({ exclusiveMinimum: 0 })).toEqual([
      { name: 'exclusiveMinimum of x', expect: '"x" > 0' },
    ]);
    expect(await rulesOf({ maximum: 9, exclusiveMaximum: true })).toEqual([
      { name: 'exclusiveMaximum of x', expect: '"x" < 9' },
    ]);
    expect(await rulesOf({ maximum: 9, exclusiveMaximum: false })).toBeUndefined();
  });
});

describe('references', () => {
  const $defs = {
    'a/b': { type: 'integer', minimum: 1 },
    unused: { type: 'string', if: {} },
    loop: { $ref: '#/$defs/loop' },
  };

  test('are followed, with what stands beside them; what nothing refers to is no note', async () => {
    const schema = record({ $ref: '#/$defs/a~1b', maximum: 5 }, { $defs });
    expect(await columnOf(schema)).toEqual({ type: 'integer', nullable: false, range: { min: 1, max: 5 } });
    expect(await notes(schema)).toEqual([]);
  });

  test('to the record itself, or to one of a list', async () => {
    const definitions = { Row: record({ type: 'integer' }) };
    const { contract } = await imported({ $ref: '#/definitions/Row', properties: {}, definitions });
    expect(contract).toMatchObject({ columns: { x: { type: 'integer', nullable: false } } });
  });

  test.each(['#/$defs/loop', '#/$defs/absent', 'https://example.com/a.json', '#', '#/$defs/__proto__'])(
    'to %s lead nowhere, and that is noted or nothing is asked for',
    async ($ref) => {
      const { contract, notes: found } = await imported(record({ $ref, type: 'integer' }, { $defs }));
      expect(contract['columns']).toEqual({ x: { type: 'integer', nullable: false } });
      if ($ref !== '#/$defs/loop')
        expect(found.map(({ message }) => message)).toEqual([`no counterpart: ${JSON.stringify($ref)}`]);
    },
  );
});

test('a list of records: how many, and whether each is there once', async () => {
  const items = record({ type: 'integer' }, { additionalProperties: false });
  const { contract } = await imported({ type: 'array', minItems: 2, maxItems: 9, uniqueItems: true, items });
  expect(contract).toMatchObject({
    ...{ rows: { 'at-least': 2, 'at-most': 9 }, duplicates: { 'at-most': 0 }, 'extra-columns': 'error' },
    columns: { x: { type: 'integer' } },
  });
  expect((await imported({ type: 'array', items })).contract).toMatchObject({ rows: { 'at-least': 0 } });
});

describe('what has no counterpart is noted', () => {
  test.each([
    [{ type: 'string', contentEncoding: 'base64' }, 'contentEncoding (null): no counterpart: "base64"'],
    [{ type: 'string', not: { const: 'a' } }, 'not (null): no counterpart: {"const":"a"}'],
    [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, 'oneOf (null): no counterpart:'],
    [{ type: 'string', format: 'ipv4' }, '(x): ipv4: this format is not checked'],
    [{ type: 'number', multipleOf: 0.1 }, '(x): no counterpart: 0.1, which is no whole number'],
    [{ type: 'object', properties: { y: {} } }, '(x): a column of objects or lists has no type here'],
    [{ type: 'array', items: { type: 'string' } }, '(x): a column of objects or lists has no type here'],
    [{ type: 'number', allOf: [{ minimum: 1 }, { minimum: 2 }] }, '(x): a second range: {"min":2}'],
    [{ enum: [{ a: 1 }] }, 'enum (null): no counterpart: [{"a":1}]'],
  ])('%j', async (x, note) => {
    expect(
      await notes(record({ type: 'integer' }, { properties: { x, other: { type: 'integer' } } })),
    ).toEqual(expect.arrayContaining([expect.stringContaining(note)]));
  });

  test('and of the records as a whole', async () => {
    const found = await notes(
      record(
        { type: 'integer' },
        { dependentRequired: { x: ['y'] }, additionalProperties: { type: 'string' } },
      ),
    );
    expect(found).toEqual([
      expect.stringContaining('dependentRequired (null): no counterpart'),
      expect.stringContaining('additionalProperties (null): no counterpart'),
    ]);
  });
});

test('names of the language itself are properties like others, and so is one that is only required', async () => {
  const text =
    '{"properties": {"__proto__": {"type": "integer"}, "constructor": true}, "required": ["toString"]}';
  const { contract } = await imported(text, { format: 'json-schema' });
  expect(Object.keys(contract['columns'] ?? {})).toEqual(expect.arrayContaining(['constructor', 'toString']));
});
