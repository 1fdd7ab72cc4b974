/**
 * The least that a hand-written program takes for a profile: `node floor.ts FILE [digest]`. DuckDB with two threads: one scan of numbers
 * and times with count, ends, mean, standard deviation, HyperLogLog and quantiles of a reservoir, and beside it each column of
 * texts by its different values. No skewness, no cells, no zeros, nothing that could be merged, no record; its
 * quantiles are not the same in two runs, and not compared. With `digest` a thread takes the file's SHA-256 meanwhile.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { digestInThread } from '../digest.ts';

const SHARES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99];

const [file = '', digested] = process.argv.slice(2);
const digest = digested === 'digest' ? digestInThread(file) : undefined;
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
await (await instance.connect()).run(`CREATE VIEW d AS SELECT * FROM '${file}'`);
const described = await rowsOf('DESCRIBE d');
const columns = described.map((row) => ({
  name: String(row['column_name']),
  type: String(row['column_type']),
}));
const isText = ({ type }: { type: string }) => type === 'VARCHAR' || type === 'BOOLEAN';
const found = await Promise.all([
  numbers(columns.filter((column) => !isText(column))),
  ...columns.filter(isText).map(texts),
]);
console.log(JSON.stringify({ columns: Object.fromEntries(found.flat()), digest: await digest }));

async function numbers(some: typeof columns): Promise<[string, unknown][]> {
  const asked = some.flatMap(({ name, type }, i) => {
    const x = type.startsWith('TIMESTAMP') ? `epoch(${name})` : name;
    return [
      `count(${x}) AS count${i}, CAST(min(${x}) AS DOUBLE) AS min${i}, CAST(max(${x}) AS DOUBLE) AS max${i}, avg(${x}) AS mean${i}`,
      `stddev_samp(${x}) AS sd${i}, approx_count_distinct(${x}) AS distinct${i}`,
      `reservoir_quantile(CAST(${x} AS DOUBLE), [${SHARES}]) AS quantiles${i}`,
    ];
  });
  const [row = {}] = await rowsOf(`SELECT count(*) AS n, ${asked.join(', ')} FROM d`);
  return some.map(({ name }, i) => [
    name,
    {
      nulls: Number(row['n']) - Number(row[`count${i}`]),
      min: row[`min${i}`],
      max: row[`max${i}`],
      mean: row[`mean${i}`],
      sd: row[`sd${i}`],
      distinct: Number(row[`distinct${i}`]),
      reservoir: Object.fromEntries(
        SHARES.map((q, place) => [q, (row[`quantiles${i}`] as number[] | null)?.[place]]),
      ),
    },
  ]);
}

async function texts({ name }: { name: string }): Promise<[string, unknown][]> {
  const values = await rowsOf(`SELECT ${name} AS value, count(*) AS n FROM d GROUP BY 1 ORDER BY n DESC`);
  const nulls = values.find(({ value }) => value === null);
  const known = values.filter(({ value }) => value !== null);
  const top = known.slice(0, 10).map(({ value, n }) => [value, Number(n)]);
  return [[name, { nulls: Number(nulls?.['n'] ?? 0), distinct: known.length, top }]];
}

async function rowsOf(sql: string): Promise<Record<string, unknown>[]> {
  const connection = await instance.connect();
  return (await connection.runAndReadAll(sql)).getRowObjectsJson();
}
