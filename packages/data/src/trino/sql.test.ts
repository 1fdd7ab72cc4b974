import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteText } from '../engine/index.ts';
import { parsePredicate } from '../predicate/parse-predicate.ts';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { trinoCondition } from './condition.ts';
import { withLiterals } from './literals.ts';
import { javaPattern } from './pattern.ts';
import { engineTypeOf } from './types.ts';

test('values stand where their numbers stood, and nowhere else', () => {
  const sql = `SELECT "$1", '$1''$2', $2, $10, $1 FROM t`;
  const values = ["it's $2", 5n, 3, 4, 5, 6, 7, 8, 9, Number.NEGATIVE_INFINITY];
  expect(withLiterals(sql, values)).toBe(
    `SELECT "$1", '$1''$2', DECIMAL '5', CAST('-Infinity' AS DOUBLE), 'it''s $2' FROM t`,
  );
  expect(withLiterals('$1', [["a'", 'b']])).toBe("ARRAY['a''', 'b']");
  expect(() => withLiterals('$2', [1])).toThrow(RangeError);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      fc.pre(!text.includes('\0'));
      expect(withLiterals(`'${'$1'}' $1`, [text])).toBe(`'$1' ${quoteText(text)}`);
    }),
  );
});

test.each([
  ['varchar(20)', 'VARCHAR'],
  ['char(3)', 'VARCHAR'],
  ['timestamp(6) with time zone', 'TIMESTAMP WITH TIME ZONE'],
  ['timestamp(3)', 'TIMESTAMP'],
  ['decimal(38,10)', 'DECIMAL(38,10)'],
  ['real', 'FLOAT'],
  ['array(array(varchar(3)))', 'VARCHAR[][]'],
  ['varbinary', 'BLOB'],
  ['row(a bigint)', 'ROW(A BIGINT)'],
])('%s is %s', (type, expected) => expect(engineTypeOf(type)).toBe(expected));

test.each([
  ['a.b', '\\A(?:a.b)\\z'],
  ['^a$|b', '\\A(?:\\Aa\\z|b)\\z'],
  ['\\d+[\\w-]\\W\\s', '\\A(?:[0-9]+[0-9A-Za-z_-][^0-9A-Za-z_][\\t\\n\\f\\r ])\\z'],
  ['[[&&]a-]', '\\A(?:[\\[\\&\\&]a-])\\z'],
  ['[]a][^]b]', '\\A(?:[\\]a][^\\]b])\\z'],
  ['[[:alpha:]]\\pL\\p{Lu}', '\\A(?:[[:alpha:]]\\p{L}\\p{Lu})\\z'],
  ['(?P<x>a)\\Qa.b$\\E\\$', '\\A(?:(?<x>a)a\\.b\\$\\$)\\z'],
])('%s as Java has it', (pattern, expected) => expect(javaPattern(pattern)).toBe(expected));

describe('conditions', () => {
  const write = async (text: string) => {
    const parser = engineFor(temporaryFolder());
    const engine = {
      ...parser,
      parser,
      dialect: {
        ...parser.dialect,
        condition: async (_: unknown, tree: unknown, rename: (name: string) => string) =>
          trinoCondition(tree, rename),
      },
    };
    return (await parsePredicate(engine, text)).sql((name) => `<${name}>`);
  };

  test.each([
    [
      "a > 1.50 AND NOT (b = 'x''y' OR c IN (1, -2))",
      "((<a> > DECIMAL '1.50') AND (NOT ((<b> = 'x''y') OR (<c> IN ((1), (-2))))))",
    ],
    ['a / b >= 2e3', "((CAST(<a> AS DOUBLE) / CAST(<b> AS DOUBLE)) >= CAST('2000.0' AS DOUBLE))"],
    ['a > 170141183460469231731687303715884105', "(<a> > DECIMAL '170141183460469231731687303715884105')"],
    ['a < -1234567890123456789.0123456789', "(<a> < DECIMAL '-1234567890123456789.0123456789')"],
    [
      "d >= DATE '2026-01-31' AND t NOT LIKE 'x%'",
      "((<d> >= CAST('2026-01-31' AS DATE)) AND (<t> NOT LIKE 'x%'))",
    ],
    [
      'CASE WHEN a IS NULL THEN b % 2 = 0 ELSE true END',
      "(CASE WHEN (<a> IS NULL) THEN ((<b> % nullif((2), 0)) = (0)) ELSE CAST('t' AS BOOLEAN) END)",
    ],
  ])('%s', async (text, expected) => expect(await write(text)).toBe(expected));

  test.each([
    'ln(a) > 0',
    'CAST(a AS VARCHAR) = b',
    "a = DATE '2026-01-31' + INTERVAL 1 DAY",
    'greatest(a, b) > 1',
    '[a] = [1]',
  ])('what would answer otherwise is refused: %s', (text) =>
    expect(write(text)).rejects.toThrow(/not asked of Trino/),
  );
});
