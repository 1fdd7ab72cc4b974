import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  type ColumnProfile,
  type DataReport,
  dataReportSchema,
} from '../../../packages/contract/src/index.ts';
import {
  openSource,
  openTrinoData,
  openTrinoTable,
  quoteName,
  shownKey,
  validate,
} from '../../../packages/data/src/index.ts';
import { BothEngines, byKey, located, trino } from './both-engines.ts';
import { COLUMNS, CONTRACT, ROWS } from './rows.ts';

describe.skipIf(!trino.available)(
  'checks of the same rows in a file and in Trino',
  { timeout: 300_000 },
  () => {
    const at = new BothEngines();

    test('every check counts the same rows of every type, and shows the same of them', async () => {
      await at.both('every', ROWS, COLUMNS);
      const { file, table } = await at.reports('every', CONTRACT);
      expect([table.rows, table.checks]).toEqual([file.rows, file.checks]);
      expect(table.findings).toEqual(file.findings.map(byKey));
      expect(file.findings.length).toBeGreaterThan(90);
      const { seconds: _, ...kept } = table;
      expect(dataReportSchema.parse(kept)).toEqual(kept);

      const figures = ({ mean: _mean, sd: _sd, ...column }: ColumnProfile) => column;
      expect(table.profile.map(figures)).toEqual(file.profile.map(figures));
      for (const [i, { mean, sd }] of file.profile.entries()) {
        const near = 1e-12 * Math.max(Math.abs(mean ?? 0), sd ?? 0);
        expect(Math.abs((table.profile[i]?.mean ?? 0) - (mean ?? 0))).toBeLessThanOrEqual(near);
        expect(Math.abs((table.profile[i]?.sd ?? 0) - (sd ?? 0))).toBeLessThanOrEqual(near);
      }
      // 38 digits, to the last.
      expect(table.profile.find(({ column }) => column === 'huge')).toMatchObject({
        min: '99999999999999999999999999999999999970',
        max: '99999999999999999999999999999999999999',
      });
    });

    test('the digest is of the rows, in whatever order, and not of another row', async () => {
      const rows = (order: string, last: number) =>
        `SELECT i, nullif(i % 3, 0)::DOUBLE AS x FROM (SELECT CASE WHEN i = 99 THEN ${last} ELSE i END AS i FROM range(100) r(i)) ORDER BY i ${order}`;
      await at.both('up', rows('ASC', 99), 'i bigint, x double');
      await at.both('down', rows('DESC', 99), 'i bigint, x double');
      await at.both('other', rows('ASC', 98), 'i bigint, x double');
      const digests: string[] = [];
      for (const name of ['up', 'down', 'other']) {
        const { digested } = await openTrinoData(at.asked, `trino://hive.ml.${name}`);
        digests.push((await digested()).digest);
      }
      expect(digests[1]).toBe(digests[0]);
      expect(digests[2]).not.toBe(digests[0]);
    });

    test('quartiles are within 0.1 % of the rows, sums within 1e-12', async () => {
      await at.both(
        'many',
        'SELECT i AS id, exp(sin(i) * 5) AS x FROM range(50000) r(i)',
        'id bigint, x double',
      );
      const { file, table } = await at.reports('many', {
        'assay-data': 1,
        columns: { id: { type: 'integer' }, x: { type: 'number', sum: { max: 0 } } },
      });
      expect(table.findings[0]?.observed).toBe(file.findings[0]?.observed);
      const rows = `'${join(at.server.lake, 'many/rows.parquet')}'`;
      for (const share of [0.25, 0.5, 0.75]) {
        const [row] = await at.asked.query(
          `SELECT ${at.asked.dialect.quantile('x', share)} AS q FROM hive.ml.many`,
        );
        const [rank] = await at.duckdb.query(
          `SELECT avg((x <= CAST($1 AS DOUBLE))::INTEGER) AS share FROM ${rows}`,
          [Number(row?.['q'])],
        );
        expect(Math.abs(Number(rank?.['share']) - share)).toBeLessThan(0.001 + 1 / 50_000);
      }
      const found = await at.reports('many', {
        'assay-data': 1,
        columns: { id: { type: 'integer' }, x: { type: 'number', outliers: { iqr: 0.5, 'robust-z': 3.5 } } },
      });
      const checks = ({ findings }: DataReport) => findings.map(({ check }) => check).sort();
      expect(checks(found.table)).toEqual(['outliers iqr', 'outliers robust-z']);
      for (const { check, rows: exact } of found.file.findings) {
        const about = found.table.findings.find((finding) => finding.check === check)?.rows ?? 0;
        expect(Math.abs(about - exact)).toBeLessThan(0.005 * 50_000);
      }
    });

    test('keys of another table', async () => {
      await at.both(
        'trips',
        'SELECT i AS id, i % 5 AS a, i % 3 AS b FROM range(100) r(i)',
        'id bigint, a bigint, b bigint',
      );
      await at.both('pairs', 'SELECT i % 4 AS a, i % 2 AS b FROM range(100) r(i)', 'a bigint, b bigint');
      const contract = located({
        unique: ['id'],
        columns: { id: { type: 'integer' }, a: { type: 'integer' }, b: { type: 'integer' } },
        references: [
          { column: 'a', data: 'pairs' },
          { column: ['a', 'b'], data: 'pairs', where: 'id < 50' },
        ],
      });
      const root = at.server.lake;
      const file = await openSource(at.duckdb, { path: 'trips/rows.parquet', root });
      const table = await openTrinoData(at.asked, 'trino://hive.ml.trips', { key: ['id'] });
      const counts = ({ findings }: DataReport) => findings.map(({ observed, rows }) => [observed, rows]);
      const inFile = await validate(at.duckdb, file, contract, {
        name: 'trips',
        open: () => openSource(at.duckdb, { path: 'pairs/rows.parquet', root }),
      });
      const inTable = await validate(at.asked, table, contract, {
        name: 'trips',
        open: () => openTrinoTable(at.asked, 'trino://hive.ml.pairs'),
      });
      expect(counts(inFile)).toHaveLength(2);
      expect(counts(inTable)).toEqual(counts(inFile));
    });

    test('only the rows that a condition picks', async () => {
      const columns = 'id bigint, day date, fare double, kind varchar';
      const rows =
        "SELECT i AS id, DATE '2026-11-20' + CAST(i % 3 AS INTEGER) AS day, CASE i WHEN 7 THEN NULL WHEN 8 THEN 'nan'::DOUBLE ELSE i / 2 END AS fare, chr(CAST(97 + i % 2 AS INTEGER)) AS kind FROM range(60) r(i)";
      const where = "day = DATE '2026-11-21' AND NOT (Fare >= 20) AND kind <> 'x''; --'";
      await at.both('days', rows, columns);
      await at.both('picked', `SELECT * FROM (${rows}) WHERE ${where}`, columns);
      const found = [];
      for (const [name, only] of [
        ['days', where],
        ['picked', undefined],
      ] as const) {
        const table = await openTrinoData(at.asked, `trino://hive.ml.${name}`, { where: only });
        const { seconds: _, ...report } = await validate(at.asked, table, null, { name: 'days' });
        found.push(report);
      }
      // Every third of the 60 rows from 1 on: 1, 4, … 37 have fares under 20, 7 has none.
      expect(found[0]?.rows).toBe(12);
      expect(found[0]).toEqual(found[1]);
    });

    test.each([
      'id',
      'id +',
      'gone = 1',
      '(SELECT true)',
      'id = 1; DELETE FROM hive.ml.trips',
      "kind = DATE '2026-01-01'",
    ])('no condition on the rows of a table: %s', async (where) => {
      const opened = openTrinoTable(at.asked, 'trino://hive.ml.days', { where });
      await expect(opened).rejects.toMatchObject({ code: 'trino-where' });
    });

    test('moments with their zone, and names that break out of quotes', async () => {
      const hostile = `a"); drop table x; -- '😀 $1`;
      const name = quoteName(hostile);
      await at.server.ask('CREATE SCHEMA IF NOT EXISTS memory.ml');
      const rows = [
        "(1, TIMESTAMP '2026-01-31 10:00:00.5 +02:00', 'x')",
        "(2, TIMESTAMP '2026-01-31 23:30:00.0 America/New_York', ''';--')",
        '(3, NULL, NULL)',
      ];
      await at.server.ask(
        `CREATE TABLE memory.ml.${quoteName('odd "name"')} AS SELECT * FROM (VALUES ${rows}) t(id, at, ${name})`,
      );
      const contract = located({
        unique: [hostile],
        rules: [{ name: 'hostile', expect: `${name} = 'x' OR "at" IS NULL` }],
        columns: {
          id: { type: 'integer' },
          at: { type: 'timestamp-with-zone', nullable: true, range: { max: '2026-01-31T08:00:00Z' } },
          [hostile]: { type: 'string', nullable: true, allowed: ['y'] },
        },
      });
      const source = await openTrinoData(at.asked, 'trino://memory.ml."odd ""name"""', {
        key: shownKey(contract.value),
      });
      const { findings, profile } = await validate(at.asked, source, contract, { name: 'odd' });
      // 10:00:00.5 at +02:00 is 08:00:00.5 in UTC, which is later; 23:30 in New York is 04:30 of the next day.
      expect(profile.find(({ column }) => column === 'at')).toMatchObject({
        type: 'TIMESTAMP WITH TIME ZONE',
        nulls: 1,
        min: '2026-01-31 08:00:00.5',
        max: '2026-02-01 04:30:00',
      });
      const late = { row: null, key: `${hostile}=';--`, value: '2026-02-01 04:30:00+00' };
      const early = { row: null, key: `${hostile}=x`, value: '2026-01-31 08:00:00.5+00' };
      const of = (check: string) => findings.find((finding) => finding.check === check);
      expect(of('range')).toMatchObject({ rows: 2, examples: [late, early] });
      expect(of('allowed')).toMatchObject({ rows: 2 });
      const both = `${hostile}=';--, at=2026-02-01 04:30:00+00`;
      expect(of('rule')).toMatchObject({ rows: 1, examples: [{ key: late.key, value: both }] });
    });

    test.each([
      ['order', { columns: { id: { type: 'integer', order: 'increasing' } } }, 'contract-engine'],
      ['a function', { rules: [{ name: 'r', expect: 'ln(a) > 0' }], columns: {} }, 'contract-condition'],
      ['types', { rules: [{ name: 'r', expect: "a > 'a'" }], columns: {} }, 'contract-condition'],
      ['a pattern', { columns: { id: { type: 'string', pattern: '(a+)+' } } }, 'contract-pattern'],
      ['no condition', { rules: [{ name: 'r', expect: 'a + 1' }], columns: {} }, 'contract-condition'],
    ])('what Trino cannot answer is refused at its line: %s', async (_what, contract, code) => {
      const source = await openTrinoData(at.asked, 'trino://hive.ml.trips');
      await expect(validate(at.asked, source, located(contract), { name: 'trips' })).rejects.toMatchObject({
        code,
      });
    });

    test.each(['hive.ml.gone', 'hive.gone.trips', 'gone.ml.trips'])('no table %s', async (name) => {
      await expect(openTrinoTable(at.asked, `trino://${name}`)).rejects.toMatchObject({
        code: 'trino-table-missing',
      });
    });
  },
);
