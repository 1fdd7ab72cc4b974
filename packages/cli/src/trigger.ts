import type { Git } from '@assay/registry';
import type { Trigger } from '@assay/verbs';

const usual = ['origin/main', 'origin/master', 'main', 'master'];

/**
 * What a run at a terminal is about: the commit that is checked out, compared with where it left the default branch.
 * On the default branch itself the comparison is with the commit before; with uncommitted changes, with the commit.
 */
export async function localTrigger(git: Git): Promise<Trigger> {
  // Each question is a process of git: two at once, and others only where these leave it open.
  const [{ commit, branch, isChanged }, main] = await Promise.all([checkedOut(git), defaultBranch(git)]);
  return {
    event: 'local',
    repository: null,
    commit,
    branch,
    base: main === null ? null : await baseOf(git, commit, isChanged, main),
    baseBranch: main?.name.replace(/^origin\//, '') ?? null,
    pull: null,
    records: false,
    tag: null,
    trusted: true,
    dirty: isChanged,
    run: null,
  };
}

async function baseOf(
  git: Git,
  commit: string | null,
  isChanged: boolean,
  main: DefaultBranch,
): Promise<string | null> {
  const isMain = main.commit === commit;
  const left = isMain ? commit : await answer(git, 'merge-base', 'HEAD', main.name);
  if (left !== commit || isChanged) return left;
  return isMain ? main.parent : answer(git, 'rev-parse', '--verify', '--quiet', 'HEAD^');
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

interface DefaultBranch {
  readonly name: string;
  readonly commit: string;
  /** The commit before, the first of them where it is a merge. */
  readonly parent: string | null;
}

/** What `origin` says it is, or the first there is of the usual names. */
async function defaultBranch(git: Git): Promise<DefaultBranch | null> {
  const format = '--format=%(refname:lstrip=2) %(symref:lstrip=2) %(objectname) %(parent)';
  const refs = [
    'remotes/origin/HEAD',
    ...usual.map((name) => `${name.includes('/') ? 'remotes' : 'heads'}/${name}`),
  ];
  const told = await answer(git, 'for-each-ref', format, ...refs.map((ref) => `refs/${ref}`));
  const found = new Map<string, DefaultBranch>();
  for (const line of told?.split('\n') ?? []) {
    const [ref = '', target = '', commit = '', parent = ''] = line.split(' ');
    // Where `origin` says nothing, its HEAD is a commit and no branch.
    if (ref === 'origin/HEAD' && target === '') continue;
    found.set(ref, { name: target || ref, commit, parent: parent || null });
  }
  return ['origin/HEAD', ...usual].flatMap((ref) => found.get(ref) ?? [])[0] ?? null;
}

async function answer(git: Git, ...args: string[]): Promise<string | null> {
  const { code, stdout } = await git.try(args);
  return code === 0 && stdout.trim() !== '' ? stdout.trim() : null;
}
