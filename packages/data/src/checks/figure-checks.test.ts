import { parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { columnFindings, engineFor, findingsOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

const observed = async (rule: object, ...values: readonly (string | number)[]) =>
  (await columnFindings({ nullable: true, ...rule }, ...values)).findings.map(
    ({ check, observed }) => `${check}: ${observed}`,
  );

describe('figures', () => {
  // 1, 2, 3, 4: mean 2.5, sum 10, standard deviation sqrt(5 / 3) = 1.29099.
  test.each([
    ['mean', { min: 2.5, max: 2.5 }, { min: 2.6 }, 'mean: a mean of 2.5'],
    ['sum', { max: 10 }, { max: 9.9 }, 'sum: a sum of 10'],
    ['sd', { min: 1.29, max: 1.3 }, { max: 1 }, 'sd: a standard deviation of 1.29099'],
    ['distinct', { min: 4, max: 4 }, { max: 3 }, 'distinct: 4 different values'],
  ])('%s between bounds, both ends allowed', async (check, good, bad, says) => {
    expect(await observed({ type: 'integer', [check]: good }, 1, 2, 3, 4, '')).toEqual([]);
    expect(await observed({ type: 'number', [check]: bad }, 1, 2, 3, 4, '')).toEqual([says]);
  });

  test('one different value is no plural', async () => {
    expect(await observed({ type: 'integer', distinct: { min: 2 } }, 7, 7)).toEqual([
      'distinct: 1 different value',
    ]);
  });

  test('a figure just beyond a bound is told apart from it', async () => {
    const far = [100_000, 100_000.004];
    expect(
      (await columnFindings({ type: 'number', mean: { max: 100_000.001 } }, ...far)).findings,
    ).toMatchObject([{ expected: 'a mean of at most 100000.001', observed: 'a mean of 100000.002' }]);
    const quantiles = { 1: { max: 100_000.0035 } };
    expect((await columnFindings({ type: 'number', quantiles }, ...far)).findings).toMatchObject([
      { expected: 'a quantile 1 of at most 100000.0035', observed: 'a quantile 1 of 100000.004' },
    ]);
  });

  test('different values of no row that a condition picks are none; of no row at all nothing is asked', async () => {
    const columns = { x: { type: 'string', distinct: { min: 1, where: "x IN ('a', 'b')" } } };
    expect((await findingsOf('x\nc\nc\n', { columns })).findings).toMatchObject([
      { check: 'distinct', observed: '0 different values', rows: 0, of: 0 },
    ]);
    expect((await findingsOf('x\n', { rows: { 'at-least': 0 }, columns })).findings).toEqual([]);
  });

  test('without a value there is no figure, which is a finding; without a row nothing is asked', async () => {
    expect(await observed({ type: 'number', mean: { min: 0 }, sum: { min: 0 } }, '', 'nan')).toEqual([
      'mean: no value to take a mean of',
      'sum: no value to take a sum of',
    ]);
    expect(await observed({ type: 'number', mean: { min: 0 }, sd: { max: 1 } }, 5)).toEqual([
      'sd: less than two values to take a standard deviation of',
    ]);
    const contract = {
      rows: { 'at-least': 0 },
      columns: { x: { type: 'number', mean: { min: 0 }, quantiles: { 0.5: { min: 0 } } } },
    };
    expect((await findingsOf('x\n', contract)).findings).toEqual([]);
  });

  test('infinities do not count into means, and count as different values', async () => {
    const rule = { type: 'number', mean: { max: 1 }, distinct: { max: 2 } };
    expect(await observed(rule, 1, 3, 'inf', '-inf')).toEqual([
      'mean: a mean of 2',
      'distinct: 4 different values',
    ]);
  });

  test('a sum of many small numbers keeps them', async () => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'a.parquet', 'SELECT 0.1::DOUBLE AS x FROM range(1000000)');
    const engine = engineFor(folder);
    const source = await openSource(engine, { path: 'a.parquet', root: folder });
    const text =
      '{"assay-data": 1, "columns": {"x": {"type": "number", "sum": {"min": 100000, "max": 100000}}}}';
    expect(
      (await validate(engine, source, parseDataContract(text, 'c.yml'), { name: 'd' })).findings,
    ).toEqual([]);
  });

  test('more than 10,000 different values are counted where a bound asks for it', async () => {
    const values = Array.from({ length: 10_050 }, (_, i) => i);
    expect(await observed({ type: 'integer', distinct: { min: 10_001 } }, ...values)).toEqual([]);
    expect(await observed({ type: 'integer', distinct: { min: 10_051 } }, ...values)).toEqual([
      'distinct: 10,050 different values',
    ]);
    expect(await observed({ type: 'integer', distinct: { max: 5 } }, ...values)).toEqual([
      'distinct: more than 10,000 values',
    ]);
  });
});

