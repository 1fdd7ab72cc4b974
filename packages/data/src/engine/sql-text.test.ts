import fc from 'fast-check';
import { expect, test } from 'vitest';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { quoteName, quoteText } from './sql-text.ts';

const hostile = fc.oneof(
  fc.constantFrom(
    'a"); DROP TABLE t; --',
    "x'; --",
    '"',
    '""',
    '\\',
    '$1',
    '?',
    '--',
    '/*',
    'select',
    ' ',
    'ä😀',
    '\n',
    '__proto__',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
);

test('any name comes back as it was, and no name is more than a name', async () => {
  const engine = engineFor(temporaryFolder());
  await engine.query('CREATE TABLE t AS SELECT 1 AS x');
  await fc.assert(
    fc.asyncProperty(hostile, async (name) => {
      fc.pre(!name.includes('\0') && name.isWellFormed());
      const rows = await engine.query(`SELECT x AS ${quoteName(name)}, ${quoteText(name)} AS text FROM t`);
      expect(rows).toHaveLength(1);
      expect(Object.entries(rows[0] ?? {})[0]).toEqual([name, name === 'text' ? name : 1]);
      if (name !== 'text') expect(rows[0]?.['text']).toBe(name);
    }),
    { numRuns: 300 },
  );
});

test('NUL, at which the engine would end the query, is refused', () => {
  expect(() => quoteName('a\0"b')).toThrowError(expect.objectContaining({ code: 'name-has-nul' }));
  expect(() => quoteText('a\0b')).toThrowError(expect.objectContaining({ code: 'name-has-nul' }));
});
