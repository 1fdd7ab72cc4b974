import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { jsonSchemas, parseDataContract } from './index.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false });
const accepts = ajv.compile(jsonSchemas()['data-contract.schema.json'] as object);

/** What a line of a column is read as, by the parser and by the schema for editors. */
function column(line: string) {
  const text = `assay-data: 1\ncolumns:\n  a: {type: number, ${line}}\n`;
  expect(accepts(parse(text))).toBe(true);
  return parseDataContract(text, 'd.yml').value.columns['a'];
}

describe('a data contract', () => {
  test('a short form is read as the long one', () => {
    for (const [short, long] of [
      ['allowed: [1, 2]', 'allowed: {values: [1, 2]}'],
      ['forbidden: [1]', 'forbidden: {values: [1]}'],
      ['pattern: "a+"', 'pattern: {match: a+}'],
      ['fresh: 36h', 'fresh: {within: 36h}'],
      ['order: increasing', 'order: {is: increasing}'],
    ] as const)
      expect(column(short)).toEqual(column(long));
  });

  test('a share may be a fraction or so many per cent, to the last digit', () => {
    expect(column('tolerance: 0.7 %')?.tolerance).toBe(0.007);
    expect(column('nullable: {at-most: 100%}')?.nullable).toEqual({ 'at-most': 1 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999 }), (n) => {
        const share = `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`;
        expect(column(`tolerance: ${share} %`)?.tolerance).toBe(n / 100_000);
      }),
      { numRuns: 50 },
    );
    for (const wrong of ['101 %', '-1 %', '1.1', '%', '1 % of rows'])
      expect(() =>
        parseDataContract(`assay-data: 1\ncolumns: {a: {type: number, tolerance: ${wrong}}}`, 'd.yml'),
      ).toThrow();
  });

  test('a column may be called as what every object has', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'a'];
    const text = (rest: string) =>
      `assay-data: 1\ncolumns:\n${names.map((name) => `  ${name}: {type: integer${rest}}\n`).join('')}`;
    const { columns } = parseDataContract(text(''), 'd.yml').value;
    expect(Object.keys(columns).sort()).toEqual([...names].sort());
    for (const name of names) expect(columns[name]).toMatchObject({ type: 'integer', required: true });
    expect(Object.getPrototypeOf(columns)).toBe(Object.prototype);
    expect(() => parseDataContract(text(', typo: 1'), 'd.yml')).toThrow('5 problems');
  });

  test('so may a group, an environment and a class, which would be held against nothing without a word', () => {
    const { value } = parseDataContract(
      `assay-data: 1
columns: {}
representation: [{column: g, shares: {__proto__: 50 %, a: 50 %}}]
labels: {column: y, errors: {data: p.csv, scores: {__proto__: p0, a: p1}}}
environments: {__proto__: {rows: {at-least: 5}}}
`,
      'd.yml',
    );
    const own = (object: object | undefined) => new Map(Object.entries(object ?? {}));
    expect(own(value.representation?.[0]?.shares).get('__proto__')).toBe(0.5);
    expect(own(value.labels?.errors?.scores).get('__proto__')).toBe('p0');
    expect(own(value.environments).get('__proto__')).toMatchObject({ rows: { 'at-least': 5 } });
    const wrong = 'assay-data: 1\ncolumns: {}\nenvironments: {__proto__: {typo: 1}}\n';
    expect(() => parseDataContract(wrong, 'd.yml')).toThrow('unknown key "typo"');
  });

  test('the one in docs/contract.md is read, by the parser and by the schema', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/contract.md'), 'utf8');
    const [text = ''] = page.match(/(^ {4}assay-data: 1\n)(^ {4}.*\n)+/m) ?? [];
    expect(accepts(parse(text.replaceAll(/^ {4}/gm, '')))).toBe(true);
    const { value } = parseDataContract(text.replaceAll(/^ {4}/gm, ''), 'docs');
    expect(value.rules).toHaveLength(2);
    expect(value.duplicates).toEqual({ 'at-most': 0.001 });
  });
});

test('stated shares of groups add up to 1 at most, rounded ones nearly', () => {
  const shares = (text: string) => () =>
    parseDataContract(
      `assay-data: 1\ncolumns: {}\nrepresentation:\n  - {column: g, shares: {${text}}}\n`,
      'd.yml',
    );
  expect(shares('a: 0.5, b: 0.9')).toThrow(
    expect.objectContaining({
      code: 'contract-invalid',
      message: expect.stringMatching(/^d.yml:4:25 {2}shares add up to more than 1/),
    }),
  );
  expect(shares('a: 0.3333334, b: 0.3333334, c: 0.3333334')).not.toThrow();
});
