import { describe, expect, test } from 'vitest';
import { type ProfileColumn, parseDataContract } from '../../../packages/contract/src/index.ts';
import {
  associations,
  inferContract,
  makeProfile,
  mergeProfiles,
  openSource,
  openTrinoData,
  openTrinoTable,
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
import { AT, BothEngines, trino } from './both-engines.ts';
import { CODES, COLUMNS, NUMBER_COLUMNS, NUMBERS, ROWS } from './rows.ts';

describe.skipIf(!trino.available)(
  'profiles, contracts and drift of the same rows in a file and in Trino',
  { timeout: 300_000 },
  () => {
    const at = new BothEngines();

    test('a stored profile: counts, ends, different and frequent values are the same, moments and ranks near', async () => {
      await at.both('every', ROWS, COLUMNS);
      await at.both('numbers', NUMBERS, NUMBER_COLUMNS);
      for (const name of ['every', 'numbers']) {
        const of = { name, sensitive: new Set(['hash']) };
        const file = await openSource(at.duckdb, { path: `${name}/rows.parquet`, root: at.server.lake });
        const table = await openTrinoData(at.asked, `trino://hive.ml.${name}`);
        const [inFile, inTable] = [
          await makeProfile(at.duckdb, file, of),
          await makeProfile(at.asked, table, of),
        ];
        expect(inTable.rows).toBe(inFile.rows);
        expect(inTable.columns.map(exactFigures)).toEqual(inFile.columns.map(exactFigures));
        for (const [i, column] of inFile.columns.entries()) expectNear(inTable.columns[i], column);
        // Which rows are looked at is chance, but only where they are many.
        const pairs = await associations(at.asked, table, inTable);
        const theirs = await associations(at.duckdb, file, inFile);
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
      await at.both('mixed', `SELECT * FROM (${ROWS}) ORDER BY md5((id * 31)::VARCHAR)`, COLUMNS);
      await at.both(
        'codes',
        CODES,
        'code varchar, mail varchar, site varchar, uid varchar, block bigint, seat bigint, small bigint, great bigint, made timestamp(6)',
      );
      for (const name of ['mixed', 'codes']) {
        const file = await openSource(at.duckdb, { path: `${name}/rows.parquet`, root: at.server.lake });
        const table = await openTrinoTable(at.asked, `trino://hive.ml.${name}`);
        const inFile = await inferContract(at.duckdb, file, { at: AT });
        const inTable = await inferContract(at.asked, table, { at: AT });
        const quantiles = /^ +0\.\d+: .*$/gm;
        expect(inTable.yaml.replaceAll(quantiles, '')).toBe(inFile.yaml.replaceAll(quantiles, ''));
        expect(inTable.yaml.match(quantiles)).toHaveLength(inFile.yaml.match(quantiles)?.length ?? 0);
        expect(inTable.notes).toEqual(inFile.notes);
        const held = await validate(
          at.asked,
          await openTrinoData(at.asked, `trino://hive.ml.${name}`),
          parseDataContract(inTable.yaml, 'c.yml'),
          { name, at: AT },
        );
        expect(held.findings).toEqual([]);
      }
      const { yaml } = await inferContract(
        at.asked,
        await openTrinoTable(at.asked, 'trino://hive.ml.codes'),
        {
          at: AT,
        },
      );
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
      await at.both('numbers', NUMBERS, NUMBER_COLUMNS);
      await at.both(
        'later',
        `SELECT * REPLACE (x + 1 AS x, replace(word, '7', '8') AS word, i % 5 = 0 AS even) FROM (SELECT *, id AS i FROM (${NUMBERS})) WHERE i > 20000`.replace(
          'SELECT * REPLACE',
          'SELECT * EXCLUDE (i) REPLACE',
        ),
        NUMBER_COLUMNS,
      );
      const side = async (name: string, of: 'file' | 'table') =>
        of === 'table'
          ? sideOf(at.asked, await openTrinoTable(at.asked, `trino://hive.ml.${name}`))
          : sideOf(
              at.duckdb,
              await openSource(at.duckdb, { path: `${name}/rows.parquet`, root: at.server.lake }),
            );
      const compared = async (before: 'file' | 'table', now: 'file' | 'table', methods: string[] = []) => {
        const [reference, current] = [await side('numbers', before), await side('later', now)];
        const known = reference.table.columns.flatMap((column) => knownColumn(column) ?? []);
        const columns = watchedColumns(known, current.table.columns, { leftOut: ['id'], predictions: [] });
        const limits = { margin: 0.05, q: 0.05 };
        return compareData(reference, current, {
          columns,
          limits,
          methods,
          chunking: null,
          veiled: new Set(),
        });
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
  },
);

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
