import { dataReportSchema, parseDataContract } from '@assay/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSource } from './source/index.ts';
import {
  columnFindings,
  engineFor,
  findingsOf,
  sourceOf,
  temporaryFolder,
  writeParquet,
} from './temporary-data.ts';
import { validate } from './validate.ts';

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
    const warned = await columnFindings({ type: 'integer', severity: 'warn' }, 'x');
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

  test('of a column without a rule that is named like something private no value is shown, unless its rule says so', async () => {
    const data = 'email,phone,x\ns3cret,777,1\ns3cret,777,1\n';
    const x = { type: 'integer' };
    const across = {
      unique: ['email', ['phone', 'x']],
      rules: [{ name: 'r', expect: "email <> 's3' || 'cret'" }],
    };
    const report = await findingsOf(data, { ...across, columns: { x } });
    expect(report.findings.map(({ check }) => check)).toEqual(expect.arrayContaining(['rule', 'unique']));
    expect(JSON.stringify(report.findings)).not.toMatch(/s3cret|777/);
    const named = await findingsOf(data, { unique: ['email'], columns: { x, email: { type: 'string' } } });
    expect(named.findings[0]?.examples).toEqual([{ row: 2, value: 's3cret' }]);
  });

  test('at most five examples, by row over the files in order, and long values cut', async () => {
    const files = { 'a.csv': 'x\n1\nbad\n', 'b.csv': `x\n${'y'.repeat(1000)}\n${'bad\n'.repeat(9)}` };
    const { engine, source } = await sourceOf(files);
    const contract = parseDataContract('{"assay-data": 1, "columns": {"x": {"type": "integer"}}}', 'c.yml');
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
    const contract = parseDataContract(text, 'c.yml');
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
