import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { DuckDBDataChunk } from '@duckdb/node-api';
import type { DuckDB } from '../duckdb/index.ts';
import type { NumberChunk } from './engine.ts';
import { insideOf } from './vector-inside.ts';

/** A chunk's vectors by their own arrays: value by value would take twenty times as long. */
export function numberChunk({ DuckDBDoubleVector: Doubles }: DuckDB, chunk: DuckDBDataChunk): NumberChunk {
  return {
    rows: chunk.rowCount,
    column(index) {
      const vector = chunk.getColumnVector(index);
      if (!(vector instanceof Doubles))
        throw new TypeError(`column ${index} of the scan is not of type DOUBLE`);
      const { items, validity } = insideOf<Float64Array>(vector);
      return { values: items, valid: words(validity.data) };
    },
  };
}

/**
 * V8 collects all garbage whenever 64 MB outside its heap have been shown to it, and every chunk shows it some: 23 times in a
 * scan of 1 GB, a tenth of its time. With this flag such memory counts towards the limit of the heap as a whole. Node 24 knows
 * it; another version is left as it is.
 */
export function collectGarbageLessOften(): void {
  if (process.versions.node.startsWith('24.'))
    setFlagsFromString('--external-memory-accounted-in-global-limit');
}

/** Chunks of a stream between two collections: some MB. */
const CHUNKS = 50;
/** And between two that look at all. */
const MANY_CHUNKS = 50 * CHUNKS;
let visited = 0;

/**
 * Lets go of chunks that were visited. V8 sees of each a few small objects, and would keep a hundred MB of them before it looks;
 * to look only at young objects, which they all are, takes less than a hundredth of a scan. The first time, and seldom
 * afterwards, it looks at all, and gives back what loading the program has left, and what it has taken for more young objects:
 * 30 MB.
 */
export function collectChunks(): void {
  visited += 1;
  if (visited % CHUNKS !== 0) return;
  collector()(
    visited % MANY_CHUNKS === CHUNKS ? { type: 'major', flavor: 'last-resort' } : { type: 'minor' },
  );
}

type Collector = (options: { type: 'minor' } | { type: 'major'; flavor: 'last-resort' }) => void;
let found: Collector | undefined;

function collector(): Collector {
  if (found === undefined) {
    setFlagsFromString('--expose-gc');
    found = runInNewContext('gc') as Collector;
  }
  return found;
}

function words(bits: BigUint64Array | null): Uint32Array | null {
  return bits && new Uint32Array(bits.buffer, bits.byteOffset, bits.length * 2);
}
