import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { parseAssayYml, UserError } from './index.ts';

const start = 'assay: 1\nmodel: tips\n';

function mistake(text: string): UserError {
  try {
    parseAssayYml(text, 'assay.yml');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}

test.each([
  ['', 'version-missing', 'begin the file with "assay: 1"'],
  ['\n# nothing\n', 'version-missing', 'begin the file with "assay: 1"'],
  ['- assay: 1', 'version-missing', 'begin the file with "assay: 1"'],
  ['text', 'version-missing', 'begin the file with "assay: 1"'],
  ['model: tips', 'version-missing', 'begin the file with "assay: 1"'],
  ['assya: 1\nmodel: tips', 'unknown-key', 'did you mean "assay"?'],
  ['model: tips\nasay: 1', 'unknown-key', 'did you mean "assay"?'],
  ['assay: 2', 'unsupported-version', 'write 1, without quotes'],
  ['assay: "1"', 'unsupported-version', 'write 1, without quotes'],
  ['assay:', 'unsupported-version', 'write 1, without quotes'],
  [`${start}train:\n\tcommand: x`, 'yaml-syntax', 'indent with spaces'],
  [`${start}model: tips`, 'yaml-syntax', 'remove one of the two'],
  [`${start}train: {seed: 1, "seed": 2}`, 'yaml-syntax', 'remove one of the two'],
  [`${start}---\nassay: 1`, 'yaml-syntax', 'keep one document'],
  [`${start}train: !!python/object {}`, 'yaml-syntax', 'remove the tag'],
  [`${start}? [a, b]\n: 1`, 'yaml-syntax', 'write text as the key'],
  [`${start}train: {`, 'yaml-syntax', 'write valid YAML here'],
  [`${start}train: ${'['.repeat(5000)}${']'.repeat(5000)}`, 'yaml-syntax', 'nest lists and keys less'],
])('%j is %s', (text, code, hint) => {
  const error = mistake(text);
  expect(error.code).toBe(code);
  expect(error.fix).toContain(hint);
});

test('the second of two equal keys is pointed at', () => {
  expect(mistake(`${start}train:\n  command: x\n  command: y`).message).toBe(
    'assay.yml:5:3  the key "command" is here twice',
  );
});

// Read to the end, they would run into the limits of time and memory.
test('a billion laughs end at the first hundred', () => {
  const rows = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (const [here, before] of ['ba', 'cb', 'dc', 'ed', 'fe', 'gf', 'hg', 'ih'].map((pair) => [...pair])) {
    rows.push(`${here}: &${here} [${Array(9).fill(`*${before}`).join(', ')}]`);
  }
  expect(mistake(start + rows.join('\n')).code).toBe('yaml-aliases');
});

test('five megabytes are the limit, in bytes', () => {
  const filled = (size: number) => `${start}# ${'x'.repeat(size - start.length - 2)}`;
  expect(parseAssayYml(filled(5_000_000), 'assay.yml').value.model).toBe('tips');
  expect(mistake(filled(5_000_001)).code).toBe('yaml-too-large');
  expect(mistake(`${start}# ${'é'.repeat(2_500_000)}`).code).toBe('yaml-too-large');
});

// With the square of their number, it would run into the test's time limit.
test('tens of thousands of keys are read', () => {
  expect(mistake(start + Array.from({ length: 60_000 }, (_, i) => `k${i}: 1`).join('\n')).code).toBe(
    'contract-invalid',
  );
});

test.each([
  ['Windows line ends', 'assay: 1\r\nmodel: tips\r\ngat: 1\r\n', '3:1', 'gat: 1', 0],
  ['a byte order mark', '\uFEFFgat: 1\nassay: 1\nmodel: tips', '1:1', 'gat: 1', 0],
  ['tabs', `${start}train: {\tcommand: x,\tsed: 1}`, '3:22', 'train: { command: x, sed: 1}', 21],
  ['accents', `${start}train: {command: "é", sed: 1}`, '3:23', 'train: {command: "é", sed: 1}', 22],
  [
    'emoji, of two UTF-16 units and two cells',
    `${start}train: {command: "🚕", sed: 1}`,
    '3:23',
    'train: {command: "🚕", sed: 1}',
    23,
  ],
  [
    'Chinese, of two cells',
    `${start}train: {command: "出租车", sed: 1}`,
    '3:25',
    'train: {command: "出租车", sed: 1}',
    27,
  ],
  ['an escape', `${start}train: {command: "\u001b", sed: 1}`, '3:23', 'train: {command: " ", sed: 1}', 22],
])(
  'after %s, the column counts characters and the caret stands below the key',
  (_, text, place, line, cells) => {
    const error = mistake(text);
    expect(error.message.startsWith(`assay.yml:${place}  unknown key`)).toBe(true);
    const [shown, below = ''] = error.fix.split('\n');
    expect(shown?.slice(9)).toBe(line);
    expect(stringWidth(below.slice(9, below.indexOf('^')))).toBe(cells);
  },
);

test('a long line is shown around the place', () => {
  const error = mistake(
    `${start}train: {command: "${'x'.repeat(500)}", sed: 1, inputs: [${'abc, '.repeat(100)}abc]}`,
  );
  expect(error.message).toContain('3:522');
  const [line = '', below = ''] = error.fix.split('\n');
  expect(line.length).toBeLessThan(140);
  expect(line).toMatch(/\| …x+.*…$/);
  const caret = below.indexOf('^');
  expect(line.slice(caret, caret + 3)).toBe('sed');
});

test('a key with a line break cannot begin a line of the log', () => {
  const error = mistake(`${start}"a\\n::error::b": 1`);
  expect(error.message).not.toContain('\n');
});
