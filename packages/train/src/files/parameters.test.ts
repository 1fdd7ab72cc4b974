import { temporaryFiles } from '@assay/test';
import { expect, test } from 'vitest';
import { readParameters } from './parameters.ts';

async function parametersOf(name: string, text: string) {
  return readParameters(await temporaryFiles({ [name]: text }), name);
}

const expected = {
  lr: 0.01,
  'model.layers.0': 64,
  'model.layers.1': 32,
  'model.name': 'ünï "x"',
  'model.bias': true,
  seed: '12345678901234567890',
  limit: 'Infinity',
  hooks: '[]',
};

test('YAML', async () => {
  const text = `
base: &b {lr: 0.01}
lr: 0.01
model: {layers: [64, 32], name: "ünï \\"x\\"", bias: true}
seed: 12345678901234567890
limit: .inf
hooks: []
extra: {<<: *b}
none: ~
`;
  expect(await parametersOf('p.yaml', text)).toEqual({
    ...expected,
    'base.lr': 0.01,
    'extra.lr': 0.01,
    none: null,
  });
});

test('JSON, as Python writes it', async () => {
  const text = `\ufeff{"lr": 1e-2, "model": {"layers": [64, 32], "name": "\\u00fcn\\u00ef \\"x\\"", "bias": true},
    "seed": 12345678901234567890, "limit": Infinity, "hooks": [], "text": "NaN, 12345678901234567890 and \\\\"}`;
  expect(await parametersOf('p.json', text)).toEqual({
    ...expected,
    text: 'NaN, 12345678901234567890 and \\',
  });
});

test('TOML', async () => {
  // TOML's integers have 64 bits: 2^63 - 1 is the largest.
  const text = `lr = 0.01\nseed = 9223372036854775807\nlimit = inf\nhooks = []\nday = 2026-11-02\n[model]\nlayers = [64, 32]\nname = 'ünï "x"'\nbias = true`;
  const read = await parametersOf('p.toml', text);
  expect(read).toEqual({ ...expected, seed: '9223372036854775807', day: '2026-11-02' });
});

test('an empty file has no parameters, and keys of prototypes are keys', async () => {
  expect(await parametersOf('p.yml', '')).toEqual({});
  const read = await parametersOf('p.json', '{"__proto__": {"x": 1}, "constructor": 2}');
  expect(Object.entries(read)).toEqual([
    ['__proto__.x', 1],
    ['constructor', 2],
  ]);
});

test.each([
  ['p.yaml', 'a: [1', 'file-syntax'],
  ['p.yaml', 'a: 1\na: 2', 'file-syntax'],
  ['p.json', '{"a": 1-2}', 'file-syntax'],
  ['p.json', '{a: 1}', 'file-syntax'],
  ['p.toml', 'a = ', 'file-syntax'],
  ['p.ini', 'a = 1', 'unknown-format'],
  ['p.yaml', '- 1', 'not-a-map'],
  ['p.json', '5', 'not-a-map'],
  ['p.yaml', 'a.b: 1\na: {b: 2}', 'ambiguous-key'],
  ['p.json', `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`, 'too-deep'],
  ['p.json', `"${'x'.repeat(4_000_000)}"`, 'file-too-large'],
  [
    'p.yaml',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f'].map((k, i) => `${k}: &${k} [${`*${'abcdef'[i]},`.repeat(9)}]`).join('\n')}`,
    'file-syntax',
  ],
])('mistake %#: %s', async (name, text, code) => {
  await expect(parametersOf(name, text)).rejects.toMatchObject({ name: 'UserError', code });
});

test('a missing file is named', async () => {
  await expect(readParameters(await temporaryFiles(), 'p.yaml')).rejects.toMatchObject({
    code: 'file-not-found',
    message: expect.stringContaining('"p.yaml" (`train.params`)'),
  });
});
