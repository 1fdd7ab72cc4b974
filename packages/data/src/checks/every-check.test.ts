import { UserError } from '@assay/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingsOf } from '../temporary-data.ts';

const number = {
  nullable: { 'at-most': 1 },
  nan: { 'at-most': 1 },
  unique: { 'at-most': 0.5, where: 'n > 0' },
  range: { min: -10, max: 10, where: "t <> 'x'" },
  allowed: [1, 2, 3],
  forbidden: { values: [4], where: 'd IS NULL' },
  mean: { min: 0, max: 1 },
  sd: { max: 1 },
  sum: { max: 1, where: "t = 'a'" },
  quantiles: { 0: { min: 0 }, 0.5: { min: 0, max: 1 }, 1: { max: 1, where: 'n < 100' } },
  distinct: { max: 1, where: 'n IS NOT NULL' },
  order: { is: 'strictly-increasing', 'at-most': 0.1 },
  outliers: { iqr: 1.5, 'robust-z': 3.5, where: 'n > -100' },
};
const text = {
  nullable: true,
  length: { min: 1, max: 2 },
  pattern: '[a-c]+',
  distinct: { max: 2 },
  order: 'decreasing',
};
const date = {
  nullable: true,
  range: { min: '1900-01-01', max: '2999-12-31' },
  fresh: '7d',
  order: 'increasing',
};
const contract = {
  rows: { 'at-least': 0 },
  unique: ['t', ['n', 't'], { columns: ['t', 'd'], where: 'n = 1' }],
  duplicates: { 'at-most': '10 %' },
  'column-order': 'error',
  columns: {
    n: { type: 'number', ...number },
    i: { type: 'integer', ...number },
    t: { type: 'string', ...text },
    e: { type: 'email', nullable: true, tolerance: '1 %' },
    d: { type: 'date', ...date },
    z: { type: 'timestamp-with-zone', ...date },
  },
  rules: [
    { name: 'r', expect: "n <= i AND (t LIKE 'a%' OR length(t) < 3)", where: "d >= DATE '1900-01-01'" },
  ],
};

const hostile = fc.oneof(
  fc.constantFrom(
    '',
    'nan',
    'inf',
    '-inf',
    '1e308',
    '-1e308',
    '-0',
    '007',
    '9007199254740993',
    '1_000',
    'a@b.co',
  ),
  fc.constantFrom(
    '1850-01-01',
    '9999-12-31',
    '10000-01-01',
    '2026-01-31T10:00:00+14:00',
    '0001-01-01',
    'infinity',
  ),
  fc.constantFrom("'", '"', '😀', '\u202e', '%s', '$1', ';', '{', '\\', 'a\nb', 'null'),
  fc.integer({ min: -5, max: 5 }).map(String),
  fc.string({ maxLength: 4 }).filter((value) => value.isWellFormed() && !/[\0\r]/.test(value)),
);

test('every check at once, on whatever data: a report, whose figures hold together', async () => {
  const row = fc.array(hostile, { minLength: 6, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
      const quoted = rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(','));
      const csv = `n,i,t,e,d,z\n${quoted.map((line) => `${line}\n`).join('')}`;
      const report = await findingsOf(csv, contract).catch((error) => {
        // What the reader of CSV refuses is not the checks' affair.
        if (error instanceof UserError && error.code.startsWith('data-')) return null;
        throw error;
      });
      if (report === null) return;
      expect(report.rows).toBe(rows.length);
      for (const { rows: broken, of = 0, fraction, examples, fix, line } of report.findings) {
        expect(broken).toBeLessThanOrEqual(of);
        if (of > 0) expect(fraction).toBeCloseTo(broken / of, 12);
        expect(examples.length).toBeLessThanOrEqual(Math.min(5, broken));
        for (const example of examples) expect(example.row).toBeLessThanOrEqual(rows.length);
        expect(fix).not.toBe('');
        expect(line).toBe(1);
      }
      if (rows.length === 0) expect(report.findings).toEqual([]);
    }),
    { numRuns: 6 },
  );
});

test('columns without a value break what asks for a figure, and nothing else', async () => {
  const { findings } = await findingsOf(`n,i,t,e,d,z\n${'nan,,,,,\n'.repeat(3)}`, {
    ...contract,
    duplicates: { 'at-most': 1 },
  });
  const checks = findings.map(({ column, check }) => `${column} ${check}`).sort();
  const figures = ['mean', 'quantile 0', 'quantile 0.5', 'sd'];
  expect(checks).toEqual([
    'd fresh',
    ...figures.map((check) => `i ${check}`),
    ...figures.map((check) => `n ${check}`),
    'z fresh',
  ]);
});
