import { basename } from 'node:path';
import { type RunRecord, UserError } from '@assay/contract';
import type { GitHub } from '@assay/github';
import type { Context, Trigger } from './context.ts';

/** What became of the comment. */
export interface Posted {
  action: 'created' | 'updated' | 'unchanged' | 'superseded';
  url: string;
}

/**
 * Puts the report into the one comment of the pull request; `undefined` where there is none to write to.
 *
 * A run that was started by hand, or for a retraining by dispatch, is of a branch: its pull request is the open one with
 * this head. A fork's token can only read: then the report stays in the job summary, and the log says so.
 */
export async function postComment(
  context: Context,
  record: RunRecord,
  body: string,
): Promise<Posted | undefined> {
  const { github: access, trigger } = context;
  const { repository, run, commit } = trigger;
  const mayHaveOne = trigger.pull !== null || isOfBranch(trigger);
  if (access === null || !mayHaveOne || repository === null || run === null || commit === null)
    return undefined;
  const { openGitHub, upsertComment } = await import('@assay/github');
  const github = openGitHub({
    token: access.token,
    apiUrl: access.apiUrl,
    userAgent: `assay/${context.version}`,
    log: context.log,
  });
  const [owner = '', repo = ''] = repository.split('/');
  const pull = trigger.pull ?? (await pullOf(github, { owner, repo, commit }, context));
  if (pull === undefined) return undefined;
  try {
    return await upsertComment(github, {
      owner,
      repo,
      number: pull.number,
      key: record.model,
      body,
      stamp: { run: run.id, attempt: run.attempt, sha: commit },
      ...(access.author === null ? {} : { author: access.author }),
    });
  } catch (error) {
    if (!pull.fromFork || !(error instanceof UserError) || error.code !== 'github-permission') throw error;
    context.log.warn(
      'this pull request comes from a fork, whose token cannot comment: the report is in the job summary',
    );
    return undefined;
  }
}

/** Whether a person, or another workflow, started this run for a branch, which may be that of a pull request. */
function isOfBranch({ event, branch, baseBranch }: Trigger): boolean {
  return event === 'workflow_dispatch' && branch !== null && branch !== baseBranch;
}

/** The open pull request of this repository with this head. */
async function pullOf(
  github: GitHub,
  { owner, repo, commit }: { owner: string; repo: string; commit: string },
  { log }: Context,
): Promise<{ number: number; fromFork: boolean } | undefined> {
  const { findPull } = await import('@assay/github');
  try {
    const headRepository = `${owner}/${repo}`;
    const pull = await findPull(github, { owner, repo, headSha: commit, headRepository });
    return pull && { number: pull.number, fromFork: false };
  } catch (error) {
    // A run by hand needs no permission to be of use.
    if (!(error instanceof UserError) || error.code !== 'github-permission') throw error;
    log.warn(`no comment: ${error.message}; ${error.fix}`);
    return undefined;
  }
}

/** Uploads the HTML report as one file that opens in the browser; a failure is told, and fails nothing. */
export async function uploadReport(
  context: Context,
  path: string,
  record: RunRecord,
): Promise<string | undefined> {
  const { trigger, github } = context;
  if (trigger.run === null || !github?.artifacts) return undefined;
  const { artifactUrl, uploadFile } = await import('@assay/github');
  const { run, repository } = trigger;
  const [owner = '', repo = ''] = (repository ?? '').split('/');
  const name = `${[basename(path, '.html'), record.model, run.job].join('-').replaceAll(/[^\w.-]+/g, '-')}.html`;
  const uploaded = await uploadFile({ name, path, retentionDays: 30, attempt: run.attempt });
  if (uploaded.uploaded)
    return artifactUrl({ serverUrl: github.serverUrl, owner, repo, run: run.id }, uploaded.id);
  context.log.warn(`the HTML report was not uploaded: ${uploaded.reason}`);
  return undefined;
}
