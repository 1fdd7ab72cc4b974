import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cached, retried, withLock } from './cache.ts';
import { run } from './process.ts';
import { temporaryFolder } from './temporary-folder.ts';

let cache: string;
beforeEach(() => {
  cache = temporaryFolder('cache');
  vi.stubEnv('ASSAY_CACHE', cache);
});
afterEach(() => vi.unstubAllEnvs());

describe('cached', () => {
  it('is filled once by processes that want it at the same time', async () => {
    const program = `
      import { cached } from ${JSON.stringify(join(import.meta.dirname, 'cache.ts'))};
      import { appendFileSync } from 'node:fs';
      await cached('thing', '1', async (folder) => {
        appendFileSync(folder + '/../log', 'filled ');
        await new Promise((done) => setTimeout(done, 300));
      });`;
    const args = ['--input-type=module', '--eval', program];
    await Promise.all([1, 2, 3].map(() => run(process.execPath, args)));
    expect(readFileSync(join(cache, 'thing', 'log'), 'utf8')).toBe('filled ');
    expect(readdirSync(join(cache, 'thing')).sort()).toEqual(['1', '1.complete', 'log']);
  });

  it('begins anew after a run that was cut off', async () => {
    mkdirSync(join(cache, 'thing', '1'), { recursive: true });
    writeFileSync(join(cache, 'thing', '1', 'half'), '');
    const folder = await cached('thing', '1', async (target) => writeFileSync(join(target, 'whole'), ''));
    expect(readdirSync(folder)).toEqual(['whole']);
  });
});

describe('retried', () => {
  it('tries three times', async () => {
    let tries = 0;
    const third = async () => {
      tries += 1;
      if (tries < 3) throw new Error('bad moment');
      return tries;
    };
    expect(await retried(third, 1)).toBe(3);
    tries = -9;
    await expect(retried(third, 1)).rejects.toThrow('bad moment');
    expect(tries).toBe(-6);
  });
});

describe('withLock', () => {
  it('takes over the lock of a process that has died', async () => {
    const dead = await run(process.execPath, ['--eval', 'console.log(process.pid)']);
    const lock = join(cache, 'lock');
    writeFileSync(lock, dead.stdout.trim());
    expect(await withLock(lock, async () => readFileSync(lock, 'utf8'))).toBe(String(process.pid));
    expect(existsSync(lock)).toBe(false);
  });
});
