import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnFindings, findingsOf } from '../temporary-data.ts';

describe('order', () => {
  const rows = async (is: string, ...values: readonly (string | number)[]) => {
    const { findings } = await columnFindings({ type: 'integer', nullable: true, order: is }, ...values);
    return findings.flatMap(({ examples }) => examples.map(({ row }) => row));
  };

  test('each row is held against the last one that has a value', async () => {
    expect(await rows('increasing', 1, 1, '', 2)).toEqual([]);
    expect(await rows('increasing', 1, 3, '', 2, 3)).toEqual([4]);
    expect(await rows('strictly-increasing', 1, 1, 2)).toEqual([2]);
    expect(await rows('decreasing', 3, 3, 1)).toEqual([]);
    expect(await rows('strictly-decreasing', 3, '', 3, 1)).toEqual([3]);
    expect(await rows('increasing', '', '')).toEqual([]);
  });

  test('of texts, dates, and of the rows that a condition picks', async () => {
    const contract = (x: object) => ({ columns: { x, g: { type: 'string' } } });
    const csv = 'x,g\n2020-01-02,a\n2019-01-01,b\n2020-01-03,a\n1899-12-31,a\n';
    const order = { is: 'increasing', where: "g = 'a'" };
    expect((await findingsOf(csv, contract({ type: 'date', order }))).findings).toMatchObject([
      {
        check: 'order',
        expected: "increasing values, where g = 'a'",
        rows: 1,
        of: 3,
        examples: [{ row: 4, value: '1899-12-31' }],
      },
    ]);
    expect(
      (await findingsOf('x,g\nb,a\na,a\n', contract({ type: 'string', order: 'increasing' }))).findings,
    ).toMatchObject([{ rows: 1, examples: [{ row: 2, value: 'a' }] }]);
  });

  test('sorted values are in order, and as many rows are not as a loop finds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 9 }),
        async (values) => {
          const broken = values.filter((value, i) => i > 0 && value < (values[i - 1] ?? 0)).length;
          const { findings } = await columnFindings({ type: 'integer', order: 'increasing' }, ...values);
          expect(findings[0]?.rows ?? 0).toBe(broken);
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('outliers', () => {
  test('by quartiles: of 1 to 9 and 100, 3.25 and 7.75 are the quartiles, -3.5 and 14.5 the fences', async () => {
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
    const { findings } = await columnFindings({ type: 'integer', outliers: { iqr: 1.5 } }, ...values);
    expect(findings).toMatchObject([
      {
        check: 'outliers iqr',
        observed: '1 row of 10 (10 %): "100" (1); that is -3.5 to 14.5',
        examples: [{ row: 10, value: '100' }],
      },
    ]);
    const allowed = { type: 'integer', outliers: { iqr: 1.5, 'at-most': '10 %' } };
    expect((await columnFindings(allowed, ...values)).findings).toEqual([]);
  });

  test('by the robust z-score: median 3, MAD 1, so 3.5 is reached at 3 ± 5.19', async () => {
    const rule = { type: 'number', outliers: { 'robust-z': 3.5 } };
    expect((await columnFindings(rule, 1, 2, 3, 4, 8.1)).findings).toEqual([]);
    expect((await columnFindings(rule, 1, 2, 3, 4, 8.2)).findings).toMatchObject([
      {
        check: 'outliers robust-z',
        rows: 1,
        observed: expect.stringContaining('that is -2.18903 to 8.18903'),
      },
    ]);
  });

  test('where more than half are the same, by the mean deviation; where all are, none is far', async () => {
    const rule = { type: 'number', outliers: { 'robust-z': 3.5 } };
    expect((await columnFindings(rule, ...new Array(20).fill(5), 500)).findings).toMatchObject([{ rows: 1 }]);
    expect((await columnFindings(rule, 5, 5, 5)).findings).toEqual([]);
    expect((await columnFindings({ ...rule, nullable: true }, '', 'nan')).findings).toEqual([]);
  });

  test('infinities are far from everything', async () => {
    const { findings } = await columnFindings({ type: 'number', outliers: { iqr: 3 } }, 1, 2, 3, 'inf');
    expect(findings).toMatchObject([{ rows: 1, examples: [{ value: 'inf' }] }]);
  });
});

describe('where', () => {
  const csv = 'pay,tip,note\nCash,0,\nCash,5,x\nCard,5,\nCard,,\n,7,\n';
  const contract = (tip: object, note: object = {}) => ({
    columns: {
      pay: { type: 'string', nullable: true },
      tip: { type: 'number', nullable: true, ...tip },
      note: { type: 'string', nullable: true, ...note },
    },
  });

  test('only rows that the condition picks are held against it, and counted', async () => {
    const range = { max: 0, where: "pay = 'Cash'" };
    expect((await findingsOf(csv, contract({ range }))).findings).toMatchObject([
      {
        column: 'tip',
        check: 'range',
        expected: "at most 0, where pay = 'Cash'",
        observed: '1 row of 2 (50 %): "5" (1)',
        rows: 1,
        of: 2,
        fraction: 0.5,
        examples: [{ row: 2, value: '5' }],
      },
    ]);
  });

  test('on nulls, texts, figures, quantiles and keys', async () => {
    const picks = (where: string) => ({ where });
    expect((await findingsOf(csv, contract({ nullable: picks("pay = 'Card'") }))).findings).toMatchObject([
      { check: 'nulls', rows: 1, of: 2, examples: [{ row: 4 }] },
    ]);
    expect((await findingsOf(csv, contract({}, { nullable: picks('tip > 0') }))).findings).toMatchObject([
      { column: 'note', check: 'nulls', rows: 2, of: 3 },
    ]);
    const mean = {
      mean: { max: 2, where: "pay = 'Cash'" },
      quantiles: { 1: { max: 4, where: "pay = 'Cash'" } },
    };
    expect((await findingsOf(csv, contract(mean))).findings.map(({ observed }) => observed)).toEqual([
      'a mean of 2.5',
      'a quantile 1 of 5',
    ]);
    expect((await findingsOf(csv, contract({ unique: true }))).findings).toHaveLength(1);
    expect((await findingsOf(csv, contract({ unique: picks("pay = 'Cash'") }))).findings).toEqual([]);
    expect(
      (await findingsOf(csv, contract({ outliers: { iqr: 1, where: "pay = 'None'" } }))).findings,
    ).toEqual([]);
  });

  test('a condition on a column that is not there is a finding; one that is none is a mistake', async () => {
    expect(
      (await findingsOf(csv, contract({ range: { max: 0, where: 'payy = 1' } }))).findings,
    ).toMatchObject([{ column: 'tip', check: 'range', observed: 'no column "payy", but "pay"', of: 5 }]);
    for (const own of [{ range: { max: 0, where: 'pay = "Card"' } }, { unique: { where: 'pay = "Card"' } }])
      expect((await findingsOf(csv, contract(own))).findings).toMatchObject([
        {
          column: 'tip',
          observed: 'no column "Card"',
          fix: expect.stringContaining("single quotes there: 'Card'"),
        },
      ]);
    await expect(
      findingsOf(csv, contract({ range: { max: 0, where: 'tip IN (SELECT 1)' } })),
    ).rejects.toMatchObject({
      code: 'contract-condition',
      message: expect.stringMatching(/contract\.yml:1:\d+ .*subquery/),
    });
  });
});
