import { addAbortListener } from 'node:events';
import { lstatSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { digestPaths } from '@assay/contract';
import { type DigestThread, startDigestThread } from './digest-thread.ts';
import type { Source } from './source.ts';
import { dataChanged, watchFiles } from './unchanged.ts';

/**
 * Waits for a digest that is being computed; of what was counted with it, how many rows that were. To be asked when the rows
 * have been read.
 *
 * @throws UserError `data-changed`: files were written to since it was begun, and it may be of other bytes than the rows are
 */
export type Digesting = () => Promise<Pick<Source, 'bytes' | 'digest'> & { readonly rows?: number }>;

/** The digest of one large file, which is that of its bytes. */
interface Begun {
  readonly bytes: number;
  readonly requireUnchanged: () => void;
  readonly thread: DigestThread;
}

/** From this size on a thread of its own is worth its start: SHA-256 takes half a second for 500 MB. */
const LARGE_BYTES = 50_000_000;

/** What was begun ahead, by the path of the file. */
const ahead = new Map<string, Begun>();

/**
 * Begins to digest a large file while the code is loaded that will read it: {@link digestBeside} goes on with that. Where a
 * mistake is told before, nobody waits for it. What is no large file is left to whoever opens it.
 */
export function digestAhead(root: string, path: string): void {
  try {
    const file = resolve(root, path);
    const begun = beginLarge(root, relative(root, file));
    if (begun !== undefined) ahead.set(file, begun);
  } catch {
    // What cannot even be looked at is told by whoever opens it.
  }
}

/**
 * Digests files while other work goes on.
 *
 * @param files relative to the root
 * @param stop nobody needs it any more: the thread ends, and there is no answer
 */
export function digestBeside(root: string, files: readonly string[], stop?: AbortSignal): Digesting {
  const [only] = files;
  const large = only === undefined || files.length > 1 ? undefined : largeOf(root, only);
  if (large !== undefined) {
    const { bytes, thread, requireUnchanged } = large;
    thread.keep();
    if (stop !== undefined) addAbortListener(stop, thread.stop);
    return async () => {
      const digest = await thread.digest.catch(toChanged(files));
      requireUnchanged();
      return { bytes, digest };
    };
  }
  const requireUnchanged = watchFiles(root, files);
  const digested = digestPaths(root, files).catch(toChanged(files));
  // It is awaited at the end; what fails before is told before.
  digested.catch(() => {});
  return async () => {
    const found = await digested;
    requireUnchanged();
    return found;
  };
}

function largeOf(root: string, file: string): Begun | undefined {
  const path = resolve(root, file);
  const begun = ahead.get(path) ?? beginLarge(root, file);
  ahead.delete(path);
  return begun;
}

function beginLarge(root: string, file: string): Begun | undefined {
  const path = resolve(root, file);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size < LARGE_BYTES) return undefined;
  return { bytes: found.size, requireUnchanged: watchFiles(root, [file]), thread: startDigestThread(path) };
}

/** A file that was found, and is gone before it was digested. */
function toChanged(files: readonly string[]) {
  return (cause: NodeJS.ErrnoException): never => {
    throw ['ENOENT', 'file-not-found'].includes(cause.code ?? '') ? dataChanged(files.join(', ')) : cause;
  };
}
