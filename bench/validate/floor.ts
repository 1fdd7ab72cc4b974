/**
 * The least that a hand-written program takes for the checks of checks.ts: `node floor.ts FILE [digest] [CONTRACT]`. Ends of
 * numbers come from Parquet's own statistics, rules on texts are held against their different values, the key is counted by its
 * hashes, and all else is one scan. Rows that break a rule are read only where one is broken: five of them, with their values. It
 * makes no profile and no record, and the order in which numbers are added is not held. With `digest` behind the file a thread
 * takes its SHA-256 meanwhile, as whoever records what was checked must; with a contract behind that, the contract is parsed
 * before the data are looked at, with the place of each of its lines, as whoever has the checks from there must. Its checks are
 * those below all the same.
 */
import { readFileSync } from 'node:fs';
import { DuckDBInstance } from '@duckdb/node-api';
import { digestInThread } from '../digest.ts';

const [file = '', digested, contract] = process.argv.slice(2);
const digest = digested === 'digest' ? digestInThread(file) : undefined;
if (contract !== undefined) {
  const { LineCounter, parseDocument } = await import('yaml');
  parseDocument(readFileSync(contract, 'utf8'), { lineCounter: new LineCounter() }).toJS();
}
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
await (await instance.connect()).run(`CREATE VIEW d AS SELECT * FROM '${file}'`);

const RANGES: Record<string, [number, number]> = {
  f0: [-50, 200],
  f2: [0, 1000],
  f3: [0, 100],
  f4: [-50, 200],
  f6: [0, 1000],
  f7: [0, 100],
  f10: [0, 1000],
  f11: [0, 100],
  i1: [0, 100],
  i2: [0, 99_999],
};
const MEANS: Record<string, [number, number]> = { f0: [50, 60], f4: [50, 60], f8: [55, 60], i1: [5, 7] };
const NOT_NULL = ['f0', 'f2', 'f4', 'f5', 'f7', 'f8', 'f10', 'f11', 'i0', 'i1', 'i2'];
const TEXTS = [5, 12, 50, 200, 1000];
const TYPES = [...Array(12).fill('DOUBLE'), 'BIGINT', 'INTEGER', 'INTEGER', ...Array(5).fill('VARCHAR')];

const failed: Record<string, number | null> = {};
const examples: Record<string, unknown> = {};

const types = (await rowsOf('DESCRIBE d')).map((row) => row['column_type']);
if (JSON.stringify(types) !== JSON.stringify(TYPES)) throw new Error(`other types: ${types}`);
await Promise.all([numbers(), ends(), key(), texts()]);
console.log(JSON.stringify({ failed, examples, digest: await digest }));

async function numbers(): Promise<void> {
  const nulls = NOT_NULL.map((column) => `count(${column}) AS ${column}`);
  const means = Object.keys(MEANS).map((column) => `avg(${column}) AS mean_${column}`);
  const [row = {}] = await rowsOf(`SELECT count(*) AS n, ${[...nulls, ...means].join(', ')} FROM d`);
  if (Number(row['n']) < 1_000_000) failed['rows'] = Number(row['n']);
  for (const column of NOT_NULL) {
    const n = Number(row['n']) - Number(row[column]);
    if (n > 0) await broken(`${column} nulls`, n, column, `${column} IS NULL`);
  }
  for (const [column, [min, max]] of Object.entries(MEANS)) {
    const mean = Number(row[`mean_${column}`]);
    if (mean < min || mean > max) failed[`${column} mean`] = null;
  }
}

async function ends(): Promise<void> {
  const asked = Object.keys(RANGES).map(
    (column) => `min(${column}) AS l${column}, max(${column}) AS h${column}`,
  );
  const [row = {}] = await rowsOf(`SELECT ${asked.join(', ')} FROM d`);
  for (const [column, [min, max]] of Object.entries(RANGES)) {
    if (Number(row[`l${column}`]) >= min && Number(row[`h${column}`]) <= max) continue;
    const where = `${column} < ${min} OR ${column} > ${max}`;
    await broken(`${column} range`, await count(where), column, where);
  }
}

async function key(): Promise<void> {
  const [row = {}] = await rowsOf('SELECT count(i0) - count(DISTINCT i0) AS n FROM d');
  const n = Number(row['n']);
  if (n === 0) return;
  const repeated = 'i0 IN (SELECT i0 FROM d GROUP BY i0 HAVING count(*) > 1)';
  failed['i0 unique'] = n;
  examples['i0 unique'] = await rowsOf(
    `SELECT row, value FROM (SELECT row_number() OVER () - 1 AS row, i0 AS value FROM d) WHERE ${repeated.replace('i0', 'value')}
      QUALIFY row_number() OVER (PARTITION BY value ORDER BY row) > 1 ORDER BY row LIMIT 5`,
  );
}

async function texts(): Promise<void> {
  for (const [i, size] of TEXTS.entries()) {
    const column = `c${i}`;
    const values = await rowsOf(`SELECT ${column} AS value, count(*) AS n FROM d GROUP BY 1`);
    const listed = new Set(
      Array.from({ length: size }, (_, value) => `cat${i}-${String(value).padStart(4, '0')}`),
    );
    const like = new RegExp(`^cat${i}-[0-9]{4}$`);
    const rules: [string, (value: unknown) => boolean][] = [
      ['nulls', (value) => value === null],
      ['allowed', (value) => value !== null && !listed.has(String(value))],
      ...(i < 2
        ? []
        : [['pattern', (value: unknown) => value !== null && !like.test(String(value))] as const]),
    ] as [string, (value: unknown) => boolean][];
    for (const [name, breaks] of rules) {
      const found = values.filter(({ value }) => breaks(value));
      if (found.length === 0) continue;
      const rows = found.reduce((sum, { n }) => sum + Number(n), 0);
      const where =
        name === 'nulls'
          ? `${column} IS NULL`
          : `${column} IN (${found.map(({ value }) => `'${value}'`).join(', ')})`;
      await broken(`${column} ${name}`, rows, column, where);
    }
  }
}

async function broken(name: string, rows: number, column: string, where: string): Promise<void> {
  failed[name] = rows;
  examples[name] = await rowsOf(
    `SELECT row_number, ${column} AS value FROM (SELECT row_number() OVER () AS row_number, ${column} FROM d) WHERE ${where} LIMIT 5`,
  );
}

async function count(where: string): Promise<number> {
  return Number((await rowsOf(`SELECT count(*) AS n FROM d WHERE ${where}`))[0]?.['n']);
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await instance.connect();
  const result = await connection.runAndReadAll(sql);
  return result.getRowObjectsJson();
}
