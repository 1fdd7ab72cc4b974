import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * V8 collects all garbage whenever 64 MB outside its heap have been shown to it, and every chunk shows it some: 23 times in a
 * scan of 1 GB, a tenth of its time. With this flag such memory counts towards the limit of the heap as a whole. Node 24 knows
 * it; another version is left as it is.
 */
export function collectGarbageLessOften(): void {
  if (process.versions.node.startsWith('24.'))
    setFlagsFromString('--external-memory-accounted-in-global-limit');
}

/**
 * Each thread collects its own young objects, without helpers: where all processors are busy it would wait for these, in a
 * part of thousands of collections of a tenth of a millisecond.
 */
export function collectWithoutHelpers(): void {
  if (process.versions.node.startsWith('24.')) setFlagsFromString('--no-parallel-scavenge');
}

/** Chunks of a stream between two collections: some MB. */
const CHUNKS = 25;
/** And between two that look at all. */
const MANY_CHUNKS = 100 * CHUNKS;
let visited = 0;

/**
 * Lets go of chunks that were visited. V8 sees of each a few small objects, and would keep a hundred MB of them before it looks;
 * to look only at young objects, which they all are, takes less than a hundredth of a scan.
 */
export function collectChunks(): void {
  visited += 1;
  if (visited % MANY_CHUNKS === 0) collectAll();
  else if (visited % CHUNKS === 0) collectYoung();
}

/** Lets go of what is young and nobody holds. */
export function collectYoung(): void {
  collector()({ type: 'minor' });
}

/** Rows from which on it is worth some 20 milliseconds. */
export const MANY_ROWS = 100_000;
let tidied = false;

/** Before many rows are read, once: best while the engine has not come to them. */
export function tidyForMany(rows: number): void {
  if (tidied || rows < MANY_ROWS) return;
  tidied = true;
  collectAll();
}

/**
 * Gives back what nobody holds any more, and what V8 has taken for more young objects: 30 MB after the program was loaded. It
 * takes some 20 milliseconds.
 */
function collectAll(): void {
  collector()({ type: 'major', flavor: 'last-resort' });
}

/** Growth of arrays that is worth a look at the young ones: with what lies between two, threads would hold some hundred MB. */
const MANY_BYTES = 16_000_000;
/** And that is worth a look at all. */
const MOST_BYTES = 64_000_000;
let kept = 0;
let keptOfAll = 0;

/**
 * Lets go of large arrays between two pieces of work, where nearly all are garbage: left to itself, V8 looks for them within,
 * or, with {@link collectGarbageLessOften}, late. Most are young, and those are found in a tenth of the time.
 */
export function collectArrays(): void {
  if (arrayBytes() < kept + MANY_BYTES) return;
  collectYoung();
  if (arrayBytes() >= keptOfAll + MOST_BYTES) {
    collectAll();
    keptOfAll = arrayBytes();
  }
  kept = arrayBytes();
}

function arrayBytes(): number {
  return process.memoryUsage().arrayBuffers;
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
