import type { Policy } from '@assay/contract';
import { fileInClone, type Git, type Ledger } from '@assay/registry';
import type { Context } from './context.ts';
import { parsePolicyText } from './policy.ts';

/**
 * The policy that a promotion answers to: the default branch's, as it is now, whatever is checked out. So neither a branch nor
 * an old tag brings milder rules of its own.
 *
 * @param own that of the work tree, which counts where nothing says what the default branch is, or it has none
 * @throws UserError where the default branch's contract cannot be read
 */
export async function promotionPolicy(
  context: Context,
  git: Git,
  ledger: Ledger,
  config: string,
  own: Policy,
): Promise<Policy> {
  const { baseBranch } = context.trigger;
  const tip = baseBranch === null ? undefined : await tipOf(git, baseBranch);
  if (tip === undefined) return own;
  const here = await fileInClone(git, tip, config);
  const text = here === undefined ? await ledger.fetchFile(tip, config) : here;
  return text == null ? own : (parsePolicyText(text, `${baseBranch}:${config}`) ?? own);
}

/** The commit of a branch, as the remote has it now; without a remote, as it is here. */
async function tipOf(git: Git, branch: string): Promise<string | undefined> {
  const remote = await git.try(['remote', 'get-url', 'origin']);
  const listed = await git.try([
    'ls-remote',
    '--',
    remote.code === 0 ? 'origin' : '.',
    `refs/heads/${branch}`,
  ]);
  const [oid] = listed.stdout.split('\t');
  return listed.code === 0 && oid !== undefined && oid !== '' ? oid : undefined;
}
