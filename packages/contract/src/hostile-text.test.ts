import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  flatten,
  parseAssayYml,
  parseDataContract,
  parsePolicy,
  parseRecord,
  parseValues,
  UserError,
} from './index.ts';

const leavesOf = (text: string, file: string) => flatten(parseValues(text, file), 'index', file);

const parsers: Record<string, (text: string) => unknown> = {
  'assay.yml': (text) => parseAssayYml(text, 'assay.yml'),
  'a data contract': (text) => parseDataContract(text, 'data.yml'),
  'a policy': (text) => parsePolicy(text, 'policy.yml'),
  'a record': (text) => parseRecord(text, 'run.json'),
  'metrics as JSON': (text) => leavesOf(text, 'metrics.json'),
  'metrics as YAML': (text) => leavesOf(text, 'metrics.yaml'),
  'metrics as TOML': (text) => leavesOf(text, 'metrics.toml'),
};

/** Pieces that mean something to one of the parsers, in any order, and characters that mean nothing. */
const pieces = fc.constantFrom(
  ...[
    'assay: 1\n',
    'assay-data: 1\n',
    '"assay": "run/1"',
    'model: tips\n',
    'gate:\n',
    '  rules:\n',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ',',
  ],
  ...[
    ': ',
    '\n',
    '\t',
    '\r\n',
    '"',
    "'",
    '&a ',
    '*a',
    '!!map ',
    '!t',
    '? ',
    '| ',
    '>-\n',
    '---\n',
    '...',
    '%YAML',
    '# ',
    '<<: *a',
  ],
  ...[
    'NaN',
    'Infinity',
    '1e999',
    '__proto__',
    'constructor',
    '[[',
    ']]',
    '=',
    '0x',
    '\u0000',
    '\ud800',
    '\u2028',
    '🚕',
  ],
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(pieces, { maxLength: 30 }).map((some) => some.join('')),
  fc.array(pieces, { maxLength: 30 }).map((some) => `assay: 1\nmodel: tips\n${some.join('')}`),
  fc.json(),
);

test.each(Object.keys(parsers))('%s: any text is read, or is a UserError', (name) => {
  fc.assert(
    fc.property(text, (given) => {
      try {
        parsers[name]?.(given);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        expect(error.fix).not.toBe('');
      }
    }),
    { numRuns: 2000 },
  );
});

test('deeply nested texts are refused, or read, but never a crash', () => {
  const depth = 20_000;
  for (const [file, given] of [
    ['m.json', `${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['m.json', `${'['.repeat(depth)}NaN${']'.repeat(depth)}`],
    ['m.json', `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['m.toml', `a = ${'['.repeat(depth)}${']'.repeat(depth)}`],
    ['m.yaml', `${'- '.repeat(depth)}1`],
  ] as const) {
    try {
      leavesOf(given, file);
    } catch (error) {
      expect(error, `${file} ${given.slice(0, 10)}`).toBeInstanceOf(UserError);
    }
  }
});
