import type { Git } from '@assay/registry';
import type { Trigger } from '@assay/verbs';

/**
 * What a run at a terminal is about: the commit that is checked out, compared with where it left the default branch.
 * On the default branch itself the comparison is with the commit before; with uncommitted changes, with the commit.
 */
export async function localTrigger(git: Git): Promise<Trigger> {
  const ask = async (...args: string[]) => {
    const { code, stdout } = await git.try(args);
    return code === 0 && stdout.trim() !== '' ? stdout.trim() : null;
  };
  // Each question is a process of git, and none waits for another but the last.
  const [commit, branch, main, changes, parent] = await Promise.all([
    ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}'),
    ask('symbolic-ref', '--short', '--quiet', 'HEAD'),
    defaultBranch(ask),
    ask('status', '--porcelain', '--untracked-files=no'),
    ask('rev-parse', '--verify', '--quiet', 'HEAD^'),
  ]);
  const left = main === null ? null : await ask('merge-base', 'HEAD', main);
  const before = changes === null ? parent : commit;
  return {
    event: 'local',
    repository: null,
    commit,
    branch,
    base: left === commit ? before : left,
    baseBranch: main?.replace(/^origin\//, '') ?? null,
    pull: null,
    records: false,
    tag: null,
    trusted: true,
    run: null,
  };
}

async function defaultBranch(ask: (...args: string[]) => Promise<string | null>): Promise<string | null> {
  const head = await ask('symbolic-ref', '--short', '--quiet', 'refs/remotes/origin/HEAD');
  if (head !== null) return head;
  for (const name of ['origin/main', 'origin/master', 'main', 'master']) {
    if ((await ask('rev-parse', '--verify', '--quiet', `${name}^{commit}`)) !== null) return name;
  }
  return null;
}
