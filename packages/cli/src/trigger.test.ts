import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Git } from '@assay/registry';
import { gitEnvironment, type TemporaryRepository, temporaryRepository } from '@assay/test';
import { expect, test } from 'vitest';
import { localTrigger } from './trigger.ts';

async function history() {
  const made = await temporaryRepository();
  const first = await made.commit('first', { 'a.txt': 'a' });
  const second = await made.commit('second');
  return { made, first, second };
}

const triggerOf = ({ path }: TemporaryRepository) =>
  localTrigger(new Git({ cwd: path, env: gitEnvironment() }));

test('on the default branch: the commit before', async () => {
  const { made, first, second } = await history();
  expect(await triggerOf(made)).toMatchObject({
    ...{ commit: second, branch: 'main', base: first, baseBranch: 'main', dirty: false },
  });
});

test('of a merge: the commit that it was merged into', async () => {
  const { made, second } = await history();
  await made.switch('side');
  await made.commit('beside', { 'b.txt': 'b' });
  await made.git('switch', '--quiet', 'main');
  await made.git('merge', '--quiet', '--no-ff', '--message', 'merged', 'side');
  expect((await triggerOf(made)).base).toBe(second);
});

test('with changes: the commit itself', async () => {
  const { made, second } = await history();
  writeFileSync(join(made.path, 'untracked.txt'), '');
  expect((await triggerOf(made)).dirty).toBe(false);
  writeFileSync(join(made.path, 'a.txt'), 'changed');
  expect(await triggerOf(made)).toMatchObject({ base: second, dirty: true });
});

test('on a branch: where it left the default branch, which has gone on meanwhile', async () => {
  const { made, second } = await history();
  await made.switch('topic');
  await made.commit('on the way');
  await made.git('switch', '--quiet', 'main');
  await made.commit('third');
  await made.git('switch', '--quiet', 'topic');
  expect(await triggerOf(made)).toMatchObject({ branch: 'topic', base: second, baseBranch: 'main' });
});

test('on an earlier commit of the default branch: the one before that', async () => {
  const { made, first, second } = await history();
  await made.commit('third');
  await made.git('switch', '--quiet', '--detach', second);
  expect(await triggerOf(made)).toMatchObject({ commit: second, branch: null, base: first });
});

test('the default branch is what origin says, and none of the usual names', async () => {
  const { made, first, second } = await history();
  await made.git('update-ref', 'refs/remotes/origin/trunk', first);
  await made.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/trunk');
  expect(await triggerOf(made)).toMatchObject({ commit: second, base: first, baseBranch: 'trunk' });
  // One that names no branch says nothing.
  await made.git('symbolic-ref', '--delete', 'refs/remotes/origin/HEAD');
  await made.git('update-ref', 'refs/remotes/origin/HEAD', first);
  expect((await triggerOf(made)).baseBranch).toBe('main');
});

test('before the first commit, and without a default branch: nothing', async () => {
  const made = await temporaryRepository();
  expect(await triggerOf(made)).toMatchObject({ commit: null, base: null, baseBranch: null, dirty: false });
  const { made: other, second } = await history();
  await other.git('branch', '--move', 'main', 'mine');
  expect(await triggerOf(other)).toMatchObject({ commit: second, branch: 'mine', base: null });
});
