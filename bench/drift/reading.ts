/**
 * What comes before any comparison: `node reading.ts REFERENCE CURRENT`. DuckDB reads every value of both files with both
 * processors (it adds up each column of numbers, and takes the largest of each column of texts), while two threads digest the
 * files with SHA-256. It compares nothing. No program that reads both files this way and records their digests takes less.
 */
import { DuckDBInstance } from '@duckdb/node-api';
import { digestInThread } from '../digest.ts';

const files = process.argv.slice(2);
const [columns, digests] = await Promise.all([readAll(files), Promise.all(files.map(digestInThread))]);
console.log(JSON.stringify({ columns, digests }));

async function readAll(files: readonly string[]): Promise<number> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
  const connection = await instance.connect();
  let read = 0;
  for (const file of files) {
    const columns = (await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${file}'`)).getRows();
    const values = columns.map(([name, type]) => `${type === 'VARCHAR' ? 'max' : 'sum'}("${name}")`);
    const found = await connection.runAndReadAll(`SELECT ${values.join(', ')} FROM '${file}'`);
    read += found.getRows()[0]?.length ?? 0;
  }
  return read;
}
