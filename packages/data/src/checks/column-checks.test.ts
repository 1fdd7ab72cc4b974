import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { columnFindings, engineFor, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

/** Parquet of a query, held against the rules of its columns. */
async function parquet(sql: string, columns: object) {
  const folder = temporaryFolder();
  await writeParquet(folder, 'a.parquet', sql);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 'a.parquet', root: folder });
  const contract = parseDataContract(JSON.stringify({ 'assay-data': 1, columns }), 'c.yml');
  return validate(engine, source, contract, { name: 'data' });
}

describe('type', () => {
  test('a value that does not read is a finding with its row, not a crash', async () => {
    const report = await columnFindings({ type: 'integer' }, 1, '5.0', 'abc', '2.5', 'abc', '1_000');
    expect(report.outcome).toBe('fail');
    expect(report.findings).toEqual([
      {
        column: 'x',
        check: 'type',
        severity: 'error',
        expected: 'a whole number',
        observed: '4 rows of 6 (66.7 %): "abc" (2), "1_000" (1), "2.5" (1)',
        rows: 4,
        fraction: 4 / 6,
        examples: [
          { row: 3, value: 'abc' },
          { row: 4, value: '2.5' },
          { row: 5, value: 'abc' },
          { row: 6, value: '1_000' },
        ],
        of: 6,
        fix: 'correct these values at their source (what is not known is an empty field), or change the type',
        line: 1,
      },
    ]);
  });

  test.each([
    ['number', ['1', '-2.5e3', ' 7 ', 'inf'], ['x', '1,5', '0x']],
    ['boolean', ['true', 'FALSE'], ['yes', '1', 't']],
    ['date', ['2026-01-31', '2024-02-29'], ['2026-02-30', '31.01.2026', '2026-01-31 10:00:00', 'infinity']],
    [
      'timestamp',
      ['2026-01-31', '2026-01-31T10:00:00.5Z', '2026-01-31 10:00'],
      ['10:00', '2026-01-31 25:00'],
    ],
    ['string', ['x', '1', ' '], []],
    ['integer', ['1', '007', '-0', '170141183460469231731687303715884105727'], ['1e-1', '1e99', 'x']],
  ])('%s reads %j and not %j', async (type, good, bad) => {
    const values = [...good, ...bad].map((value) => `"${value}"`);
    const { findings } = await columnFindings({ type }, ...values);
    expect(findings.flatMap(({ examples }) => examples.map(({ value }) => value))).toEqual(bad);
  });

  test('Parquet is judged by its types: a column of another type breaks in every row that is not null', async () => {
    const { findings } = await parquet(`SELECT unnest(['1', '2', NULL]) AS x`, {
      x: { type: 'integer', nullable: true },
    });
    expect(findings).toMatchObject([
      { check: 'type', rows: 2, observed: '2 rows of 3 (66.7 %); the column is VARCHAR', examples: [] },
    ]);
  });

  test('Parquet: floats that are whole are integers, timestamps at midnight dates, and all else is not', async () => {
    const { findings } = await parquet(
      `SELECT unnest([1.0, 2.5, 'NaN'::DOUBLE]) AS i, unnest([TIMESTAMP '2026-01-31', TIMESTAMP '2026-01-31 01:00:00', NULL]) AS d`,
      { i: { type: 'integer', nullable: true }, d: { type: 'date', nullable: true } },
    );
    expect(findings).toMatchObject([
      { column: 'i', check: 'type', examples: [{ row: 2, value: '2.5' }] },
      { column: 'd', check: 'type', examples: [{ row: 2, value: '2026-01-31 01:00:00' }] },
    ]);
  });
});

describe('nulls', () => {
  test('none allowed', async () => {
    const report = await columnFindings({ type: 'number' }, 1, '', 3, 'nan');
    expect(report.findings).toMatchObject([
      {
        check: 'nulls',
        expected: 'no nulls',
        rows: 2,
        fraction: 0.5,
        examples: [{ row: 2, value: null }, { row: 4 }],
      },
    ]);
  });

  test('up to a fraction: at the fraction they pass', async () => {
    const rule = { type: 'number', nullable: { 'at-most': 0.25 } };
    expect((await columnFindings(rule, 1, '', 3, 4)).findings).toEqual([]);
    expect((await columnFindings(rule, 1, '', '', 4)).findings).toMatchObject([
      { expected: 'at most 25 % nulls', fix: expect.stringContaining('raise at-most') },
    ]);
    expect((await columnFindings({ type: 'number', nullable: true }, '', '')).findings).toEqual([]);
  });
});

