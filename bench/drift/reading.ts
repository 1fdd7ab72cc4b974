/**
 * What comes before any comparison: `node reading.ts REFERENCE CURRENT`. DuckDB reads every value of both files with both
 * processors (it adds up each column of numbers, and takes the largest of each column of texts), while two threads digest the
 * files with SHA-256. It compares nothing. No program that reads both files this way and records their digests takes less.
 */
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { DuckDBInstance } from '@duckdb/node-api';

const BUFFER_BYTES = 1 << 20;

if (isMainThread) {
  const files = process.argv.slice(2);
  const [columns, digests] = await Promise.all([readAll(files), Promise.all(files.map(digestInThread))]);
  console.log(JSON.stringify({ columns, digests }));
} else parentPort?.postMessage(digest(String(workerData)));

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

function digestInThread(file: string): Promise<string> {
  const thread = new Worker(new URL(import.meta.url), { workerData: file });
  return new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
}

function digest(path: string): string {
  const hash = createHash('sha256');
  const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
  const file = openSync(path, 'r');
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
    hash.update(buffer.subarray(0, read));
  closeSync(file);
  return hash.digest('hex');
}
