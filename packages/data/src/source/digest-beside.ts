import { addAbortListener } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { digestPaths } from '@assay/contract';
import type { Source } from './source.ts';
import { dataChanged } from './unchanged.ts';

/** A digest that is being computed. */
export type Digesting = Promise<Pick<Source, 'bytes' | 'digest'>>;

/** From this size on a thread of its own is worth its start: SHA-256 takes half a second for 500 MB. */
const LARGE_BYTES = 50_000_000;

/**
 * Digests files while other work goes on; whoever needs it waits for it, and learns then what went wrong.
 *
 * @param stop nobody needs it any more: the thread ends, and there is no answer
 */
export function digestBeside(root: string, files: readonly string[], stop?: AbortSignal): Digesting {
  const digested = digestFiles(root, files, stop).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? dataChanged(files.join(', ')) : cause;
  });
  digested.catch(() => {});
  return digested;
}

async function digestFiles(root: string, files: readonly string[], stop?: AbortSignal): Digesting {
  const [only] = files;
  if (files.length === 1 && only !== undefined) {
    const path = join(root, only);
    const { size } = await stat(path);
    // The digest of one file is that of its bytes.
    if (size >= LARGE_BYTES) return { bytes: size, digest: await digestInThread(path, stop) };
  }
  const { bytes, digest } = await digestPaths(root, files);
  return { bytes, digest };
}

/** As text, so that it is the same in a checkout and in the bundle, which has no file for a thread to start from. */
const THREAD = `
const { createHash } = require('node:crypto');
const { closeSync, openSync, readSync } = require('node:fs');
const { parentPort, workerData } = require('node:worker_threads');
const hash = createHash('sha256');
const buffer = Buffer.allocUnsafe(1 << 20);
const file = openSync(workerData, 'r');
for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) hash.update(buffer.subarray(0, read));
closeSync(file);
parentPort.postMessage('sha256:' + hash.digest('hex'));
`;

function digestInThread(path: string, stop?: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { eval: true, workerData: path });
    if (stop !== undefined) addAbortListener(stop, () => worker.terminate());
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
