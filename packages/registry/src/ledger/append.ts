import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '@assay/contract';
import { remoteRefusal } from '../git/remote-refusal.ts';
import { requireRoom } from '../git/require-room.ts';
import type { Mirror } from './mirror.ts';
import { LEDGER_BRANCH } from './paths.ts';
import { refused } from './refused.ts';

/** Files to write, by path: the new text from the old one (undefined: there was none). */
export type Edits = Record<string, (old: string | undefined) => string>;

const TRIES = 8;

/** Who the ledger's commits are by: Assay itself, whoever's job it is. */
export const IDENTITY = {
  GIT_AUTHOR_NAME: 'Assay',
  GIT_AUTHOR_EMAIL: 'ledger@assay.invalid',
  GIT_COMMITTER_NAME: 'Assay',
  GIT_COMMITTER_EMAIL: 'ledger@assay.invalid',
};

/**
 * Adds one commit to the ledger and pushes it; when another writer was faster, applies the edits to its result again.
 *
 * Edits that depend on more than the old text of their own file are given as a function: it is asked again for each tip.
 *
 * Without a work tree, and nothing is left half-done: until the push succeeds nobody sees the commit. Edits that change
 * nothing make no commit.
 *
 * @returns the ledger's new tip
 * @throws UserError `ledger-refused` (no permission, or a protected branch), `ledger-unreachable`, `ledger-busy` (lost every race),
 *   `ledger-foreign`, `ref-conflict`
 */
export async function append(
  mirror: Mirror,
  edits: Edits | (() => Promise<Edits>),
  message: string,
): Promise<string> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    await mirror.refresh();
    const tip = await mirror.tip();
    const commit = await commitEdits(
      mirror,
      tip,
      typeof edits === 'function' ? await edits() : edits,
      message,
    );
    if (commit === tip) return commit;
    const branch = `refs/heads/${LEDGER_BRANCH}`;
    const pushed = await mirror.git.try([
      'push',
      '--quiet',
      '--no-verify',
      `--force-with-lease=${branch}:${tip ?? ''}`,
      'origin',
      `${commit}:${branch}`,
    ]);
    if (pushed.code === 0) {
      await mirror.moveTo(commit, tip);
      return commit;
    }
    if (remoteRefusal(pushed.stderr) !== 'lost-race')
      throw refused('the ledger could not be written', pushed.stderr);
    await requireRoom(mirror.git, branch);
    await setTimeout(50 * attempt + Math.random() * 200 * attempt);
  }
  throw new UserError('ledger-busy', `another writer was faster ${TRIES} times in a row`, {
    fix: 'run the job again',
  });
}

async function commitEdits(
  mirror: Mirror,
  tip: string | undefined,
  edits: Edits,
  message: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-index-'));
  try {
    const git = mirror.git.with({ ...IDENTITY, GIT_INDEX_FILE: join(folder, 'index') });
    await mirror.requireFolders(Object.keys(edits).flatMap(foldersAbove));
    if (tip !== undefined) await git.run(['read-tree', tip]);
    for (const [path, edit] of Object.entries(edits)) {
      const text = edit(await mirror.read(path));
      const blob = (await git.run(['hash-object', '-w', '--stdin'], text)).trim();
      await git.run(['update-index', '--add', '--cacheinfo', `100644,${blob},${path}`]);
    }
    // Blobs of other files are on the remote only, and stay there.
    const tree = (await git.run(['write-tree', '--missing-ok'])).trim();
    if (tip !== undefined && tree === (await git.run(['rev-parse', `${tip}^{tree}`])).trim()) return tip;
    const parent = tip === undefined ? [] : ['-p', tip];
    return (await git.run(['commit-tree', tree, ...parent, '-m', message])).trim();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function foldersAbove(path: string): string[] {
  const steps = path.split('/');
  return steps.slice(1).map((_, at) => steps.slice(0, at + 1).join('/'));
}
