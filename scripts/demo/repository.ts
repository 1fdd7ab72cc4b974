import { cp, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitHub, git, TemporaryRepository } from '../../test/harness/index.ts';

const root = join(import.meta.dirname, '../..');

/** The example as a repository of its own, which a colleague pushes to the stand-in of GitHub. */
export async function makeRepository(folder: string, github: GitHub): Promise<TemporaryRepository> {
  await mkdir(folder, { recursive: true });
  // What the example's own .gitignore leaves out, a person's last run may have left there.
  const tracked = (await git(root, ['ls-files', '-z', 'examples/taxi-tips']))
    .split('\0')
    .filter((path) => path !== '');
  for (const path of tracked)
    await cp(join(root, path), join(folder, path.slice('examples/taxi-tips/'.length)));
  await git(folder, ['init', '--quiet', '--initial-branch', 'main']);
  const repository = new TemporaryRepository(folder);
  const { host } = new URL(github.url);
  const address = `http://colleague:${github.token}@${host}/${github.repository}.git`;
  await repository.git('remote', 'add', 'origin', address);
  await repository.commit('Predict who tips');
  await repository.git('push', '--quiet', '--force', 'origin', 'main');
  return repository;
}

/** A pull request as a colleague would open it. */
export interface PullRequest {
  number: number;
  title: string;
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
  await repository.git('switch', '--quiet', '--create', name, 'main');
  await repository.git('apply', join(changes, 'change.patch'));
  await repository.commit(title);
  await repository.git('push', '--quiet', 'origin', name);
  const { number } = (await github.openPull(name, { title })) as { number: number };
  return { number, title };
}

/** Merges a pull request by its button, and brings the colleague's clone up to date. Answers the new tip of main. */
export async function mergePull(
  github: GitHub,
  repository: TemporaryRepository,
  { number }: PullRequest,
): Promise<string> {
  await github.call('PUT', `/repos/${github.repository}/pulls/${number}/merge`, {});
  await repository.git('switch', '--quiet', 'main');
  await repository.git('pull', '--quiet', '--ff-only', 'origin', 'main');
  return repository.sha();
}
