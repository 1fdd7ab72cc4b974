import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type ColumnProfile,
  type DataReport,
  dataReportSchema,
  type Finding,
  type ProfileColumn,
  parseDataContract,
} from '../../../packages/contract/src/index.ts';
import {
  associations,
  type Engine,
  inferContract,
  makeProfile,
  mergeProfiles,
  openEngine,
  openSource,
  openTrino,
  openTrinoData,
  openTrinoTable,
  quoteName,
  serverOf,
  shownKey,
  validate,
} from '../../../packages/data/src/index.ts';
import {
  compareData,
  knownColumn,
  makeProfile as makeDriftProfile,
  sideOf,
  watchedColumns,
} from '../../../packages/drift/src/index.ts';
import { cellCount, countUpTo } from '../../../packages/stats/src/index.ts';
import { type TrinoServer, temporaryFolder, trinoPart } from '../../harness/index.ts';
import {
  CHANGED,
  CODES,
  COLUMNS,
  CONTRACT,
  NOTE_COLUMNS,
  NOTES,
  NUMBER_COLUMNS,
  NUMBERS,
  OTHER_TYPE_COLUMNS,
  OTHER_TYPES,
  ROWS,
  TOLD,
  TOLD_COLUMNS,
} from './rows.ts';

const trino = await trinoPart();
const AT = new Date('2026-11-21T12:00:00Z');

