import { UserError } from '@assay/contract';
import { type Git, remoteRefusal, requireRoom, tellingLine } from '@assay/registry';

/** The commit that a branch of the remote is at; `undefined` where there is no such branch. */
export async function remoteTip(git: Git, branch: string): Promise<string | undefined> {
  const listed = await git.run(['ls-remote', 'origin', `refs/heads/${branch}`]);
  return listed === '' ? undefined : listed.split('\t')[0];
}

/**
 * Pushes a commit to a branch that is where it was last seen. Hooks run: large files are uploaded by one.
 *
 * @param expected where the branch is; `undefined`: it is not there
 * @returns `moved`: somebody else was faster, and nothing was changed
 * @throws UserError `branch-protected`, `workflows-permission`, `push-refused`, `push-failed`,
 *   `ref-conflict`
 */
export async function pushBranch(
  git: Git,
  { branch, commit, expected }: { branch: string; commit: string; expected: string | undefined },
): Promise<'pushed' | 'moved'> {
  const ref = `refs/heads/${branch}`;
  const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
  const pushed = await git.try(['push', '--quiet', lease, 'origin', `${commit}:${ref}`]);
  if (pushed.code === 0) return 'pushed';
  // The answer may have been lost after the effect.
  if ((await remoteTip(git, branch).catch(() => undefined)) === commit) return 'pushed';
  if (remoteRefusal(pushed.stderr) !== 'lost-race') throw refused(branch, pushed.stderr);
  await requireRoom(git, ref, ', or name another branch under "retrain.branch"');
  return 'moved';
}

function refused(branch: string, stderr: string): UserError {
  const message = `the branch ${branch} could not be pushed: ${tellingLine(stderr).replace(/^remote: /, '')}`;
  if (/refusing to allow .* workflow/i.test(stderr)) {
    return new UserError('workflows-permission', message, {
      fix: 'take workflows out of "retrain.changes", or use the token of a GitHub App that may write workflows',
    });
  }
  switch (remoteRefusal(stderr)) {
    case 'protected':
      return new UserError('branch-protected', message, {
        fix: `let the token push to ${branch}: leave it out of the branch protection or ruleset, or name another branch under "retrain.branch"`,
      });
    case 'no-permission':
      return new UserError('push-refused', message, {
        fix: 'give the job `contents: write` under `permissions:`, or a token that may push',
      });
    default:
      return new UserError('push-failed', message, {
        fix: 'check the network and the address of the remote "origin"; where both are right, run the job again',
      });
  }
}
