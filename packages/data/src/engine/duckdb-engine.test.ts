import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engineFor, temporaryFolder, writeParquet } from '../temporary-data.ts';
import type { NumberChunk } from './engine.ts';

describe('what a query may touch', () => {
  test('files of its folders only, whatever way the path is written', async () => {
    const [ours, theirs] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(ours, 'a.csv'), 'x\n1\n');
    writeFileSync(join(theirs, 'secret.csv'), 'x\n2\n');
    const engine = engineFor(ours);
    const read = (path: string) => engine.query(`SELECT * FROM read_csv('${path}')`);
    expect(await read(join(ours, 'a.csv'))).toEqual([{ x: 1n }]);
    await expect(read(join(theirs, 'secret.csv'))).rejects.toMatchObject({ code: 'file-refused' });
    await expect(read(`${ours}/../${theirs.split('/').at(-1)}/secret.csv`)).rejects.toMatchObject({
      code: 'file-refused',
    });
    await expect(engine.query("SELECT * FROM read_text('/etc/passwd')")).rejects.toMatchObject({
      code: 'file-refused',
    });
    await expect(engine.query(`COPY (SELECT 1) TO '${theirs}/out.csv'`)).rejects.toMatchObject({
      code: 'file-refused',
    });
  });

  test('no network and no extension, and the lock cannot be opened', async () => {
    const engine = engineFor(temporaryFolder());
    await expect(engine.query("SELECT * FROM read_csv('https://localhost:1/a.csv')")).rejects.toThrow();
    await expect(engine.query('INSTALL httpfs')).rejects.toThrow();
    await expect(engine.query('SET enable_external_access = true')).rejects.toThrow();
    await expect(engine.query('SET autoload_known_extensions = true')).rejects.toThrow();
  });
});

test('an engine that cannot be opened fails its query, and nothing else when it is closed', async () => {
  const told: unknown[] = [];
  const listen = (reason: unknown) => told.push(reason);
  process.on('unhandledRejection', listen);
  // No engine has no thread.
  const engine = engineFor(temporaryFolder(), { threads: 0 });
  await expect(engine.query('SELECT 1')).rejects.toThrow();
  engine.close();
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', listen);
  expect(told).toEqual([]);
});

test.runIf(process.platform === 'linux')('memory of results that nobody holds is given back', async () => {
  const engine = engineFor(temporaryFolder());
  const rows = 1_500_000;
  await engine.giveBack();
  const read = async () =>
    (await engine.columns(`SELECT i::DOUBLE AS n FROM range(${rows}) r(i)`, [], rows)).rows;
  expect(await read()).toBe(rows);
  const before = process.memoryUsage().rss;
  await engine.giveBack();
  // Of 12 MB that the engine held.
  expect(process.memoryUsage().rss).toBeLessThan(before - 8e6);
  await expect(engine.query('SET threads = 2')).rejects.toThrow();
});

test('more than memory and temporary space hold is said, and the engine lives on', async () => {
  const engine = engineFor(temporaryFolder(), { memoryMb: 100, temporaryMb: 10 });
  const big =
    'CREATE TABLE big AS SELECT md5(range::VARCHAR) || md5((-range)::VARCHAR) AS t FROM range(3000000)';
  await expect(engine.query(big)).rejects.toMatchObject({ code: 'memory-limit' });
  expect(await engine.query('SELECT 1 AS x')).toEqual([{ x: 1 }]);
});

