import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { columnOf, field, imported, notes, type Options } from './testing/imported.ts';

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
