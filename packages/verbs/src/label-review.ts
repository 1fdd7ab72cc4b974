import { type DataContract, type Finding, type LabelChanges, type Located, UserError } from '@assay/contract';
import type { Context } from './context.ts';

const ASK =
  'let somebody who may write to the repository, and did not open the pull request, look at the labels and approve its last commit; then run this job again, or start it `on: pull_request_review` as well';

/**
 * The finding of labels that changed, or may have, and that nobody has approved; `null` where somebody has. Of what is merged already nobody is
 * asked: it was looked at in its pull request.
 */
export async function reviewMissing(
  context: Context,
  { rows, changed, reason }: LabelChanges,
  { value, source }: Located<DataContract>,
): Promise<Finding | null> {
  const { pull, event } = context.trigger;
  if (pull === null && event !== 'local' && (context.trigger.trusted || event === 'merge_group')) return null;
  const state = await stateOf(context);
  if (state === null) return null;
  const { labels, owner } = value;
  const what =
    changed === null
      ? `labels could not be compared (${reason})`
      : `${changed} ${changed === 1 ? 'label' : 'labels'} changed`;
  const whom = labels?.owner ?? owner;
  return {
    column: labels?.column ?? null,
    check: 'labels review',
    // Nobody can approve a commit that only this machine has.
    severity: pull === null ? 'warn' : (labels?.severity ?? 'error'),
    expected: 'an approving review of the last commit, where labels change or cannot be compared',
    observed: `${what}, and ${state.observed}`,
    rows: changed ?? 0,
    ...(rows === null ? {} : { of: rows }),
    fraction: rows === null || rows === 0 ? 1 : (changed ?? 0) / rows,
    examples: [],
    fix: state.fix,
    ...(labels?.reason === undefined ? {} : { reason: labels.reason }),
    ...(whom === undefined ? {} : { owner: whom }),
    line: source.position(['labels', 'review'], 'key').line,
  };
}

/** What stands in the way; `null`: nothing. */
async function stateOf({
  trigger,
  github: access,
  log,
  version,
}: Context): Promise<(Pick<Finding, 'observed'> & { fix: string }) | null> {
  const { pull, repository, commit } = trigger;
  if (pull === null)
    return {
      observed: 'reviews are looked at on the pull request',
      fix: 'open a pull request, and have it approved',
    };
  if (access === null || repository === null || commit === null)
    return {
      observed: 'there is no token to read the reviews of the pull request with',
      fix: 'give the step the token of the job, with `pull-requests: read` under `permissions:`',
    };
  const { findApproval, openGitHub } = await import('@assay/github');
  const github = openGitHub({
    token: access.token,
    apiUrl: access.apiUrl,
    userAgent: `assay/${version}`,
    log,
  });
  const [owner = '', repo = ''] = repository.split('/');
  try {
    const by = await findApproval(github, { owner, repo, number: pull.number, commit });
    if (by === undefined) return { observed: `nobody has approved ${commit.slice(0, 7)}`, fix: ASK };
    log.info(`labels: ${commit.slice(0, 7)} is approved by ${by}`);
    return null;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { observed: `its reviews cannot be read: ${error.message}`, fix: error.fix };
  }
}
