import { expect, test } from 'vitest';
import { z } from 'zod';
import { byName } from './by-name.ts';
import { parseAssayYml, parseDataContract, UserError } from './index.ts';

const start = 'assay: 1\nmodel: tips\n';

function mistake(parse: () => unknown): UserError | undefined {
  try {
    parse();
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return undefined;
}

test('a value that is named __proto__ is there, is read by its schema, and is no prototype', () => {
  const read = byName(z.string().transform(Number)).parse(JSON.parse('{"__proto__": "1", "a": "2"}'));
  expect(Object.entries(read).sort()).toEqual([
    ['__proto__', 1],
    ['a', 2],
  ]);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

test('a class may be called so; without its score the others would be all', () => {
  const { evaluate } = parseAssayYml(
    `${start}evaluate: {predictions: p.csv, task: multiclass, label: y, score: {__proto__: p0, a: p1}}`,
    'assay.yml',
  ).value;
  expect(Object.entries(evaluate?.score ?? {}).sort()).toEqual([
    ['__proto__', 'p0'],
    ['a', 'p1'],
  ]);
});

test.each(['data: {__proto__: {path: a.csv}}', 'drift: {__proto__: {data: a}}'])(
  'a name that is wrong is refused, and was passed over: %s',
  (text) => {
    const error = mistake(() => parseAssayYml(start + text, 'assay.yml'));
    expect(error?.code).toBe('contract-invalid');
    expect(error?.message).toMatch(/^assay.yml:3:\d/);
    expect(`${error?.message} ${error?.fix}`).toContain('use letters, digits');
  },
);

test('so is one of a quantile', () => {
  const text = 'assay-data: 1\ncolumns: {x: {type: number, quantiles: {__proto__: {min: 1}, 0.5: {min: 1}}}}';
  const error = mistake(() => parseDataContract(text, 'd.yml'));
  expect(error?.code).toBe('contract-invalid');
  expect(error?.message).toMatch(/^d.yml:2:41 /);
  expect(error?.fix).toContain('write a number from 0 to 1');
});
