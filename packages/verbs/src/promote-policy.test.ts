import { expect, test } from 'vitest';
import { fullProject, inRepository, project } from './testing/project.ts';
import { recorded } from './testing/recorded-project.ts';

const yml = (limit: number) =>
  (fullProject()['assay.yml'] ?? '').replace('at-least: 0.6', `at-least: ${limit}`);

test('the default branch’s rules count, whatever is checked out: they were tightened since', async () => {
  const main = await recorded();
  const passed = await main.repository.sha();
  await main.repository.commit('stricter', { 'assay.yml': yml(0.7) });
  await main.repository.git('push', '--quiet', 'origin', 'main');
  await main.repository.git('checkout', '--quiet', passed);
  const old = await inRepository(main.repository, { baseBranch: 'main', branch: null });
  await expect(old.run('promote')).rejects.toMatchObject({ code: 'verdict-other-policy' });
});

test('milder rules of a branch do not count; where the default branch has not changed, its verdict holds', async () => {
  const main = await recorded();
  const passed = await main.repository.sha();
  await main.repository.switch('mild');
  await main.repository.commit('milder', { 'assay.yml': yml(0.1) });
  const branch = await inRepository(main.repository, { baseBranch: 'main', branch: 'mild' });
  expect(await branch.run('promote', { commit: passed })).toMatchObject({ outputs: { version: 'v0.0.1' } });
});

test('without a remote the branch of this clone is asked', async () => {
  const main = await project(fullProject(), { records: true });
  for (const verb of ['train', 'evaluate', 'report']) await main.run(verb);
  await main.repository.commit('stricter', { 'assay.yml': yml(0.7) });
  await main.repository.git('checkout', '--quiet', 'HEAD~');
  const old = await inRepository(main.repository, { baseBranch: 'main', branch: null });
  await expect(old.run('promote')).rejects.toMatchObject({ code: 'verdict-other-policy' });
});