describe('range', () => {
  test('numbers, both ends allowed', async () => {
    const rule = { type: 'integer', range: { min: 0, max: 10 } };
    expect((await columnFindings(rule, 0, 10)).findings).toEqual([]);
    expect((await columnFindings(rule, -3, 5, 11, 11)).findings).toMatchObject([
      {
        check: 'range',
        expected: '0 to 10',
        observed: '3 rows of 4 (75 %): "11" (2), "-3" (1); values go from -3 to 11',
        examples: [{ row: 1 }, { row: 3 }, { row: 4 }],
      },
    ]);
    expect((await columnFindings({ type: 'integer', range: { min: 0.5 } }, 0, 1)).findings).toMatchObject([
      { rows: 1 },
    ]);
    expect(
      (await columnFindings({ type: 'number', range: { max: 1 } }, '1.5', 'inf')).findings,
    ).toMatchObject([{ rows: 2 }]);
  });

  test('beyond 2^53 a bound and a value differ by one', async () => {
    const { findings } = await columnFindings(
      { type: 'integer', range: { max: '9007199254740992' } },
      '9007199254740992',
      '9007199254740993',
    );
    expect(findings).toMatchObject([
      {
        rows: 1,
        observed: expect.stringContaining('to 9007199254740993'),
        examples: [{ row: 2, value: '9007199254740993' }],
      },
    ]);
  });

  test('dates; and a date as the upper bound of a timestamp covers its day', async () => {
    const days = await columnFindings(
      { type: 'date', range: { min: '2026-01-01', max: '2026-01-31' } },
      '2025-12-31',
      '2026-01-31',
    );
    expect(days.findings).toMatchObject([{ check: 'range', rows: 1, examples: [{ value: '2025-12-31' }] }]);
    const times = { type: 'timestamp', range: { max: '2026-01-31' } };
    expect((await columnFindings(times, '2026-01-31T23:59:59')).findings).toEqual([]);
    expect((await columnFindings(times, '2026-02-01T00:00:00')).findings).toMatchObject([{ rows: 1 }]);
  });

  test('within the tolerance nothing is said', async () => {
    const rule = { type: 'number', range: { max: 1 }, tolerance: 0.5 };
    expect((await columnFindings(rule, 0, 5)).findings).toEqual([]);
    expect((await columnFindings(rule, 5, 5, 0)).findings).toMatchObject([{ rows: 2 }]);
  });
});

describe('allowed', () => {
  const spelt = async (rule: object, ...values: string[]) =>
    (await columnFindings({ type: 'string', allowed: ['Male', 'Female'], ...rule }, ...values)).findings[0]
      ?.fix;

  test('what differs only in case or in blanks around it is said to', async () => {
    expect(await spelt({}, 'Male', 'male', '" Female "', 'diverse')).toBe(
      'write " Female " as "Female", "male" as "Male" at the source: only case or blanks around them differ; add other new values here if they are right',
    );
    const other = 'add the new values here if they are right, or correct them at their source';
    expect(await spelt({}, 'Male', 'diverse')).toBe(other);
    expect(await spelt({ sensitive: true }, 'male')).toBe(other);
  });

  test('text, with the commonest strangers', async () => {
    const report = await columnFindings(
      { type: 'string', allowed: ['Cash', 'Card'] },
      'Cash',
      'Prcard',
      'Card',
      'Prcard',
      'cash',
    );
    expect(report.findings).toMatchObject([
      {
        check: 'allowed',
        expected: 'one of "Cash", "Card"',
        observed: '3 rows of 5 (60 %): "Prcard" (2), "cash" (1)',
        examples: [{ row: 2, value: 'Prcard' }, { row: 4 }, { row: 5, value: 'cash' }],
      },
    ]);
  });

  test.each([
    ['integer', [0, 1], ['0', '1.0'], '2'],
    ['number', [0.5, '1'], ['0.50', '1'], '2'],
    ['boolean', [true], ['true', 'TRUE'], 'false'],
    ['date', ['2026-01-31'], ['2026-01-31'], '2026-02-01'],
  ])('%s %j', async (type, allowed, good, bad) => {
    const { findings } = await columnFindings({ type, allowed }, ...good, bad);
    expect(findings).toMatchObject([{ check: 'allowed', rows: 1, examples: [{ value: bad }] }]);
  });

  test('text of many values is held row by row', async () => {
    const values = Array.from({ length: 25_000 }, (_, i) => `v${i}`);
    const { findings } = await columnFindings({ type: 'string', allowed: values.slice(1) }, ...values);
    expect(findings).toMatchObject([{ rows: 1, fraction: 1 / 25_000, examples: [{ row: 1, value: 'v0' }] }]);
  });

  test('within the tolerance nothing is said', async () => {
    expect(
      (await columnFindings({ type: 'string', allowed: ['a'], tolerance: 0.5 }, 'a', 'b')).findings,
    ).toEqual([]);
  });
});
