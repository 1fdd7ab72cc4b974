import { type DataContract, dataReportSchema, parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from './source/index.ts';
import { engineFor, findingsOf, sourceOf, temporaryFolder, writeParquet } from './temporary-data.ts';
import { validate } from './validate.ts';

/** One column x under a rule; further lines of CSV. */
const column = (rule: object, ...values: readonly (string | number)[]) =>
  findingsOf(`x,other\n${values.map((value) => `${value},a`).join('\n')}\n`, {
    columns: { x: rule },
    'extra-columns': 'allow',
  });

/** Parquet of a query, held against the rules of its columns. */
async function parquet(sql: string, columns: object) {
  const folder = temporaryFolder();
  await writeParquet(folder, 'a.parquet', sql);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 'a.parquet', root: folder });
  const contract = parseDataContract(JSON.stringify({ 'assay-data': 1, columns }), 'c.yml').value;
  return validate(engine, source, contract, { name: 'data' });
}

describe('type', () => {
  test('a value that does not read is a finding with its row, not a crash', async () => {
    const report = await column({ type: 'integer' }, 1, '5.0', 'abc', '2.5', 'abc', '1_000');
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
    const { findings } = await column({ type }, ...values);
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
    const report = await column({ type: 'number' }, 1, '', 3, 'nan');
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
    expect((await column(rule, 1, '', 3, 4)).findings).toEqual([]);
    expect((await column(rule, 1, '', '', 4)).findings).toMatchObject([{ expected: 'at most 25 % nulls' }]);
    expect((await column({ type: 'number', nullable: true }, '', '')).findings).toEqual([]);
  });
});

