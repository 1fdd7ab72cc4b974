import { UserError } from '@assay/contract';
import type { GitHub, RetrainingPlace } from '@assay/github';
import type { Context } from './context.ts';

/** GitHub, as this run may write to it. */
export interface RetrainingAccess {
  github: GitHub;
  owner: string;
  repo: string;
  /** Login of the token. */
  author: string;
  run: NonNullable<Context['trigger']['run']>;
}

/** Who GITHUB_TOKEN writes as: what it opens starts no workflow. */
const WORKFLOW = 'github-actions[bot]';

/** @throws UserError `github-missing`: this is no run on GitHub, or it has no token */
export async function openAccess(context: Context): Promise<RetrainingAccess> {
  const { github: access, trigger } = context;
  const { repository, run } = trigger;
  if (access === null || repository === null || run === null) {
    throw new UserError('github-missing', 'a pull request is opened by a run on GitHub, with a token', {
      fix: 'use the action in a workflow; "dry-run" shows here what it would open',
    });
  }
  const { openGitHub, whoAmI } = await import('@assay/github');
  const github = openGitHub({
    token: access.token,
    apiUrl: access.apiUrl,
    userAgent: `assay/${context.version}`,
    log: context.log,
  });
  const [owner = '', repo = ''] = repository.split('/');
  return { github, owner, repo, author: access.author ?? (await whoAmI(github)), run };
}

/** How the checks of the pull request come to run: those of GITHUB_TOKEN have to be started, or approved. */
export async function startChecks(
  context: Context,
  { github, owner, repo, author }: RetrainingAccess,
  branch: string,
  workflow: string | undefined,
): Promise<{ kind: 'by-themselves' | 'after-approval' } | { kind: 'dispatched'; workflow: string }> {
  if (author !== WORKFLOW) return { kind: 'by-themselves' };
  if (workflow === undefined) return { kind: 'after-approval' };
  const { dispatchWorkflow } = await import('@assay/github');
  try {
    await dispatchWorkflow(github, { owner, repo, workflow, branch });
    return { kind: 'dispatched', workflow };
  } catch (error) {
    tell(context, error);
    return { kind: 'after-approval' };
  }
}

/** Adds the labels of the contract; where the token may not, it is told. */
export async function label(
  context: Context,
  { github, owner, repo }: RetrainingAccess,
  number: number,
  labels: readonly string[],
): Promise<void> {
  const { addLabels } = await import('@assay/github');
  await addLabels(github, { owner, repo, number, labels }).catch((error: unknown) => tell(context, error));
}

function tell(context: Context, error: unknown): void {
  if (!(error instanceof UserError)) throw error;
  context.log.warn(`${error.message}; ${error.fix}`);
}

/** Where the pull requests of the model are looked for. */
export function placeOf(
  { owner, repo, author }: RetrainingAccess,
  { model, branch, base }: { model: string; branch: string; base: string },
  known: readonly number[],
): RetrainingPlace {
  return { owner, repo, author, model, branch, base, known };
}
