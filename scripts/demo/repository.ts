import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitHub, git, TemporaryRepository } from '../../test/harness/index.ts';

const root = join(import.meta.dirname, '../..');

/** The example as a repository of its own, pushed to the stand-in's bare remote. */
export async function makeRepository(folder: string, remote: string): Promise<TemporaryRepository> {
  await mkdir(folder, { recursive: true });
  // What the example's own .gitignore leaves out, a person's last run may have left there.
  const tracked = (await git(root, ['ls-files', '-z', 'examples/taxi-tips']))
    .split('\0')
    .filter((path) => path !== '');
  for (const path of tracked)
    await cp(join(root, path), join(folder, path.slice('examples/taxi-tips/'.length)));
  await git(folder, ['init', '--quiet', '--initial-branch', 'main']);
  const repository = new TemporaryRepository(folder);
  await repository.git('remote', 'add', 'origin', remote);
  await repository.commit('Predict who tips');
  await repository.git('push', '--quiet', '--force', 'origin', 'main');
  return repository;
}

/** A pull request as a colleague would open it. */
export interface PullRequest {
  number: number;
  title: string;
  base: string;
  head: string;
  branch: string;
}

/** Applies a change on a branch of its own, pushes it, and opens the pull request. */
export async function openPull(
  github: GitHub,
  repository: TemporaryRepository,
  name: string,
): Promise<PullRequest> {
  const changes = join(import.meta.dirname, 'changes', name);
  const [heading = name] = (await readFile(join(changes, 'pull-request.md'), 'utf8')).split('\n');
  const title = heading.replace(/^#+ /, '');
  const base = await repository.sha('main');
  await repository.git('switch', '--quiet', '--create', name, 'main');
  await repository.git('apply', join(changes, 'change.patch'));
  const head = await repository.commit(title);
  await repository.git('push', '--quiet', 'origin', name);
  const { number } = (await github.openPull(name, { title })) as { number: number };
  return { number, title, base, head, branch: name };
}

/** What actions/checkout leaves for a job: a clone at the commit, or at the merge of a pull request into its base. */
export async function checkOut(remote: string, folder: string, pull: PullRequest | null): Promise<string> {
  await git(join(folder, '..'), ['clone', '--quiet', remote, folder]);
  const clone = new TemporaryRepository(folder);
  return pull === null ? clone.sha() : clone.checkOutPullMerge(pull.number, pull.base, pull.head);
}