describe('range', () => {
  test('numbers, both ends allowed', async () => {
    const rule = { type: 'integer', range: { min: 0, max: 10 } };
    expect((await column(rule, 0, 10)).findings).toEqual([]);
    expect((await column(rule, -3, 5, 11, 11)).findings).toMatchObject([
      {
        check: 'range',
        expected: '0 to 10',
        observed: '3 rows of 4 (75 %): "11" (2), "-3" (1); values go from -3 to 11',
        examples: [{ row: 1 }, { row: 3 }, { row: 4 }],
      },
    ]);
    expect((await column({ type: 'integer', range: { min: 0.5 } }, 0, 1)).findings).toMatchObject([
      { rows: 1 },
    ]);
    expect((await column({ type: 'number', range: { max: 1 } }, '1.5', 'inf')).findings).toMatchObject([
      { rows: 2 },
    ]);
  });

  test('beyond 2^53 a bound and a value differ by one', async () => {
    const { findings } = await column(
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
    const days = await column(
      { type: 'date', range: { min: '2026-01-01', max: '2026-01-31' } },
      '2025-12-31',
      '2026-01-31',
    );
    expect(days.findings).toMatchObject([{ check: 'range', rows: 1, examples: [{ value: '2025-12-31' }] }]);
    const times = { type: 'timestamp', range: { max: '2026-01-31' } };
    expect((await column(times, '2026-01-31T23:59:59')).findings).toEqual([]);
    expect((await column(times, '2026-02-01T00:00:00')).findings).toMatchObject([{ rows: 1 }]);
  });

  test('within the tolerance nothing is said', async () => {
    const rule = { type: 'number', range: { max: 1 }, tolerance: 0.5 };
    expect((await column(rule, 0, 5)).findings).toEqual([]);
    expect((await column(rule, 5, 5, 0)).findings).toMatchObject([{ rows: 2 }]);
  });
});

describe('allowed', () => {
  test('text, with the commonest strangers', async () => {
    const report = await column(
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
    const { findings } = await column({ type, allowed }, ...good, bad);
    expect(findings).toMatchObject([{ check: 'allowed', rows: 1, examples: [{ value: bad }] }]);
  });

  test('text of many values is held row by row', async () => {
    const values = Array.from({ length: 25_000 }, (_, i) => `v${i}`);
    const { findings } = await column({ type: 'string', allowed: values.slice(1) }, ...values);
    expect(findings).toMatchObject([{ rows: 1, fraction: 1 / 25_000, examples: [{ row: 1, value: 'v0' }] }]);
  });

  test('within the tolerance nothing is said', async () => {
    expect((await column({ type: 'string', allowed: ['a'], tolerance: 0.5 }, 'a', 'b')).findings).toEqual([]);
  });
});

describe('unique', () => {
  test('a column: the later rows break it, nulls do not', async () => {
    const report = await column({ type: 'integer', unique: true, nullable: true }, 7, '', 8, 7, '', 7);
    expect(report.findings).toMatchObject([
      {
        column: 'x',
        check: 'unique',
        rows: 2,
        observed: '2 rows repeat an earlier key',
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
        observed: '2 rows (50 %) are copies of an earlier one',
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

  test.each([
    ['allow', 'pass', 0],
    ['warn', 'pass', 1],
    ['error', 'fail', 1],
  ])('further columns: %s', async (extra, outcome, findings) => {
    const report = await findingsOf('a,b,c\n1,x,2\n', { columns, 'extra-columns': extra });
    expect(report.outcome).toBe(outcome);
    expect(report.findings).toHaveLength(findings);
  });
});

describe('the report', () => {
  test('is of the form that a record keeps; errors come first, then by fraction', async () => {
    const report = await findingsOf('a,b,c\n-1,,2\n1,,2\n-1,x,\n', {
      columns: {
        a: { type: 'integer', range: { min: 0 }, severity: 'warn' },
        b: { type: 'string' },
        c: { type: 'integer' },
      },
    });
    expect(dataReportSchema.parse(report)).toEqual(report);
    expect(report.findings.map(({ column, severity }) => `${column} ${severity}`)).toEqual([
      'b error',
      'c error',
      'a warn',
    ]);
    // type of three columns, nulls of three, range of one; three columns there, none further, rows.
    expect(report.checks).toBe(7 + 3 + 1 + 1);
  });

  test('only warnings pass; without a contract it is inconclusive, with its profile', async () => {
    const warned = await column({ type: 'integer', severity: 'warn' }, 'x');
    expect(warned).toMatchObject({ outcome: 'pass', findings: [{ severity: 'warn' }] });
    const { engine, source } = await sourceOf({ 'a.csv': 'x\n1\n' });
    const report = await validate(engine, source, null, { name: 'data', now: () => 5 });
    expect(report).toMatchObject({
      outcome: 'inconclusive',
      findings: [],
      checks: 0,
      seconds: 0,
      profile: [{ max: 1 }],
    });
  });

  test('no value of a sensitive column is in it, whatever fails', async () => {
    const report = await findingsOf('x,y,z\n12345,s3cret,s3cret2\n12345,s3cret,777777\n', {
      unique: [['x', 'y']],
      columns: {
        x: { type: 'integer', sensitive: true, unique: true, range: { max: 5 } },
        y: { type: 'string', sensitive: true, allowed: ['hidden'] },
        z: { type: 'date', sensitive: true },
      },
    });
    expect(report.findings.map(({ check }) => check).sort()).toEqual([
      'allowed',
      'range',
      'type',
      'unique',
      'unique',
    ]);
    expect(report.findings.every(({ examples }) => examples.length > 0)).toBe(true);
    // The mean of x is not a value of a row, but is one here.
    expect(
      JSON.stringify({ ...report, profile: report.profile.map((p) => ({ ...p, mean: null })) }),
    ).not.toMatch(/12345|s3cret|777777|hidden/);
  });

  test('at most five examples, by row over the files in order, and long values cut', async () => {
    const files = { 'a.csv': 'x\n1\nbad\n', 'b.csv': `x\n${'y'.repeat(1000)}\n${'bad\n'.repeat(9)}` };
    const { engine, source } = await sourceOf(files);
    const contract = parseDataContract(
      '{"assay-data": 1, "columns": {"x": {"type": "integer"}}}',
      'c.yml',
    ).value;
    const { findings } = await validate(engine, source, contract, { name: 'data' });
    expect(findings[0]?.rows).toBe(11);
    expect(findings[0]?.examples.map(({ row }) => row)).toEqual([2, 3, 4, 5, 6]);
    expect(findings[0]?.examples[1]?.value).toBe(`${'y'.repeat(100)}…`);
  });

  test('is the same in ten runs', async () => {
    const folder = temporaryFolder();
    await writeParquet(
      folder,
      'a.parquet',
      `SELECT hash(range) / 1e17 AS x, (hash(range) % 50)::VARCHAR AS t, range % 400000 AS id FROM range(500000)`,
    );
    const text = JSON.stringify({
      'assay-data': 1,
      duplicates: { 'at-most': 0 },
      columns: {
        x: { type: 'number', range: { max: 100 } },
        t: { type: 'string', allowed: ['1', '2'] },
        id: { type: 'integer', unique: true },
      },
    });
    const contract: DataContract = parseDataContract(text, 'c.yml').value;
    const seen = new Set<string>();
    for (let run = 0; run < 10; run++) {
      const engine = engineFor(folder);
      const source = await openSource(engine, { path: 'a.parquet', root: folder });
      const report = await validate(engine, source, contract, { name: 'data', now: () => 0 });
      seen.add(JSON.stringify(report));
      expect(report.findings.map(({ check }) => check).sort()).toEqual(['allowed', 'range', 'unique']);
    }
    expect(seen.size).toBe(1);
  });
});

test('hostile names and values go through every check as they are', async () => {
  const name = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .map((text) => `${text}"); DROP TABLE x; --`)
    .filter((text) => text.isWellFormed() && !/[\0\r\n]/.test(text));
  const cell = fc.constantFrom("'; DROP TABLE x; --", '$1', '%s', '=1+1', '😀', '{{ x }}', '`', '\\');
  await fc.assert(
    fc.asyncProperty(name, cell, async (column, value) => {
      const quoted = `"${column.replaceAll('"', '""')}"`;
      const report = await findingsOf(`${quoted},y\n${value},1\n${value},2\n`, {
        unique: [[column, 'y']],
        duplicates: { 'at-most': 0 },
        columns: { [column]: { type: 'string', allowed: ['a'], unique: true }, y: { type: 'integer' } },
      });
      expect(report.findings).toMatchObject([
        { column, check: 'allowed', rows: 2, examples: [{ value }, { value }] },
        { column, check: 'unique', rows: 1, examples: [{ row: 2, value }] },
      ]);
    }),
    { numRuns: 40 },
  );
});
