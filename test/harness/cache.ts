import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOCK_WAIT_MILLISECONDS = 15 * 60_000;
const ATTEMPTS = 3;

/** Where downloaded and built parts are kept: ASSAY_CACHE, or `.cache` at the root of the repository. */
export function cacheFolder(): string {
  return process.env['ASSAY_CACHE'] ?? resolve(import.meta.dirname, '../../.cache');
}

/**
 * The folder `<cache>/<name>/<key>`, filled by `fill` the first time. Processes that want it at once wait for one of
 * them; one that is cut off leaves nothing that counts. `key` holds whatever the content depends on.
 */
export async function cached(
  name: string,
  key: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder(), name, key);
  // A mark and not a rename says that it is whole: virtual environments cannot be moved.
  const mark = `${folder}.complete`;
  if (existsSync(mark)) return folder;
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(mark)) return;
    await retried(async () => {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
      await fill(folder);
    });
    writeFileSync(mark, '');
  });
  return folder;
}

/** Runs `work` again where it fails, at most three times, waiting longer each time: registries have bad moments. */
export async function retried<T>(work: () => Promise<T>, firstWaitMilliseconds = 1_000): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await pause(firstWaitMilliseconds * 2 ** (attempt - 1));
    }
  }
}

/** Runs `work` while no other process holds the lock. The lock of a process that has died counts for nothing. */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  const deadline = Date.now() + LOCK_WAIT_MILLISECONDS;
  while (!take(lock)) {
    if (Date.now() > deadline) throw new Error(`${lock} is held by another run; remove it if there is none`);
    await pause(100);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  }
}

function isAbandoned(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // Made a moment ago and not written yet.
    if (owner === 0) return Date.now() - statSync(lock).mtimeMs > 10_000;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