describe('quantiles', () => {
  test('the least value that the share of values does not exceed', async () => {
    // Of ten values the median is the fifth, the 0.9 quantile the ninth.
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 100];
    const exact = {
      0: { min: 1, max: 1 },
      0.5: { min: 5, max: 5 },
      0.9: { min: 9, max: 9 },
      1: { min: 100, max: 100 },
    };
    expect(await observed({ type: 'integer', quantiles: exact }, ...values)).toEqual([]);
    expect(
      await observed({ type: 'integer', quantiles: { 0.5: { min: 6 }, 0.9: { max: 8 } } }, ...values),
    ).toEqual(['quantile 0.5: a median of 5', 'quantile 0.9: a quantile 0.9 of 9']);
  });

  test('agree with a sort, whatever the values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 12 }),
        fc.constantFrom(0, 0.1, 0.25, 0.5, 0.75, 0.99, 1),
        fc.integer({ min: -5, max: 5 }),
        async (values, q, bound) => {
          const sorted = [...values].sort((a, b) => a - b);
          const quantile = sorted[Math.max(1, Math.ceil(q * values.length)) - 1] ?? Number.NaN;
          const low = await observed({ type: 'integer', quantiles: { [q]: { min: bound } } }, ...values);
          const high = await observed({ type: 'integer', quantiles: { [q]: { max: bound } } }, ...values);
          expect(low).toHaveLength(quantile < bound ? 1 : 0);
          expect(high).toHaveLength(quantile > bound ? 1 : 0);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('of a sensitive column only the side is told', async () => {
    const rule = { type: 'integer', sensitive: true, quantiles: { 0.5: { min: 6 } } };
    expect(await observed(rule, 1234, 5)).toEqual(['quantile 0.5: a median below that']);
  });
});

describe('fresh', () => {
  const at = new Date('2026-02-01T12:00:00Z');
  const age = async (type: string, within: string, ...values: string[]) => {
    const report = await findingsOf(
      `x\n${values.join('\n')}\n`,
      { columns: { x: { type, fresh: within } } },
      { at },
    );
    return report.findings.map(({ observed }) => observed);
  };

  test('the newest value is at most so old', async () => {
    expect(await age('timestamp', '2h', '2026-02-01 10:00:00', '1850-01-01 00:00:00')).toEqual([]);
    expect(await age('timestamp', '1h', '2026-02-01 10:00:00')).toEqual([
      'the newest value is 2h old, of 2026-02-01T10:00:00Z',
    ]);
    expect(await age('date', '7d', '2026-01-20', '2026-01-22')).toEqual([
      'the newest value is 10d old, of 2026-01-22T00:00:00Z',
    ]);
    expect(await age('timestamp-with-zone', '1h', '2026-02-01T13:30:00+02:00')).toEqual([]);
  });

  test('a date far ahead does not make it fresh', async () => {
    expect(await age('date', '7d', '2020-01-01', '2999-01-01')).toEqual([
      'the newest value is 2223d old, of 2020-01-01T00:00:00Z',
    ]);
    expect(await age('date', '7d', '2999-01-01')).toEqual(['no value that is not in the future']);
  });
});

describe('nulls and NaN apart', () => {
  test('each has its share', async () => {
    const values = ['1', '', 'nan', 'nan'];
    const apart = { type: 'number', nullable: { 'at-most': 0.25 }, nan: { 'at-most': '50 %' } };
    expect((await columnFindings(apart, ...values)).findings).toEqual([]);
    const none = { type: 'number', nullable: false, nan: false };
    expect((await columnFindings(none, ...values)).findings).toMatchObject([
      { check: 'nan', expected: 'no NaN', rows: 2, examples: [{ row: 3 }, { row: 4 }] },
      { check: 'nulls', expected: 'no nulls', rows: 1, examples: [{ row: 2 }] },
    ]);
    // Without a word on NaN it is as good as null.
    expect((await columnFindings({ type: 'number' }, ...values)).findings).toMatchObject([
      { check: 'nulls', rows: 3 },
    ]);
  });
});
