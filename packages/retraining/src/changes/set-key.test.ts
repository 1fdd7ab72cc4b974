import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { setKey } from './set-key.ts';

const params = `# what is trained on
data:
    until:   2026-10-31   # the last day, inclusive
    source: {path: 'a.csv', rows: 10, tags: [one, "two"]}

seed: 7
`;

test.each([
  ['data.until', '2026-11-30', '2026-10-31', '2026-11-30'],
  ['data.source.path', "it's.csv", "'a.csv'", "'it''s.csv'"],
  ['data.source.rows', 12.5, 'rows: 10', 'rows: 12.5'],
  ['data.source.tags.0', 'a, b', '[one,', '["a, b",'],
  ['data.source.tags.1', 'x"y', '"two"', '"x\\"y"'],
  ['seed', true, 'seed: 7', 'seed: true'],
  ['seed', '7', 'seed: 7', 'seed: "7"'],
  ['data.source.tags.0', 'no', '[one,', '["no",'],
])('%s becomes %j, and all else stays as it was', (key, value, from, to) => {
  expect(setKey(params, 'params.yaml', key, value)).toBe(params.replace(from, to));
});

test('line ends and a byte order mark stay', () => {
  const text = `\ufeff${params.replaceAll('\n', '\r\n')}`;
  expect(setKey(text, 'p.yml', 'seed', 8)).toBe(text.replace('seed: 7', 'seed: 8'));
});

test('JSON stays JSON', () => {
  const text = '{\n\t"until": "2026-10-31", "n": 1\n}';
  expect(setKey(text, 'p.json', 'until', '2026-11-30')).toBe(text.replace('10-31', '11-30'));
  expect(setKey(text, 'p.json', 'n', 'all')).toBe(text.replace('1\n}', '"all"\n}'));
});

test('the same value changes nothing', () => {
  expect(setKey(params, 'p.yaml', 'data.until', '2026-10-31')).toBe(params);
});

test('an anchor stays with its value', () => {
  expect(setKey('a: &x 1 # one\nb: *x\n', 'p.yaml', 'a', 2)).toBe('a: &x 2 # one\nb: *x\n');
});

test.each([
  ['p.toml', 'seed', 'change-format'],
  ['p.yaml', 'data.untill', 'key-missing'],
  ['p.yaml', 'data', 'key-not-scalar'],
  ['p.yaml', 'seed.more', 'key-missing'],
  ['p.yaml', 'alias', 'key-not-scalar'],
  ['p.yaml', 'block', 'key-not-scalar'],
])('%s %s: %s', (file, key, code) => {
  const text = `${params}x: &x 1\nalias: *x\nblock: |\n  text\n`;
  expect(() => setKey(text, file, key, 'v')).toThrow(expect.objectContaining({ code }));
});

test.each([
  ['until: 2025-01-01\nseed: 1\nuntil: 2025-06-01\n', 'until', 'lines 1 and 3'],
  ['data: {x: 1}\n# other\ndata: {until: 1}\n', 'data.until', 'lines 1 and 3'],
  ['{\n"until": "a",\n"until": "b"\n}', 'until', 'lines 2 and 3'],
  ['a.b: 1\na: {b: 2}\n', 'a.b', 'lines 2 and 1'],
])('%j: programs read the last of two, so neither is set', (text, key, lines) => {
  const refusal = { code: 'key-twice', message: expect.stringContaining(lines) };
  expect(() => setKey(text, 'p.json', key, 2)).toThrow(expect.objectContaining(refusal));
});

test('a key that is there twice elsewhere is no matter', () => {
  expect(setKey('a: 1\na: 2\nb: 3\n', 'p.yaml', 'b', 4)).toBe('a: 1\na: 2\nb: 4\n');
});

test.each([
  ['until:\nseed: 1\n', 'until', 'until: "2025-06-01"\nseed: 1\n'],
  ['until:   # the last day\n', 'until', 'until:   "2025-06-01" # the last day\n'],
  ['until:', 'until', 'until: "2025-06-01"'],
  ['a:\n  until: \n\n  b: 2\n', 'a.until', 'a:\n  until: "2025-06-01"\n\n  b: 2\n'],
  ['{until: , b: 1}\n', 'until', '{until: "2025-06-01", b: 1}\n'],
  ['- 1\n-\n- 3\n', '1', '- 1\n- "2025-06-01"\n- 3\n'],
  ['until: &x\nb: *x\n', 'until', 'until: &x "2025-06-01"\nb: *x\n'],
])('the empty value of %j', (text, key, expected) => {
  expect(setKey(text, 'p.yaml', key, '2025-06-01')).toBe(expected);
});

test.each([
  ['2024: a\n2025: b\n', '2025', 'b'],
  ['1.50: b\n', '1.50', 'b'],
  ['years: {2024: v}\n', 'years.2024', 'v'],
  ['"data.until": b\n', 'data.until', 'b'],
  ['data.until: {last.day: b}\n', 'data.until.last.day', 'b'],
  ['true: b\n', 'true', 'b'],
])('%j has the key %s', (text, key, from) => {
  expect(setKey(text, 'p.yaml', key, 'new')).toBe(text.replace(from, 'new'));
});

test('whatever the value, it is read back, and its neighbours are what they were', () => {
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0),
  );
  const keys = fc.constantFrom('a', 'list.1', 'map.b', 'flow.d.0');
  fc.assert(
    fc.property(value, keys, (given, key) => {
      const text = `${stringify({ a: 'x', list: [1, 'two', 3], map: { b: 'y', c: 'z' } })}flow: {d: [e, f]}\n`;
      const before = parse(text);
      const after = parse(setKey(text, 'p.yaml', key, given));
      const expected = structuredClone(before);
      if (key === 'a') expected.a = given;
      else if (key === 'list.1') expected.list[1] = given;
      else if (key === 'map.b') expected.map.b = given;
      else expected.flow.d[0] = given;
      expect(after).toEqual(expected);
    }),
  );
});
