import { Worker } from 'node:worker_threads';

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

/** A thread that digests one file. */
export interface DigestThread {
  readonly digest: Promise<string>;
  /** From now on the process waits for it. */
  keep(): void;
  /** It ends, and there is no answer. */
  stop(): void;
}

/** Starts a thread that digests a file; the process does not wait for it. @param path absolute */
export function startDigestThread(path: string): DigestThread {
  const worker = new Worker(THREAD, { eval: true, workerData: path });
  worker.unref();
  const digest = new Promise<string>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  digest.catch(() => {});
  return { digest, keep: () => worker.ref(), stop: () => worker.terminate() };
}
