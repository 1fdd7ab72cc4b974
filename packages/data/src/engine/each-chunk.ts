import { setImmediate } from 'node:timers/promises';
import { collectChunks } from './garbage.ts';

/**
 * Vectors that wait for their visit, at most, of all columns together and 16 kB each: where the pages of a file begin, the engine
 * takes as long as several visits.
 */
const VECTORS = 112;

/** The part of a result that streams. */
interface Streaming<Chunk> {
  readonly columnCount: number;
  /** Null, or a chunk without rows, is the end. One is fetched at a time. */
  fetchChunk(): Promise<Chunk | null>;
}

/**
 * Visits the chunks of a stream in their order, while the engine decodes further ones. With only one of them ahead, each side
 * waited for the other in turn: visits are not all of a length, and neither is what the engine does for a chunk.
 *
 * @param visit may take turns in a long one: the next chunk is asked for in those
 */
export async function eachChunk<Chunk extends { readonly rowCount: number }>(
  result: Streaming<Chunk>,
  visit: (chunk: Chunk) => void | Promise<void>,
): Promise<void> {
  const most = Math.max(2, Math.floor(VECTORS / result.columnCount));
  const waiting: Chunk[] = [];
  let ended = false;
  let fetching: Promise<void> | undefined;
  const fetchAhead = () => {
    if (ended || fetching !== undefined || waiting.length >= most) return;
    fetching = result.fetchChunk().then((chunk) => {
      fetching = undefined;
      if (chunk?.rowCount) waiting.push(chunk);
      else ended = true;
      fetchAhead();
    });
    // What went wrong is told when it is waited for, behind the chunks before it.
    fetching.catch(() => {});
  };
  try {
    for (fetchAhead(); waiting.length > 0 || fetching !== undefined; ) {
      const chunk = waiting.shift();
      if (chunk === undefined) {
        await fetching;
        continue;
      }
      fetchAhead();
      await visit(chunk);
      collectChunks();
      // What has come meanwhile is taken, and more is asked for, before the next visit.
      await setImmediate();
    }
  } finally {
    ended = true;
    // Where a visit went wrong, the engine is still at work.
    await fetching?.catch(() => {});
  }
}
