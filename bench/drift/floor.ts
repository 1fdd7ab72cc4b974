/**
 * The least that a hand-written program takes to compare numeric columns: `node floor.ts REFERENCE CURRENT`. Two workers, each
 * with an engine of its own and every second group of columns; fixed cells from a sample of the reference; the largest
 * difference at their edges. It checks nothing, reads no contract, digests no file and knows no text.
 */
import { setFlagsFromString } from 'node:v8';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const WORKERS = 2;
const GROUP_VALUES = 2_500_000;
const CELLS = 256;

interface Task {
  files: [string, string];
  worker: number;
}

// As our own scan does: else V8 collects garbage after every 64 MB that it is shown.
setFlagsFromString('--external-memory-accounted-in-global-limit');
if (isMainThread) {
  const [reference = '', current = ''] = process.argv.slice(2);
  const found = await Promise.all(
    Array.from({ length: WORKERS }, (_, worker) => {
      const task: Task = { files: [reference, current], worker };
      const thread = new Worker(new URL(import.meta.url), { workerData: task });
      return new Promise<Record<string, number>>((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
      });
    }),
  );
  console.log(JSON.stringify(Object.assign({}, ...found)));
} else parentPort?.postMessage(await compare(workerData as Task));

async function compare({ files: [reference, current], worker }: Task): Promise<Record<string, number>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM '${reference}'`);
  const counted = await connection.runAndReadAll(`SELECT count(*)::INTEGER FROM '${reference}'`);
  const rows = Number(counted.getRows()[0]?.[0]);
  const numbers = described
    .getRows()
    .filter(([, type]) => /^(DOUBLE|BIGINT|INTEGER)$/.test(String(type)))
    .map(([name]) => String(name));
  const size = Math.max(1, Math.floor(GROUP_VALUES / rows));
  const distances: Record<string, number> = {};
  for (let start = worker * size; start < numbers.length; start += WORKERS * size) {
    const names = numbers.slice(start, start + size);
    const before = await read(connection, reference, names);
    const edges = before.map(edgesOf);
    const expected = before.map((column, i) => count(column, edges[i] as Float64Array));
    const now = await read(connection, current, names);
    for (const [i, name] of names.entries())
      distances[name] = distance(
        expected[i] as Float64Array,
        count(now[i] as Float64Array[], edges[i] as Float64Array),
      );
  }
  return distances;
}

async function read(connection: DuckDBConnection, file: string, names: string[]): Promise<Float64Array[][]> {
  const result = await connection.run(
    `SELECT ${names.map((name) => `"${name}"::DOUBLE`).join(', ')} FROM '${file}'`,
  );
  const columns: Float64Array[][] = names.map(() => []);
  for (let chunk = await result.fetchChunk(); chunk?.rowCount; chunk = await result.fetchChunk())
    for (const [i, column] of columns.entries())
      column.push(present(chunk.getColumnVector(i) as unknown as Vector));
  return columns;
}

/** A vector of doubles, by what its type keeps private. */
interface Vector {
  items: Float64Array;
  validity: { data: BigUint64Array | null };
}

/** A copy of the numbers that are not null. */
function present({ items, validity: { data } }: Vector): Float64Array {
  if (data === null) return items.slice();
  const valid = new Uint32Array(data.buffer, data.byteOffset, data.length * 2);
  const kept = new Float64Array(items.length);
  let rows = 0;
  for (let i = 0; i < items.length; i++) {
    kept[rows] = items[i] as number;
    rows += ((valid[i >> 5] as number) >>> (i & 31)) & 1;
  }
  return kept.subarray(0, rows);
}

function edgesOf(pieces: Float64Array[]): Float64Array {
  const sample = Float64Array.from(pieces.flatMap((piece) => [...piece.subarray(0, 80)])).sort();
  const edges = new Float64Array(CELLS).fill(Number.POSITIVE_INFINITY);
  for (let i = 1; i < CELLS; i++) edges[i - 1] = sample[Math.floor((i * sample.length) / CELLS)] as number;
  return edges;
}

function count(pieces: Float64Array[], e: Float64Array): Float64Array {
  const counts = new Float64Array(CELLS);
  for (const piece of pieces) {
    for (let i = 0; i < piece.length; i++) {
      const x = piece[i] as number;
      let c = Number((e[127] as number) < x) << 7;
      c += Number((e[c + 63] as number) < x) << 6;
      c += Number((e[c + 31] as number) < x) << 5;
      c += Number((e[c + 15] as number) < x) << 4;
      c += Number((e[c + 7] as number) < x) << 3;
      c += Number((e[c + 3] as number) < x) << 2;
      c += Number((e[c + 1] as number) < x) << 1;
      c += Number((e[c] as number) < x);
      counts[c] = (counts[c] as number) + 1;
    }
  }
  return counts;
}

function distance(a: Float64Array, b: Float64Array): number {
  const [n, m] = [a, b].map((counts) => counts.reduce((sum, each) => sum + each, 0)) as [number, number];
  let [f, g, largest] = [0, 0, 0];
  for (let cell = 0; cell < CELLS; cell++) {
    f += (a[cell] as number) / n;
    g += (b[cell] as number) / m;
    largest = Math.max(largest, Math.abs(f - g));
  }
  return largest;
}
