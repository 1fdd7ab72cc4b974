import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '@assay/test';
import { expect, test } from 'vitest';
import { remote } from '../testing/remote.ts';

const HOUR_AGO = new Date(Date.now() - 3_600_000);

async function scene() {
  const there = await remote();
  const commit = await there.commit('one');
  await there.git('update-ref', 'refs/heads/assay-ledger', commit);
  await there.open();
  const mirror = join(there.work.path, '.git/assay/ledger.git');
  const lock = (name: string, time: Date) => {
    writeFileSync(join(mirror, name), '');
    utimesSync(join(mirror, name), time, time);
  };
  return { ...there, mirror, lock };
}

test('locks that a killed git left long ago do not hold up the next run', async () => {
  const { open, mirror, lock, commit, git: onRemote } = await scene();
  await git(mirror, ['config', '--unset', 'gc.auto']);
  const locks = ['config.lock', 'shallow.lock', 'refs/assay/ledger.lock'];
  for (const name of locks) lock(name, HOUR_AGO);
  await onRemote('update-ref', 'refs/heads/assay-ledger', await commit('two'));
  expect((await open()).freshness).toBe('fresh');
  expect(locks.filter((name) => existsSync(join(mirror, name)))).toEqual([]);
});

test('a lock of now belongs to somebody, and one on the settings does not matter to whoever finds them right', async () => {
  const { open, mirror, lock } = await scene();
  lock('config.lock', new Date());
  expect((await open()).freshness).toBe('fresh');
  expect(existsSync(join(mirror, 'config.lock'))).toBe(true);
});
