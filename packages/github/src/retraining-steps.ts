import { UserError } from '@assay/contract';
import type { GitHub } from './client.ts';
import { statusOf } from './explain-error.ts';

interface Repository {
  owner: string;
  repo: string;
}

/** Adds labels to a pull request; those that the repository lacks are made by GitHub. Adding twice is adding once. */
export async function addLabels(
  github: GitHub,
  { owner, repo, number, labels }: Repository & { number: number; labels: readonly string[] },
): Promise<void> {
  if (labels.length === 0) return;
  await github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/labels', {
    owner,
    repo,
    issue_number: number,
    labels: [...labels],
  });
}

/**
 * Starts a workflow on a branch: what GITHUB_TOKEN pushes or opens starts none by itself.
 *
 * @param workflow name of its file: `pull-request.yml`
 * @throws UserError `dispatch-refused`: no such workflow, or it has no `workflow_dispatch`; and those of `openGitHub`
 */
export async function dispatchWorkflow(
  github: GitHub,
  { owner, repo, workflow, branch }: Repository & { workflow: string; branch: string },
): Promise<void> {
  try {
    await github.request('POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches', {
      owner,
      repo,
      workflow_id: workflow,
      ref: branch,
    });
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 422) throw error;
    throw new UserError('dispatch-refused', `the workflow ${workflow} cannot be started on ${branch}`, {
      fix: `name a file in .github/workflows of the default branch that has "workflow_dispatch:" under "on:"`,
      cause: error,
    });
  }
}