describe.skipIf(!trino.available)('the same rows in a file and in Trino', { timeout: 300_000 }, () => {
  const folder = temporaryFolder('trino-parity');
  let server: TrinoServer;
  let duckdb: Engine;
  let asked: Engine;

  beforeAll(async () => {
    if (!trino.available) return;
    server = await trino.start();
    duckdb = openEngine({
      duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
      folders: [folder, server.lake],
    });
    asked = openTrino({
      server: serverOf({ ASSAY_TRINO_URL: server.url }),
      parser: duckdb,
      signal: new AbortController().signal,
      log: () => {},
    });
    await server.ask('CREATE SCHEMA hive.ml');
  }, 240_000);
  afterAll(async () => {
    asked?.close();
    duckdb?.close();
    await server?.close();
  });

  /** The same rows as a file and as a table. */
  async function both(name: string, sql: string, columns: string): Promise<void> {
    if (existsSync(join(server.lake, name))) return;
    mkdirSync(join(server.lake, name));
    await duckdb.query(`COPY (${sql}) TO '${join(server.lake, name, 'rows.parquet')}' (FORMAT parquet)`);
    await server.ask(
      `CREATE TABLE hive.ml.${name} (${columns}) WITH (external_location='local:///${name}', format='PARQUET')`,
    );
  }

  /** @param other data that the contract names */
  async function reports(
    name: string,
    given: object,
    other = '',
  ): Promise<{ file: DataReport; table: DataReport }> {
    const contract = located(given);
    const options = { name, at: AT };
    const files = () => openSource(duckdb, { path: `${other}/rows.parquet`, root: server.lake });
    const tables = () => openTrinoTable(asked, `trino://hive.ml.${other}`);
    const source = await openSource(duckdb, { path: `${name}/rows.parquet`, root: server.lake });
    const table = await openTrinoData(asked, `trino://hive.ml.${name}`, { key: shownKey(contract.value) });
    return {
      file: await validate(duckdb, source, contract, { ...options, open: files }),
      table: await validate(asked, table, contract, { ...options, open: tables }),
    };
  }

  test('every check counts the same rows of every type, and shows the same of them', async () => {
    await both('every', ROWS, COLUMNS);
    const { file, table } = await reports('every', CONTRACT);
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
    await both('up', rows('ASC', 99), 'i bigint, x double');
    await both('down', rows('DESC', 99), 'i bigint, x double');
    await both('other', rows('ASC', 98), 'i bigint, x double');
    const digests: string[] = [];
    for (const name of ['up', 'down', 'other']) {
      const { digested } = await openTrinoData(asked, `trino://hive.ml.${name}`);
      digests.push((await digested).digest);
    }
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  test('quartiles are within 0.1 % of the rows, sums within 1e-12', async () => {
    await both('many', 'SELECT i AS id, exp(sin(i) * 5) AS x FROM range(50000) r(i)', 'id bigint, x double');
    const { file, table } = await reports('many', {
      'assay-data': 1,
      columns: { id: { type: 'integer' }, x: { type: 'number', sum: { max: 0 } } },
    });
    expect(table.findings[0]?.observed).toBe(file.findings[0]?.observed);
    const rows = `'${join(server.lake, 'many/rows.parquet')}'`;
    for (const share of [0.25, 0.5, 0.75]) {
      const [row] = await asked.query(`SELECT ${asked.dialect.quantile('x', share)} AS q FROM hive.ml.many`);
      const [rank] = await duckdb.query(
        `SELECT avg((x <= CAST($1 AS DOUBLE))::INTEGER) AS share FROM ${rows}`,
        [Number(row?.['q'])],
      );
      expect(Math.abs(Number(rank?.['share']) - share)).toBeLessThan(0.001 + 1 / 50_000);
    }
    const found = await reports('many', {
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
    await both(
      'trips',
      'SELECT i AS id, i % 5 AS a, i % 3 AS b FROM range(100) r(i)',
      'id bigint, a bigint, b bigint',
    );
    await both('pairs', 'SELECT i % 4 AS a, i % 2 AS b FROM range(100) r(i)', 'a bigint, b bigint');
    const contract = located({
      unique: ['id'],
      columns: { id: { type: 'integer' }, a: { type: 'integer' }, b: { type: 'integer' } },
      references: [
        { column: 'a', data: 'pairs' },
        { column: ['a', 'b'], data: 'pairs', where: 'id < 50' },
      ],
    });
    const root = server.lake;
    const file = await openSource(duckdb, { path: 'trips/rows.parquet', root });
    const table = await openTrinoData(asked, 'trino://hive.ml.trips', { key: ['id'] });
    const counts = ({ findings }: DataReport) => findings.map(({ observed, rows }) => [observed, rows]);
    const inFile = await validate(duckdb, file, contract, {
      name: 'trips',
      open: () => openSource(duckdb, { path: 'pairs/rows.parquet', root }),
    });
    const inTable = await validate(asked, table, contract, {
      name: 'trips',
      open: () => openTrinoTable(asked, 'trino://hive.ml.pairs'),
    });
    expect(counts(inFile)).toHaveLength(2);
    expect(counts(inTable)).toEqual(counts(inFile));
  });

  test('only the rows that a condition picks', async () => {
    const columns = 'id bigint, day date, fare double, kind varchar';
    const rows =
      "SELECT i AS id, DATE '2026-11-20' + CAST(i % 3 AS INTEGER) AS day, CASE i WHEN 7 THEN NULL WHEN 8 THEN 'nan'::DOUBLE ELSE i / 2 END AS fare, chr(CAST(97 + i % 2 AS INTEGER)) AS kind FROM range(60) r(i)";
    const where = "day = DATE '2026-11-21' AND NOT (Fare >= 20) AND kind <> 'x''; --'";
    await both('days', rows, columns);
    await both('picked', `SELECT * FROM (${rows}) WHERE ${where}`, columns);
    const found = [];
    for (const [name, only] of [
      ['days', where],
      ['picked', undefined],
    ] as const) {
      const table = await openTrinoData(asked, `trino://hive.ml.${name}`, { where: only });
      const { seconds: _, ...report } = await validate(asked, table, null, { name: 'days' });
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
    const opened = openTrinoTable(asked, 'trino://hive.ml.days', { where });
    await expect(opened).rejects.toMatchObject({ code: 'trino-where' });
  });

  test('a stored profile: counts, ends, different and frequent values are the same, moments and ranks near', async () => {
    await both('every', ROWS, COLUMNS);
    await both('numbers', NUMBERS, NUMBER_COLUMNS);
    for (const name of ['every', 'numbers']) {
      const of = { name, sensitive: new Set(['hash']) };
      const file = await openSource(duckdb, { path: `${name}/rows.parquet`, root: server.lake });
      const table = await openTrinoData(asked, `trino://hive.ml.${name}`);
      const [inFile, inTable] = [await makeProfile(duckdb, file, of), await makeProfile(asked, table, of)];
      expect(inTable.rows).toBe(inFile.rows);
      expect(inTable.columns.map(exactFigures)).toEqual(inFile.columns.map(exactFigures));
      for (const [i, column] of inFile.columns.entries()) expectNear(inTable.columns[i], column);
      // Which rows are looked at is chance, but only where they are many.
      const pairs = await associations(asked, table, inTable);
      const theirs = await associations(duckdb, file, inFile);
      expect(pairs.numbers.length).toBe(theirs.numbers.length);
      if (name === 'every') expect(pairs.categories).toEqual(theirs.categories);
      expect(Math.abs(pairs.rows - theirs.rows)).toBeLessThan(name === 'every' ? 1 : 1000);
      const whole = mergeProfiles([
        { ...inFile, 'made-by': MADE },
        { ...inTable, 'made-by': MADE },
      ]);
      // The same values are the same in both, whichever was asked.
      for (const [i, { 'engine-type': type, distinct }] of whole.columns.entries())
        if (!isOther(type))
          expect(distinct?.count).toBe(
            whole.columns[i]?.sensitive ? undefined : inFile.columns[i]?.distinct?.count,
          );
    }
  });

  test('an inferred contract has the same lines, but for order and the figures of quantiles', async () => {
    await both('mixed', `SELECT * FROM (${ROWS}) ORDER BY md5((id * 31)::VARCHAR)`, COLUMNS);
    await both(
      'codes',
      CODES,
      'code varchar, mail varchar, site varchar, uid varchar, block bigint, seat bigint, small bigint, great bigint, made timestamp(6)',
    );
    for (const name of ['mixed', 'codes']) {
      const file = await openSource(duckdb, { path: `${name}/rows.parquet`, root: server.lake });
      const table = await openTrinoTable(asked, `trino://hive.ml.${name}`);
      const inFile = await inferContract(duckdb, file, { at: AT });
      const inTable = await inferContract(asked, table, { at: AT });
      const quantiles = /^ +0\.\d+: .*$/gm;
      expect(inTable.yaml.replaceAll(quantiles, '')).toBe(inFile.yaml.replaceAll(quantiles, ''));
      expect(inTable.yaml.match(quantiles)).toHaveLength(inFile.yaml.match(quantiles)?.length ?? 0);
      expect(inTable.notes).toEqual(inFile.notes);
      const held = await validate(
        asked,
        await openTrinoData(asked, `trino://hive.ml.${name}`),
        parseDataContract(inTable.yaml, 'c.yml'),
        { name, at: AT },
      );
      expect(held.findings).toEqual([]);
    }
    const { yaml } = await inferContract(asked, await openTrinoTable(asked, 'trino://hive.ml.codes'), {
      at: AT,
    });
    for (const line of [
      '[A-Z]{2}-[0-9]{4}',
      'type: email',
      'type: url',
      'type: uuid',
      'small <= great',
      'columns: [ block, seat ]',
    ])
      expect(yaml).toContain(line);
  });

  test('drift and skew: of files and tables, on whichever side, the same columns by the same figures', async () => {
    await both('numbers', NUMBERS, NUMBER_COLUMNS);
    await both(
      'later',
      `SELECT * REPLACE (x + 1 AS x, replace(word, '7', '8') AS word, i % 5 = 0 AS even) FROM (SELECT *, id AS i FROM (${NUMBERS})) WHERE i > 20000`.replace(
        'SELECT * REPLACE',
        'SELECT * EXCLUDE (i) REPLACE',
      ),
      NUMBER_COLUMNS,
    );
    const side = async (name: string, of: 'file' | 'table') =>
      of === 'table'
        ? sideOf(asked, await openTrinoTable(asked, `trino://hive.ml.${name}`))
        : sideOf(duckdb, await openSource(duckdb, { path: `${name}/rows.parquet`, root: server.lake }));
    const compared = async (before: 'file' | 'table', now: 'file' | 'table', methods: string[] = []) => {
      const [reference, current] = [await side('numbers', before), await side('later', now)];
      const known = reference.table.columns.flatMap((column) => knownColumn(column) ?? []);
      const columns = watchedColumns(known, current.table.columns, { leftOut: ['id'], predictions: [] });
      const limits = { margin: 0.05, q: 0.05 };
      return compareData(reference, current, { columns, limits, methods, chunking: null, veiled: new Set() });
    };
    const exact = await compared('file', 'file');
    expect(exact.filter(({ outcome }) => outcome === 'drift').map(({ column }) => column)).toEqual([
      'x',
      'even',
    ]);
    expect(await compared('file', 'table')).toEqual(exact);
    expect(await compared('table', 'table')).toEqual(exact);
    const profiles = await Promise.all(
      (['file', 'table'] as const).map(async (of) => {
        const made = await side('numbers', of);
        const known = made.table.columns.flatMap((column) => knownColumn(column) ?? []);
        const { columns } = await makeDriftProfile(made, known, { digest: '', name: '' }, new Set());
        // Which half of the rows a value is counted in follows from their order.
        return columns.map((column) =>
          column.kind === 'numeric'
            ? column
            : column.categories.map(({ value, first, second }) => [value, first + second]),
        );
      }),
    );
    expect(profiles[1]).toEqual(profiles[0]);
    expect(await compared('table', 'file', ['psi'])).toEqual(await compared('file', 'file', ['psi']));
    await expect(compared('file', 'table', ['js@nannyml'])).rejects.toMatchObject({
      code: 'trino-unsupported',
    });
  });

  test('groups are as large in both, and those of another table too', async () => {
    await both('every', ROWS, COLUMNS);
    await both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
    const given = {
      'assay-data': 1,
      columns: {},
      'extra-columns': 'allow',
      representation: [
        { column: 'text', shares: { Card: 0.5, Cash: 0.5 } },
        { column: ['yes', 'single'], against: 'few', tolerance: 0.01 },
        { column: 'midnight', shares: { '2026-01-31 10:00:00': 0.9, '2026-02-01 00:00:00': 0.1 } },
      ],
    };
    const { file, table } = await reports('every', given, 'few');
    expect(file.findings.length).toBeGreaterThan(1);
    expect(table.findings).toEqual(file.findings);
  });

  test('features that were computed twice differ in the same rows, of types that differ too', async () => {
    await both('every', ROWS, COLUMNS);
    await both('changed', CHANGED, COLUMNS);
    await both('types', OTHER_TYPES, OTHER_TYPE_COLUMNS);
    const given = {
      'extra-columns': 'allow',
      unique: ['id'],
      columns: {
        id: { type: 'integer' },
        mail: { type: 'email', nullable: true, sensitive: true },
        midnight: { type: 'date' },
        mostly: { type: 'integer', nullable: true },
      },
    };
    const number = { relative: 1e-6, absolute: 0.01, columns: ['double', 'single', 'price', 'fine', 'huge'] };
    for (const [name, checks] of Object.entries({
      changed: [
        { id: 'id' },
        { id: ['id', 'hash'], ...number, where: 'yes OR tiny > 0' },
        { id: 'id', columns: ['text'], 'at-most': 0.5 },
        { id: 'text' },
        { id: 'gone' },
      ],
      types: [{ id: 'id' }, { id: 'id', relative: 0.001 }],
    })) {
      const parity = checks.map((check) => ({ with: name, ...check }));
      const { file, table } = await reports('every', { ...given, parity }, name);
      expect(file.findings.filter(({ check }) => check === 'parity')).toHaveLength(name === 'types' ? 2 : 4);
      expect(table.findings).toEqual(file.findings.map(byKey));
    }
  });

  test('rows of the training data are found by key and by content, and times after the label', async () => {
    await both('every', ROWS, COLUMNS);
    await both('changed', CHANGED, COLUMNS);
    await both('types', OTHER_TYPES, OTHER_TYPE_COLUMNS);
    const given = {
      'extra-columns': 'allow',
      unique: ['id'],
      columns: { id: { type: 'integer' }, mostly: { type: 'integer', nullable: true } },
    };
    for (const [training, asked] of [
      ['changed', { key: 'id', 'label-time': 'midnight' }],
      ['changed', { key: ['text', 'yes'], ignore: ['double'] }],
      ['types', { key: ['day', 'price'], ignore: ['midnight'] }],
    ] as const) {
      const { file, table } = await reports('every', { ...given, leakage: { training, ...asked } }, training);
      expect(file.findings.filter(({ check }) => check === 'leakage rows')).toHaveLength(2);
      expect(table.findings).toEqual(file.findings.map(byKey));
    }
  });

  test('annotators agree as much, and groups are as large, where the others are files or tables', async () => {
    await both('every', ROWS, COLUMNS);
    await both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
    await both('notes', NOTES, NOTE_COLUMNS);
    const scales = {
      nominal: { label: 'word' },
      ordinal: { label: 'word', order: ['low', 'fair', 'high'] },
      interval: { label: 'grade' },
    };
    for (const [scale, given] of Object.entries(scales)) {
      const contract = located({
        'extra-columns': 'allow',
        columns: {},
        labels: {
          column: 'text',
          annotations: { data: 'notes', item: 'item', annotator: 'who', scale, ...given, 'at-least': 0.99 },
        },
        representation: [{ column: ['yes', 'single'], against: 'few', tolerance: 0.01 }],
      });
      const root = server.lake;
      const files = (data: string) => openSource(duckdb, { path: `${data}/rows.parquet`, root });
      const tables = (data: string) => openTrinoTable(asked, `trino://hive.ml.${data}`);
      const file = await validate(duckdb, await files('every'), contract, { name: 'every', open: files });
      expect(file.findings.map(({ check }) => check)).toContain('labels agreement');
      for (const open of [files, tables]) {
        const source = await openTrinoData(asked, 'trino://hive.ml.every');
        const table = await validate(asked, source, contract, { name: 'every', open });
        expect(table.labels).toEqual(file.labels);
        expect(table.findings).toEqual(file.findings);
      }
    }
  });

  test('other data are a table where they are asked for together', async () => {
    await both('every', ROWS, COLUMNS);
    await both('few', `SELECT * FROM (${ROWS}) WHERE id % 4 > 0`, COLUMNS);
    const contract = located({ columns: {}, parity: [{ with: 'few', id: 'id' }] });
    const open = () => openSource(duckdb, { path: 'few/rows.parquet', root: server.lake });
    const source = await openTrinoData(asked, 'trino://hive.ml.every');
    await expect(validate(asked, source, contract, { name: 'every', open })).rejects.toMatchObject({
      code: 'trino-alone',
    });
  });

  test('columns that tell the label by themselves: the same ones, nearly as well', async () => {
    await both('told', TOLD, TOLD_COLUMNS);
    for (const [label, columns] of [
      ['paid', ['amount', 'mark', 'way']],
      ['size', ['area']],
    ] as const) {
      const leakage = { label, 'at-most-alone': 0.9 };
      const given = { 'extra-columns': 'allow', columns: {}, leakage };
      const { file, table } = await reports('told', given);
      expect(file.findings.map(({ column }) => column)).toEqual(columns);
      expect(table.findings.map(({ column }) => column)).toEqual(columns);
      for (const [i, { observed }] of file.findings.entries()) {
        const [what, value] = observed.split(' ');
        const [same, near] = table.findings[i]?.observed.split(' ') ?? [];
        expect(same).toBe(what);
        expect(Math.abs(Number(near) - Number(value))).toBeLessThan(0.005);
      }
      const again = await reports('told', given);
      expect(again.table.findings).toEqual(table.findings);
    }
  });

  test('moments with their zone, and names that break out of quotes', async () => {
    const hostile = `a"); drop table x; -- '😀 $1`;
    const name = quoteName(hostile);
    await server.ask('CREATE SCHEMA IF NOT EXISTS memory.ml');
    const rows = [
      "(1, TIMESTAMP '2026-01-31 10:00:00.5 +02:00', 'x')",
      "(2, TIMESTAMP '2026-01-31 23:30:00.0 America/New_York', ''';--')",
      '(3, NULL, NULL)',
    ];
    await server.ask(
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
    const source = await openTrinoData(asked, 'trino://memory.ml."odd ""name"""', {
      key: shownKey(contract.value),
    });
    const { findings, profile } = await validate(asked, source, contract, { name: 'odd' });
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
    [
      'labels',
      { labels: { column: 'id', errors: { data: 'p', score: 'p' } }, columns: { id: { type: 'integer' } } },
      'contract-engine',
    ],
    ['a function', { rules: [{ name: 'r', expect: 'ln(a) > 0' }], columns: {} }, 'contract-condition'],
    ['types', { rules: [{ name: 'r', expect: "a > 'a'" }], columns: {} }, 'contract-condition'],
    ['a pattern', { columns: { id: { type: 'string', pattern: '(a+)+' } } }, 'contract-pattern'],
    ['no condition', { rules: [{ name: 'r', expect: 'a + 1' }], columns: {} }, 'contract-condition'],
  ])('what Trino cannot answer is refused at its line: %s', async (_what, contract, code) => {
    const source = await openTrinoData(asked, 'trino://hive.ml.trips');
    await expect(validate(asked, source, located(contract), { name: 'trips' })).rejects.toMatchObject({
      code,
    });
  });

  test.each(['hive.ml.gone', 'hive.gone.trips', 'gone.ml.trips'])('no table %s', async (name) => {
    await expect(openTrinoTable(asked, `trino://${name}`)).rejects.toMatchObject({
      code: 'trino-table-missing',
    });
  });
});

function located(contract: object) {
  return parseDataContract(JSON.stringify({ 'assay-data': 1, ...contract }), 'contract.yml');
}

/** A row of the file by its number, of the table by its key: the ids start at 1000. */
const byKey = ({ examples, ...finding }: Finding) => ({
  ...finding,
  examples: examples.map(({ row, value }) => ({ row: null, key: `id=${999 + (row ?? 0)}`, value })),
});

const MADE = { assay: '0.0.0', engine: 'none' };

/** Lists and bytes have texts of their own in Trino. */
const isOther = (type: string) => /\[\]$|^BLOB$/.test(type);

/** What is the same to the last digit in every order of the rows. */
function exactFigures({
  quantiles: _q,
  cells: _c,
  numbers,
  sketch,
  'rank-error': _e,
  ...column
}: ProfileColumn) {
  const { zeros, negatives, moments } = numbers ?? {};
  return {
    ...column,
    zeros,
    negatives,
    n: moments?.n,
    sketch: isOther(column['engine-type']) ? null : sketch,
  };
}

/** Sums in another order, and cells that other rows were first in. */
function expectNear(table: ProfileColumn | undefined, file: ProfileColumn): void {
  const [a, b] = [table?.numbers, file.numbers];
  const near = 1e-12 * Math.max(Math.abs(b?.mean ?? 0), b?.sd ?? 0);
  expect(Math.abs((a?.mean ?? 0) - (b?.mean ?? 0))).toBeLessThanOrEqual(near);
  expect(Math.abs((a?.sd ?? 0) - (b?.sd ?? 0))).toBeLessThanOrEqual(near);
  expect(Math.abs((a?.skewness ?? 0) - (b?.skewness ?? 0))).toBeLessThanOrEqual(
    1e-9 * Math.abs(b?.skewness ?? 0),
  );
  expect(table?.['rank-error'] ?? 0).toBeLessThanOrEqual(0.01);
  for (const { q, value } of table?.quantiles ?? []) {
    const { cells } = file;
    if (cells === null) continue;
    const n = cellCount(cells);
    const slack = ((table?.['rank-error'] ?? 0) + (file['rank-error'] ?? 0)) * n + 1;
    // Ranks of the value in the file: from the first that it may have to the last.
    const below = cells.edges.findLastIndex((edge) => edge < value);
    const first = below < 0 ? 0 : countUpTo(cells, cells.edges[below] as number);
    expect(first).toBeLessThanOrEqual((n - 1) * q + slack);
    expect(countUpTo(cells, value)).toBeGreaterThanOrEqual((n - 1) * q - slack);
  }
}