describe('values', () => {
  test('rows keep whole numbers exact and write dates as ISO', async () => {
    const engine = engineFor(temporaryFolder());
    const sql = `SELECT 9007199254740993 AS big, 0.5::DECIMAL(3,1) AS d, DATE '2026-01-31' AS day, true AS t, NULL AS n, $1 AS p`;
    expect(await engine.query(sql, ["it's"])).toEqual([
      { big: 9007199254740993n, d: 0.5, day: '2026-01-31', t: true, n: null, p: "it's" },
    ]);
  });

  test('numbers of any size are parameters', async () => {
    const engine = engineFor(temporaryFolder());
    const numbers = [1, -(2 ** 31) - 1, 1e20, 1.5, 1e300, 9007199254740993n, 2n ** 100n];
    const sql = numbers.map((_, i) => `$${i + 1} AS "${i}"`).join(', ');
    expect(Object.values((await engine.query(`SELECT ${sql}`, numbers))[0] ?? {}).map(String)).toEqual(
      numbers.map(String),
    );
  });

  test('columns have the kind of their SQL type, over several chunks, with nulls marked', async () => {
    const engine = engineFor(temporaryFolder());
    const sql = `SELECT i AS b, nullif(i, 2)::DOUBLE AS n, i::VARCHAR AS t, i > 2 AS l FROM range(5000) r(i)`;
    const { rows, columns } = await engine.columns(sql);
    expect(rows).toBe(5000);
    const { b, n, t, l } = columns;
    if (b?.kind !== 'bigint' || n?.kind !== 'number' || t?.kind !== 'text' || l?.kind !== 'boolean') {
      throw new Error(JSON.stringify([b?.kind, n?.kind, t?.kind, l?.kind]));
    }
    expect(b.values[4999]).toBe(4999n);
    expect(n.nulls?.[2]).toBe(1);
    expect(n.nulls?.reduce((sum, bit) => sum + bit, 0)).toBe(1);
    expect(n.values[2]).toBeNaN();
    expect(n.values[4999]).toBe(4999);
    expect(t.values[4999]).toBe('4999');
    expect([...l.values.slice(1, 4)]).toEqual([0, 0, 1]);
    expect(l.nulls).toBeNull();
  });

  test('whole numbers of few bits stay as small as they are, each kind with its nulls', async () => {
    const engine = engineFor(temporaryFolder());
    const value = 'CASE WHEN i IN (7, 4000) THEN NULL ELSE i % 100 - 1 END';
    const types = ['TINYINT', 'SMALLINT', 'INTEGER', 'FLOAT', 'DECIMAL(9,1)'];
    const sql = types.map((type, i) => `(${value})::${type} AS c${i}`).join(', ');
    const { columns } = await engine.columns(`SELECT ${sql} FROM range(5000) r(i)`);
    const found = types.map((_, i) => {
      const column = columns[`c${i}`];
      if (column?.kind !== 'small' && column?.kind !== 'number') throw new Error(column?.kind);
      const nulls = [...(column.nulls ?? [])].flatMap((isNull, row) => (isNull === 1 ? [row] : []));
      return [column.values.constructor.name, nulls, column.values[7], column.values[4321]];
    });
    expect(found).toEqual([
      ['Int8Array', [7, 4000], 0, 20],
      ['Int16Array', [7, 4000], 0, 20],
      ['Float64Array', [7, 4000], Number.NaN, 20],
      ['Float64Array', [7, 4000], Number.NaN, 20],
      ['Float64Array', [7, 4000], Number.NaN, 20],
    ]);
  });

  test.each([0, 4999, 5000, 5001, 4_000_001])(
    'as many rows as are expected, fewer or more: %s',
    async (expected) => {
      const engine = engineFor(temporaryFolder());
      const value = 'CASE WHEN i IN (7, 4000) THEN NULL ELSE i END';
      const sql = `SELECT i::DOUBLE AS n, (${value})::SMALLINT AS s, (${value})::VARCHAR AS t FROM range(5000) r(i)`;
      expect(await engine.columns(sql, [], expected)).toEqual(await engine.columns(sql));
    },
  );

  test('a value that fails after many rows fails its query, and the next one is answered', async () => {
    const engine = engineFor(temporaryFolder());
    const sql =
      "SELECT CAST(CASE WHEN i = 150000 THEN 'x' ELSE '1' END AS INTEGER) AS x FROM range(200000) r(i)";
    await expect(engine.columns(sql)).rejects.toThrow(/Could not convert string 'x'/);
    expect((await engine.columns('SELECT 1 AS x')).rows).toBe(1);
  });

  test('sums of floating-point numbers are the same in ten runs', async () => {
    const folder = temporaryFolder();
    await writeParquet(folder, 'f.parquet', 'SELECT hash(range) / 1e17 AS x FROM range(500000)');
    const seen = new Set<string>();
    for (let run = 0; run < 10; run++) {
      const engine = engineFor(folder);
      const [row] = await engine.query(
        `SELECT avg(x) AS mean, stddev_samp(x) AS sd FROM '${folder}/f.parquet'`,
      );
      seen.add(JSON.stringify(row));
    }
    expect(seen.size).toBe(1);
  });
});

describe.each(['scanNumbers', 'streamNumbers'] as const)('%s', (how) => {
  test('shows every number and every null of many chunks, in order, while another scan runs', async () => {
    const engine = engineFor(temporaryFolder());
    await engine.query(
      'CREATE TABLE t AS SELECT i::DOUBLE AS x, nullif(i % 3, 1)::DOUBLE AS y FROM range(300_000) r(i)',
    );
    const read = async (sql: string) => {
      const seen: (number | null)[] = [];
      const see = ({ rows, column }: NumberChunk) => {
        const { values, valid } = column(0);
        for (let i = 0; i < rows; i++) {
          const isThere = valid === null || (((valid[i >> 5] ?? 0) >> (i & 31)) & 1) === 1;
          seen.push(isThere ? (values[i] ?? null) : null);
        }
      };
      await engine[how](sql, see, 300_000);
      return seen;
    };
    const [x, y] = await Promise.all([read('SELECT x FROM t'), read('SELECT y FROM t')]);
    const rows = Array.from({ length: 300_000 }, (_, i) => i);
    expect(x).toEqual(rows);
    expect(y).toEqual(rows.map((i) => (i % 3 === 1 ? null : i % 3)));
  });

  test('refuses what is not DOUBLE, and files that are not ours', async () => {
    const engine = engineFor(temporaryFolder());
    const see = (sql: string) => engine[how](sql, ({ column }) => void column(0), 1);
    await expect(see("SELECT 'a'")).rejects.toThrow(TypeError);
    await expect(see("SELECT 1::DOUBLE FROM read_text('/etc/passwd')")).rejects.toMatchObject({
      code: 'file-refused',
    });
  });
});
