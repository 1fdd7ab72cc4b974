import type { Git } from '@assay/registry';
import type { Trigger } from '@assay/verbs';

const usual = ['origin/main', 'origin/master', 'main', 'master'];

/**
 * What a run at a terminal is about: the commit that is checked out, compared with where it left the default branch.
 * On the default branch itself the comparison is with the commit before; with uncommitted changes, with the commit.
 */
export async function localTrigger(git: Git): Promise<Trigger> {
  // Each question is a process of git: three at once, and the one that needs an answer.
  const [{ commit, branch, isChanged }, main, parent] = await Promise.all([
    checkedOut(git),
    defaultBranch(git),
    answer(git, 'rev-parse', '--verify', '--quiet', 'HEAD^'),
  ]);
  const left = main === null ? null : await answer(git, 'merge-base', 'HEAD', main);
  const before = isChanged ? commit : parent;
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

/** The commit and the branch, `null` before the first one or beside any, and whether tracked files differ from the commit. */
async function checkedOut(git: Git) {
  const told = await answer(git, 'status', '--porcelain=v2', '--branch', '--untracked-files=no');
  const lines = told?.split('\n') ?? [];
  const header = (name: string) => {
    const start = `# branch.${name} `;
    return lines.find((line) => line.startsWith(start))?.slice(start.length) ?? null;
  };
  const [commit, branch] = [header('oid'), header('head')];
  return {
    commit: commit === '(initial)' ? null : commit,
    branch: branch === '(detached)' ? null : branch,
    isChanged: lines.some((line) => !line.startsWith('#')),
  };
}

/** What `origin` says it is, or the first there is of the usual names. */
async function defaultBranch(git: Git): Promise<string | null> {
  const format = '--format=%(refname:lstrip=2) %(symref:lstrip=2)';
  const refs = [
    'remotes/origin/HEAD',
    ...usual.map((name) => `${name.includes('/') ? 'remotes' : 'heads'}/${name}`),
  ];
  const told = await answer(git, 'for-each-ref', format, ...refs.map((ref) => `refs/${ref}`));
  const found = new Map(told?.split('\n').map((line) => line.split(' ') as [string, string]));
  return found.get('origin/HEAD') || (usual.find((name) => found.has(name)) ?? null);
}

async function answer(git: Git, ...args: string[]): Promise<string | null> {
  const { code, stdout } = await git.try(args);
  return code === 0 && stdout.trim() !== '' ? stdout.trim() : null;
}
