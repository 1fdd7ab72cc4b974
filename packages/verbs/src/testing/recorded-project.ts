import { Git, Ledger } from '@assay/registry';
import { bareRepository, git, gitEnvironment, temporaryFolder } from '@assay/test';
import { fullProject, inRepository, type Project, project } from './project.ts';

/** A project with a remote, whose commit was trained, judged and recorded. */
export async function recorded(): Promise<Project & { remote: string }> {
  const main = await project(fullProject(), { records: true });
  const remote = await bareRepository(temporaryFolder('remotes'), 'octo/parity');
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
    await git(remote, ['config', key, 'true']);
  await main.repository.git('remote', 'add', 'origin', `file://${remote}`);
  await record(main);
  return { ...main, remote };
}

/** Pushes what is committed, and trains, judges and records it. */
export async function record(main: Project): Promise<void> {
  await main.repository.git('push', '--quiet', 'origin', 'main');
  for (const verb of ['train', 'evaluate', 'report']) await main.run(verb);
}

/** Commits a better model on top and records it. */
export async function next(main: Project, skill: number): Promise<Project> {
  await main.repository.commit(`skill ${skill}`, { 'params.json': `{"skill": ${skill}}` });
  const later = await inRepository(main.repository, { records: true });
  await record(later);
  return later;
}

/** The ledger as a clone sees it now. */
export const ledgerOf = (path: string) =>
  Ledger.open({ clone: new Git({ cwd: path, env: gitEnvironment() }) });

/** Tags of a remote, oldest first. */
export const tagsOf = async (remote: string) =>
  (await git(remote, ['tag', '--list', '--sort=taggerdate'])).split('\n').filter((tag) => tag !== '');
