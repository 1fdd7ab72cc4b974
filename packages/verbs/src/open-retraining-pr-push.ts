import { UserError } from '@assay/contract';
import type { Git } from '@assay/registry';

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
 * @throws UserError `branch-protected`, `workflows-permission`, `push-refused`, `push-failed`
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
  if (/stale info|fetch first|cannot lock ref|failed to update ref|already exists/.test(pushed.stderr))
    return 'moved';
  throw refused(branch, pushed.stderr);
}

function refused(branch: string, stderr: string): UserError {
  const lines = stderr.trim().split('\n');
  const said = (
    lines.find((line) => /GH0\d\d|refusing|denied|rejected|fatal|error/i.test(line)) ??
    lines[0] ??
    ''
  )
    .replace(/^remote: /, '')
    .replaceAll(/\/\/[^@/\s]*@/g, '//***@');
  const message = `the branch ${branch} could not be pushed: ${said.trim()}`;
  if (/GH006|GH013|protected branch|rule violations/i.test(stderr)) {
    return new UserError('branch-protected', message, {
      fix: `let the token push to ${branch}: leave it out of the branch protection or ruleset, or name another branch under "retrain.branch"`,
    });
  }
  if (/refusing to allow .* workflow/i.test(stderr)) {
    return new UserError('workflows-permission', message, {
      fix: 'take workflows out of "retrain.changes", or use the token of a GitHub App that may write workflows',
    });
  }
  if (/HTTP 5\d\d|error: 5\d\d|RPC failed|hung up|reset by peer|Could not resolve|timed out/i.test(stderr)) {
    return new UserError('push-failed', message, {
      fix: 'the git server did not answer as it should: run the job again',
    });
  }
  return new UserError('push-refused', message, {
    fix: 'give the job `contents: write` under `permissions:`, or a token that may push',
  });
}
