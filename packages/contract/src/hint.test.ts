import { expect, test } from 'vitest';
import { hint } from './problems.ts';

const types = ['integer', 'number', 'string', 'boolean', 'timestamp', 'category'];

test.each([
  ['int', 'integer'],
  ['Int64', 'integer'],
  ['double', 'number'],
  ['str', 'string'],
  ['bool', 'boolean'],
  ['datetime64', 'timestamp'],
  ['intger', 'integer'],
])('a type that other tools call %s is %s', (word, type) => {
  expect(hint(word, types)).toBe(`did you mean "${type}"?`);
});

test('the name of another tool means nothing where its own is not allowed', () => {
  expect(hint('double', ['bold', 'italic'])).toBe('write one of: bold, italic');
});
