import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Engine, openEngine, openTable, quoteText } from '@assay/data';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DriftColumn } from '../methods/column.ts';
import { makeProfile } from '../profile/make-profile.ts';
import { eachColumn, type Side, sideOf } from './groups.ts';
import { type Known, knownColumn } from './watched.ts';

function folderAndEngine(): { folder: string; engine: Engine } {
  const folder = mkdtempSync(join(tmpdir(), 'assay-drift-'));
  const engine = openEngine({
    duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
    folders: [folder],
  });
  onTestFinished(() => {
    engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { folder, engine };
}

async function parquet(sql: string): Promise<{ engine: Engine; side: Side; columns: Known[] }> {
  const { folder, engine } = folderAndEngine();
  await engine.query(`COPY (${sql}) TO ${quoteText(join(folder, 'd.parquet'))} (FORMAT parquet)`);
  return opened(engine, folder, 'd.parquet');
}

async function opened(engine: Engine, folder: string, path: string) {
  const table = await openTable(engine, { path, root: folder });
  const columns = table.columns.map(knownColumn).filter((column) => column !== undefined);
  return { engine, side: await sideOf(engine, table), columns };
}

async function read(
  { side, columns }: Awaited<ReturnType<typeof parquet>>,
  ordered: boolean,
): Promise<Record<string, DriftColumn | undefined>> {
  const found: Record<string, DriftColumn | undefined> = {};
  await eachColumn([side], columns, ordered, ({ name }, [column]) => {
    // The numbers are there during the visit only: the memory is used again.
    found[name] = column?.kind === 'numeric' ? { ...column, values: column.values.slice() } : column;
  });
  return found;
}

const texts = (column: DriftColumn | undefined) =>
  column?.kind === 'categorical' ? Array.from(column.codes, (code) => column.labels[code] ?? null) : [];

describe('columns', () => {
  test('numbers of every type, with null and NaN apart, over several chunks of the engine', async () => {
    const found = await read(
      await parquet(`SELECT i::BIGINT AS big, (i / 4)::DECIMAL(9, 2) AS decimal, i::FLOAT AS float,
        CASE WHEN i % 3 = 0 THEN NULL WHEN i % 3 = 1 THEN 'nan'::DOUBLE ELSE i END AS holes FROM range(5000) t(i)`),
      false,
    );
    expect(found['big']).toMatchObject({ kind: 'numeric', integer: true, nulls: null });
    const values = (name: string) => (found[name]?.kind === 'numeric' ? [...found[name].values] : []);
    const rows = Array.from({ length: 5000 }, (_, i) => i);
    expect(values('big')).toEqual(rows);
    expect(values('decimal')).toEqual(rows.map((i) => i / 4));
    expect(values('float')).toEqual(rows);
    expect(values('holes')).toEqual(rows.map((i) => (i % 3 === 2 ? i : Number.NaN)));
    const holes = found['holes'];
    expect(holes?.kind === 'numeric' && Array.from(holes.nulls ?? [])).toEqual(
      rows.map((i) => Number(i % 3 === 0)),
    );
  });

  test('categories as so many of each, or in the order of rows', async () => {
    const data = await parquet(
      "SELECT [NULL, 'b', 'a', 'b'][i % 4 + 1] AS c, i % 2 = 0 AS flag FROM range(8) t(i)",
    );
    const inOrder = await read(data, true);
    expect(texts(inOrder['c'])).toEqual([null, 'b', 'a', 'b', null, 'b', 'a', 'b']);
    expect(texts(inOrder['flag']).slice(0, 3)).toEqual(['true', 'false', 'true']);
    const counted = await read(data, false);
    expect(texts(counted['c']).map(String).sort()).toEqual(texts(inOrder['c']).map(String).sort());
  });

  test('dates and lists are not compared', async () => {
    const { columns } = await parquet(
      "SELECT DATE '2026-01-31' AS day, [1] AS list, now() AS moment, 1 AS x",
    );
    expect(columns.map(({ name }) => name)).toEqual(['x']);
  });

  test('more columns than are read at once, each with its own values', async () => {
    const many = Array.from({ length: 50 }, (_, i) => `i + ${i} AS x${i}`);
    const found = await read(await parquet(`SELECT ${many.join(', ')} FROM range(300000) t(i)`), false);
    for (const [name, column] of Object.entries(found))
      expect(column?.kind === 'numeric' && column.values[299_999]).toBe(299_999 + Number(name.slice(1)));
    expect(Object.keys(found)).toHaveLength(50);
  });

  test('a thousand columns of texts are a few queries, not one each: each looks at all columns of the table', async () => {
    const columns = Array.from(
      { length: 1000 },
      (_, c) => `['a', NULL, 'b${c}'][(i + ${c}) % 3 + 1] AS c${c}`,
    );
    const data = await parquet(`SELECT ${columns.join(', ')} FROM range(30) t(i)`);
    let queries = 0;
    const engine: Engine = {
      ...data.engine,
      columns: (sql) => {
        queries++;
        return data.engine.columns(sql);
      },
    };
    const ordered = await read({ ...data, engine }, true);
    const counted = await read({ ...data, engine }, false);
    expect(queries).toBeLessThan(10);
    for (let c = 0; c < 1000; c++) {
      const expected = Array.from({ length: 30 }, (_, i) => ['a', null, `b${c}`][(i + c) % 3]);
      expect(texts(ordered[`c${c}`])).toEqual(expected);
      expect(texts(counted[`c${c}`]).map(String).sort()).toEqual(expected.map(String).sort());
    }
  });

  test('a column called __proto__, and one in quotes', async () => {
    const { folder, engine } = folderAndEngine();
    writeFileSync(join(folder, 'd.csv'), '__proto__,"a ""b"" $1"\n1,x\n2,y\n');
    const seen: string[] = [];
    const { side, columns } = await opened(engine, folder, 'd.csv');
    await eachColumn([side], columns, false, ({ name }) => seen.push(name));
    expect(seen.sort()).toEqual(['__proto__', 'a "b" $1']);
  });
});

test('a profile is the same in ten runs', async () => {
  const made = await parquet(
    "SELECT hash(i) / 1e17 AS x, 'c' || (hash(i) % 2000)::VARCHAR AS c, nullif(i % 7, 3) AS n FROM range(100000) t(i)",
  );
  const reference = { digest: `sha256:${'0'.repeat(64)}`, name: 'd' };
  const seen = new Set<string>();
  for (let run = 0; run < 10; run++)
    seen.add(JSON.stringify(await makeProfile(made.side, made.columns, reference, new Set())));
  expect(seen.size).toBe(1);
  const [profile = ''] = seen;
  // 1,000 of the 2,000 categories by name, the rest together.
  expect(JSON.parse(profile).columns[1].categories).toHaveLength(1000);
  const { categories, others } = JSON.parse(profile).columns[1] as {
    categories: { first: number; second: number }[];
    others: { first: number; second: number };
  };
  expect([...categories, others].reduce((sum, { first, second }) => sum + first + second, 0)).toBe(100_000);
});
