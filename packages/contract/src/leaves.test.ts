import { expect, test } from 'vitest';
import { parseLeaves } from './index.ts';
import { codeOf } from './testing/record.ts';

const refusal = (text: string, file: string) => {
  try {
    parseLeaves(text, file);
  } catch (error) {
    return codeOf(error);
  }
  throw new Error('nothing was refused');
};

test.each([
  ['m.json', '{"a": {"b": [1, true], "c": null}, "d.e": "x"}'],
  ['m.yaml', 'a:\n  b: [1, true]\n  c: null\nd.e: x\n'],
])('%s gives its leaves by dotted path', (file, text) => {
  expect(parseLeaves(text, file)).toEqual({ 'a.b.0': 1, 'a.b.1': true, 'a.c': null, 'd.e': 'x' });
});

test('TOML has dates and large integers too', () => {
  expect(parseLeaves('[a]\nwhen = 2026-11-21T10:00:00Z\nn = 12\n', 'm.toml')).toEqual({
    'a.when': '2026-11-21T10:00:00.000Z',
    'a.n': 12,
  });
});

test("Python's NaN and Infinity are numbers", () => {
  expect(parseLeaves('{"a": NaN, "b": -Infinity}', 'm.JSON')).toEqual({
    a: Number.NaN,
    b: Number.NEGATIVE_INFINITY,
  });
});

test.each([
  ['{"a": }', 'm.json', 'file-syntax'],
  ['a = ', 'm.toml', 'file-syntax'],
  ['a: 1', 'm.ini', 'file-format'],
  [JSON.stringify(Array(10_001).fill(1)), 'm.json', 'file-too-large'],
  [`"${'x'.repeat(10_000_000)}"`, 'm.json', 'file-too-large'],
  [`${'['.repeat(101)}1${']'.repeat(101)}`, 'm.json', 'file-too-deep'],
])('%.20s in %s is %s', (text, file, code) => {
  expect(refusal(text, file)).toBe(code);
});
