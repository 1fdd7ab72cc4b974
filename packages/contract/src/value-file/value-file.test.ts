import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeOf } from '../testing/record.ts';
import { flatten, numberOf, parseValues } from './index.ts';
import { parseJson } from './json-with-nan.ts';

const leavesOf = (text: string, file: string, lists: 'index' | 'keep' = 'index') =>
  Object.fromEntries(flatten(parseValues(text, file), lists, file));

const refusal = (text: string, file: string) => {
  try {
    leavesOf(text, file);
  } catch (error) {
    return codeOf(error);
  }
  throw new Error('nothing was refused');
};

test.each([
  ['m.json', '{"a": {"b": [1, true], "c": null}, "d.e": "x", "f": {}}'],
  ['m.yaml', 'a:\n  b: [1.0, true]\n  c: null\nd.e: x\nf: {}\n'],
])('%s gives its leaves by dotted path', (file, text) => {
  expect(leavesOf(text, file)).toEqual({ 'a.b.0': 1, 'a.b.1': true, 'a.c': null, 'd.e': 'x', f: {} });
  expect(leavesOf(text, file, 'keep')).toEqual({ 'a.b': [1, true], 'a.c': null, 'd.e': 'x', f: {} });
});

test('TOML has dates and large integers too', () => {
  const leaves = leavesOf('[a]\nwhen = 2026-11-21T10:00:00Z\nn = 12\nbig = 9223372036854775807\n', 'm.toml');
  expect(leaves).toMatchObject({ 'a.n': 12, 'a.big': 9223372036854775807n });
  expect(JSON.stringify(leaves['a.when'])).toBe('"2026-11-21T10:00:00.000Z"');
});

test('what a double cannot hold, and what JSON cannot', () => {
  const text =
    '\ufeff{"a": NaN, "b": -Infinity, "c": 12345678901234567890, "d": "NaN, 1e999 and \\\\", "e": 1e999}';
  expect(leavesOf(text, 'm.JSON')).toEqual({
    a: Number.NaN,
    b: Number.NEGATIVE_INFINITY,
    c: 12345678901234567890n,
    d: 'NaN, 1e999 and \\',
    e: Number.POSITIVE_INFINITY,
  });
});

test('YAML merges keys as Python does, and reads integers whole', () => {
  const leaves = leavesOf('base: &b {lr: 0.5}\nx: {<<: *b, n: 12345678901234567890}\n', 'm.yml');
  expect(leaves).toEqual({ 'base.lr': 0.5, 'x.lr': 0.5, 'x.n': 12345678901234567890n });
});

test('keys of every object’s prototype are keys', () => {
  for (const file of ['m.json', 'm.yaml'])
    expect(Object.entries(leavesOf('{"__proto__": {"x": 0.5}, "constructor": true}', file)), file).toEqual([
      ['__proto__.x', 0.5],
      ['constructor', true],
    ]);
});

test('half of a character is spelt out, in keys and in texts', () => {
  expect(leavesOf('{"\\ud83d": "\\ude00", "x": {"\\ud83d\\ude00": "\\ud83d\\ude00"}}', 'm.json')).toEqual({
    '"\\ud83d"': '"\\ude00"',
    'x.😀': '😀',
  });
});

test.each([
  [0.5, 0.5],
  [BigInt(12), 12],
  ['NaN', Number.NaN],
  ['.nan', Number.NaN],
  ['-inf', Number.NEGATIVE_INFINITY],
  ['+.Inf', Number.POSITIVE_INFINITY],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['information', undefined],
  ['1', undefined],
  [true, undefined],
  [null, undefined],
  [[1], undefined],
])('%s is the number %s', (leaf, number) => {
  expect(numberOf(leaf)).toBe(number);
});

test.each([
  ['{"a": }', 'm.json', 'file-syntax'],
  ['{a: 1}', 'm.json', 'file-syntax'],
  ['{"a": 1-2}', 'm.json', 'file-syntax'],
  ['a: [1', 'm.yaml', 'file-syntax'],
  ['a: 1\na: 2', 'm.yaml', 'file-syntax'],
  ['{"a": 1, "b": {"a": 1}, "a": 2}', 'm.json', 'file-syntax'],
  ['{"a": [{"b": 1, "\\u0062" : 2}]}', 'm.json', 'file-syntax'],
  ['a: {"1": 1, 1: 2}', 'm.yaml', 'file-syntax'],
  ['a = ', 'm.toml', 'file-syntax'],
  ['a: 1', 'm.ini', 'unknown-format'],
  ['[1]', 'm.json', 'not-a-map'],
  ['5', 'm.yaml', 'not-a-map'],
  ['a.b: 1\na: {b: 2}', 'm.yaml', 'ambiguous-key'],
  [`"${'x'.repeat(4_000_000)}"`, 'm.json', 'file-too-large'],
  [`{"a":${'['.repeat(101)}1${']'.repeat(101)}}`, 'm.json', 'too-deep'],
])('mistake %# is refused', (text, file, code) => {
  expect(refusal(text, file)).toBe(code);
});

test.each([
  ['m.json', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
  ['m.yaml', `${'{a: '.repeat(50_000)}1${'}'.repeat(50_000)}`],
])('%s that is nested without end is refused in words', (file, text) => {
  expect(() => parseValues(text, file)).toThrow(`${file} cannot be parsed: it is nested too deeply`);
});

test('the same key in objects beside and within each other, and in texts, is no repetition', () => {
  const text = '{"a": {"a": [{"a": "{\\"a\\": 1, \\"a\\": 2}"}, {"a": 1}]}, "b": "a", "c": "a"}';
  expect(parseJson(text)).toEqual(JSON.parse(text));
});

test.each([
  ['m.json', (n: number) => '"\\"'.repeat(n)],
  ['m.json', (n: number) => '\\"'.repeat(n)],
  ['m.json', (n: number) => '1'.repeat(n)],
  ['m.yaml', (n: number) => Array.from({ length: n / 10 }, (_, i) => `k${i}: 1\n`).join('')],
])('%s: a large file is read or refused, in proportion to its size %#', (file, text) => {
  try {
    parseValues(text(600_000), file);
  } catch (error) {
    codeOf(error);
  }
});

test('what JSON.parse reads is read the same', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      const plain = text.replaceAll(/\b\d{17,}\b/g, '1');
      expect(parseJson(plain)).toEqual(JSON.parse(plain));
    }),
  );
});
