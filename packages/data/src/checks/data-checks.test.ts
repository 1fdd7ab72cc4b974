import { parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { columnFindings, engineFor, findingsOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

describe('unique', () => {
  test('a column: the later rows break it, nulls do not', async () => {
    const report = await columnFindings(
      { type: 'integer', unique: true, nullable: true },
      7,
      '',
      8,
      7,
      '',
      7,
    );
    expect(report.findings).toMatchObject([
      {
        column: 'x',
        check: 'unique',
        rows: 2,
        observed: '2 rows of 6 (33.3 %) repeat an earlier key',
        examples: [
          { row: 4, value: '7' },
          { row: 6, value: '7' },
        ],
      },
    ]);
  });

  test('a key of several columns', async () => {
    const contract = { unique: [['a', 'b']], columns: { a: { type: 'integer' }, b: { type: 'string' } } };
    expect((await findingsOf('a,b\n1,x\n1,y\n2,x\n', contract)).findings).toEqual([]);
    expect((await findingsOf('a,b\n1,x\n1,y\n1,x\n', contract)).findings).toMatchObject([
      {
        column: null,
        check: 'unique',
        severity: 'error',
        rows: 1,
        examples: [{ row: 3, value: 'a=1, b=x' }],
      },
    ]);
  });

  test('the first repeats are found early among many rows, and late', async () => {
    const folder = temporaryFolder();
    const repeats = async (id: string) => {
      await writeParquet(folder, 'a.parquet', `SELECT ${id} AS x FROM range(60000)`);
      const engine = engineFor(folder);
      const source = await openSource(engine, { path: 'a.parquet', root: folder });
      const text = '{"assay-data": 1, "columns": {"x": {"type": "integer", "unique": true}}}';
      const { findings } = await validate(engine, source, parseDataContract(text, 'c.yml'), { name: 'd' });
      return { rows: findings[0]?.rows, first: findings[0]?.examples.map(({ row }) => row) };
    };
    // Row n has the number n - 1: from row 59,991 on all have the same.
    expect(await repeats('least(range, 59990)')).toEqual({
      rows: 9,
      first: [59992, 59993, 59994, 59995, 59996],
    });
    // Rows 11 to 20 and all from 59,991 on.
    expect(await repeats('CASE WHEN range < 20 THEN range % 10 ELSE least(range, 59990) END')).toEqual({
      rows: 19,
      first: [11, 12, 13, 14, 15],
    });
    // Two early ones and nine late ones.
    expect(await repeats('CASE WHEN range < 3 THEN 0 ELSE least(range, 59990) END')).toEqual({
      rows: 11,
      first: [2, 3, 59992, 59993, 59994],
    });
    // Every second row; and only rows behind the first 50,000.
    expect(await repeats('range // 2')).toEqual({ rows: 30_000, first: [2, 4, 6, 8, 10] });
    expect(await repeats('least(range, 55000)')).toEqual({
      rows: 4999,
      first: [55002, 55003, 55004, 55005, 55006],
    });
  });

  test('a key whose ends Parquet tells is counted beside others, which have none', async () => {
    const folder = temporaryFolder();
    // Every second row of x repeats one, and the last of y.
    const sql = "SELECT range // 2 AS x, 'k' || least(range, 119998) AS y FROM range(120000)";
    await writeParquet(folder, 'a.parquet', sql);
    const engine = engineFor(folder);
    const source = await openSource(engine, { path: 'a.parquet', root: folder });
    const broken = async (x: object | boolean, skip: string[] = []) => {
      const text = JSON.stringify({
        'assay-data': 1,
        columns: { x: { type: 'integer', unique: x }, y: { type: 'string', unique: true } },
        environments: { here: { skip } },
      });
      const options = { name: 'd', environment: 'here' };
      const { findings } = await validate(engine, source, parseDataContract(text, 'c.yml'), options);
      return Object.fromEntries(
        findings.map(({ column, rows, examples }) => [column, [rows, examples[0]?.row]]),
      );
    };
    expect(await broken(true)).toEqual({ x: [60_000, 2], y: [1, 120_000] });
    expect(await broken({ 'at-most': 0.4 })).toEqual({ x: [60_000, 2], y: [1, 120_000] });
    expect(await broken({ 'at-most': 0.5 })).toEqual({ y: [1, 120_000] });
    expect(await broken({ where: "y < 'k1'" })).toEqual({ y: [1, 120_000] });
    expect(await broken(true, ['unique'])).toEqual({});
  });

  test('whole numbers, close together or far apart, below zero or beyond 2^53, with nulls', async () => {
    const far = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
    const ids = fc.oneof(
      ...[fc.bigInt({ min: -20n, max: 20n }), fc.bigInt({ min: 2n ** 53n, max: 2n ** 53n + 30n }), far].map(
        (number) => fc.array(fc.option(number), { minLength: 1, maxLength: 40 }),
      ),
    );
    await fc.assert(
      fc.asyncProperty(ids, async (numbers) => {
        const present = numbers.filter((number) => number !== null);
        const repeats = present.length - new Set(present).size;
        const { findings } = await columnFindings(
          { type: 'integer', unique: true, nullable: true },
          ...numbers.map((number) => String(number ?? '')),
        );
        expect(findings.map(({ rows }) => rows)).toEqual(repeats === 0 ? [] : [repeats]);
      }),
      { numRuns: 40 },
    );
  });

  test('a share of repeats may be allowed, of a key of several columns too', async () => {
    const columns = { a: { type: 'integer', unique: { 'at-most': '50 %' } }, b: { type: 'string' } };
    expect((await findingsOf('a,b\n1,x\n1,x\n', { columns })).findings).toEqual([]);
    expect((await findingsOf('a,b\n1,x\n1,x\n1,x\n', { columns })).findings).toMatchObject([
      { column: 'a', expected: 'every value once, at most 50 % of rows again', rows: 2, of: 3 },
    ]);
    const unique = [{ columns: ['a', 'b'], severity: 'warn', reason: 'one a day', owner: '@x' }];
    expect((await findingsOf('a,b\n1,x\n1,x\n', { unique, columns })).findings).toMatchObject([
      { column: null, severity: 'warn', reason: 'one a day', owner: '@x', line: 1 },
    ]);
  });

  test('of a key with a condition only the rows that it picks are counted', async () => {
    const held = (most: string) => {
      const unique = [{ columns: ['a'], where: "b = 'x'", 'at-most': most }];
      const columns = { a: { type: 'integer' }, b: { type: 'string' } };
      return findingsOf('a,b\n1,x\n1,x\n2,x\n1,y\n3,y\n', { unique, columns });
    };
    // One of the three rows of x is a repeat: a third, though it is a fifth of all five.
    expect((await held('34 %')).findings).toEqual([]);
    expect((await held('30 %')).findings).toMatchObject([
      { observed: '1 row of 3 (33.3 %) repeats an earlier key', rows: 1, of: 3, fraction: 1 / 3 },
    ]);
  });

  test('a key that is not there is said, once', async () => {
    const contract = { unique: ['nowhere'], columns: { a: { type: 'integer' } } };
    expect((await findingsOf('a\n1\n', contract)).findings).toMatchObject([
      { column: 'nowhere', check: 'unique', observed: 'no column "nowhere"' },
    ]);
  });
});

describe('the data as a whole', () => {
  const columns = { a: { type: 'integer' }, b: { type: 'string', nullable: true } };

  test('copies of rows, nulls alike', async () => {
    const contract = { duplicates: { 'at-most': 0.25 }, columns };
    expect((await findingsOf('a,b\n1,\n1,\n2,x\n2,y\n', contract)).findings).toEqual([]);
    expect((await findingsOf('a,b\n1,\n1,\n2,x\n2,x\n', contract)).findings).toMatchObject([
      {
        column: null,
        check: 'duplicates',
        observed: '2 rows of 4 (50 %) are copies of an earlier one',
        examples: [
          { row: 2, value: null },
          { row: 4, value: null },
        ],
      },
    ]);
  });

  test('rows: within bounds, and at least one without', async () => {
    const rows = { 'at-least': 2, 'at-most': 3 };
    expect((await findingsOf('a,b\n1,x\n2,x\n', { rows, columns })).findings).toEqual([]);
    expect((await findingsOf('a,b\n1,x\n', { rows, columns })).findings).toMatchObject([
      { check: 'rows', expected: 'at least 2 rows', observed: '1 row' },
    ]);
    expect((await findingsOf('a,b\n1,x\n2,x\n3,x\n4,x\n', { rows, columns })).findings).toMatchObject([
      { check: 'rows', expected: 'at most 3 rows' },
    ]);
    expect((await findingsOf('a,b\n', { columns })).findings).toMatchObject([
      { check: 'rows', observed: '0 rows' },
    ]);
    expect((await findingsOf('a,b\n', { rows: { 'at-least': 0 }, columns })).outcome).toBe('pass');
  });

  test('a column is missing, and one is near', async () => {
    const report = await findingsOf('A,b\n1,x\n', { columns });
    expect(report.findings).toMatchObject([
      { column: 'a', check: 'columns', severity: 'error', observed: 'no such column, but "A"' },
      { column: 'A', check: 'extra-columns', severity: 'warn' },
    ]);
    const optional = { columns: { ...columns, c: { type: 'date', required: false, unique: true } } };
    expect((await findingsOf('a,b\n1,x\n', optional)).findings).toEqual([]);
  });

  test('a column is there with an accent that is a character of its own', async () => {
    const report = await findingsOf('cafe\u0301\n1\n', { columns: { 'caf\u00e9': { type: 'integer' } } });
    expect(report.findings[0]?.fix).toContain('accents');
  });

  test.each([
    ['allow', 'pass', 0],
    ['warn', 'pass', 1],
    ['error', 'fail', 1],
  ])('further columns: %s', async (extra, outcome, findings) => {
    const report = await findingsOf('a,b,c\n1,x,2\n', { columns, 'extra-columns': extra });
    expect(report.outcome).toBe(outcome);
    expect(report.findings).toHaveLength(findings);
    // The type as a contract would name it.
    for (const { observed } of report.findings) expect(observed).toBe('a further column (integer)');
  });
});

test('a key of one column is held though the column asks the same of some rows only', async () => {
  const { findings } = await findingsOf('x\n1\n1\n9\n', {
    columns: { x: { type: 'integer', unique: { where: 'x > 5' } } },
    unique: ['x'],
  });
  expect(findings).toMatchObject([{ column: 'x', check: 'unique', rows: 1, of: 3 }]);
});
