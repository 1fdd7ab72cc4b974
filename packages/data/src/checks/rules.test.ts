import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../temporary-data.ts';

const columns = {
  fare: { type: 'number', nullable: true },
  tips: { type: 'number', nullable: true },
  pay: { type: 'string', nullable: true },
};
const csv = 'fare,tips,pay\n10,2,Card\n5,6,Cash\n,1,Card\n-1,0,Cash\n';

describe('rules across columns', () => {
  const held = async (rule: object, text = csv, more: object = {}) =>
    (await findingsOf(text, { columns, ...more, rules: [{ name: 'tips', ...rule }] })).findings;

  test('rows that break one are counted and shown; null does not break it', async () => {
    expect(await held({ expect: 'fare >= 0 AND tips <= fare' })).toEqual([
      {
        column: null,
        check: 'rule',
        severity: 'error',
        expected: 'tips: fare >= 0 AND tips <= fare',
        observed: '2 rows of 4 (50 %)',
        rows: 2,
        of: 4,
        fraction: 0.5,
        examples: [
          { row: 2, value: 'fare=5, tips=6' },
          { row: 4, value: 'fare=-1, tips=0' },
        ],
        fix: expect.any(String),
        line: 1,
      },
    ]);
  });

  test('only where, up to a share, as a warning, with reason and owner', async () => {
    const rule = {
      expect: 'tips <= fare',
      where: "pay = 'Cash'",
      severity: 'warn',
      reason: 'no cash tips',
      owner: '@m',
    };
    expect(await held(rule)).toMatchObject([
      { severity: 'warn', reason: 'no cash tips', owner: '@m', rows: 2, of: 2, fraction: 1 },
    ]);
    expect(await held({ expect: 'tips <= fare', 'at-most': '50 %' })).toEqual([]);
    expect(await held({ expect: 'tips <= fare', 'at-most': 0.4 })).toHaveLength(1);
  });

  test('a row for which it cannot be computed breaks it; not where the row is not asked', async () => {
    // A logarithm of a number below 0, and a text that is no number.
    expect(await held({ expect: 'ln(fare) < 100' })).toMatchObject([{ rows: 1, examples: [{ row: 4 }] }]);
    expect(await held({ expect: 'ln(fare) < 100', where: 'fare > 0' })).toEqual([]);
    expect(await held({ expect: 'CAST(pay AS INTEGER) > 0' })).toMatchObject([{ rows: 4 }]);
  });

  test('columns are read as the contract has them: a misfit is null to it, and found by its type', async () => {
    const found = await held({ expect: 'tips <= fare' }, 'fare,tips,pay\nten,2,\n1,2,\n');
    expect(found.map(({ check, rows }) => `${check} ${rows}`)).toEqual(['type 1', 'rule 1']);
  });

  test('no value is shown where one of its columns is sensitive', async () => {
    const sensitive = { columns: { ...columns, fare: { ...columns.fare, sensitive: true } } };
    const [finding] = await held({ expect: 'tips <= fare' }, csv, sensitive);
    expect(finding?.examples).toEqual([
      { row: 2, value: null },
      { row: 4, value: null },
    ]);
  });

  test('names are found without regard to case, in quotes with whatever is in them', async () => {
    const name = 'a "b".c 😀\u202e';
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const { findings } = await findingsOf(`${quoted},v0\n1,2\n3,2\n`, {
      columns: { [name]: { type: 'integer' }, v0: { type: 'integer' } },
      rules: [{ name: 'r', expect: `${quoted} <= V0` }],
    });
    expect(findings).toMatchObject([
      { check: 'rule', rows: 1, examples: [{ row: 2, value: `${name}=3, v0=2` }] },
    ]);
  });

  test('a column that is not there is a finding; one that may be absent, and is, asks nothing', async () => {
    expect(await held({ expect: 'tip <= fare' })).toMatchObject([
      {
        ...{ check: 'rule', observed: 'no column "tip", but "tips"', fraction: 1 },
        fix: 'name a column of the data in the condition',
      },
    ]);
    // In double quotes a name stands; and what is near no column may be meant as a text.
    for (const expect_ of ['pay = "tip"', 'pay = nowhere'])
      expect(await held({ expect: expect_ })).toMatchObject([
        {
          fix: expect.stringMatching(
            /^name a column .*; a text stands in single quotes there: '(tip|nowhere)'$/,
          ),
        },
      ]);
    const optional = { columns: { ...columns, label: { type: 'integer', required: false } } };
    expect(await held({ expect: 'label >= 0' }, csv, optional)).toEqual([]);
  });

  test.each([
    'fare >= 0; DROP VIEW source_1',
    'fare IN (SELECT 1)',
    "EXISTS (FROM read_csv('/etc/passwd'))",
    "(SELECT count(*) FROM '/etc/passwd') > 0",
    "getenv('HOME') = ''",
    "read_text('/etc/passwd') = ''",
    'random() < 2',
    // Which rows the engine fails of, and with what, is for the data to say.
    "pay LIKE 'a' ESCAPE 'ab'",
    "pay NOT ILIKE pay ESCAPE '!'",
    'count(*) > 1',
    'sum(fare) OVER () > 1',
    '$1 = 1',
    'COLUMNS(*) > 0',
    'source_1.fare > 0',
    'fare > 0) FROM source_1 WHERE (true',
    'true AS x',
    'fare',
    'fare + 1',
    '/* fare',
    'fare >',
    "regexp_replace(pay, 'a', 'b') = ''",
    "pay COLLATE NOCASE = 'a'",
    'list_sum(range(1000000000)) > 1',
  ])('%j is no condition on a row: the contract is wrong, at its line', async (expect_) => {
    await expect(held({ expect: expect_ })).rejects.toMatchObject({
      name: 'UserError',
      code: 'contract-condition',
      message: expect.stringMatching(/^contract\.yml:1:\d+ {2}not a condition on a row: /),
    });
  });

  test('as many rows break it as JavaScript finds', async () => {
    const cell = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const text = `fare,tips,pay\n${rows.map(([fare, tips]) => `${fare ?? ''},${tips ?? ''},a\n`).join('')}`;
        const broken = rows.filter(([fare, tips]) => fare !== null && tips !== null && tips > fare).length;
        expect((await held({ expect: 'tips <= fare' }, text))[0]?.rows ?? 0).toBe(broken);
      }),
      { numRuns: 15 },
    );
  });
});
