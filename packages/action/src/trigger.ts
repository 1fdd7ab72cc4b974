import type { Trigger } from '@assay/verbs';
import { z } from 'zod';

// Only what is used of a webhook's payload; a field that an event does not have is undefined.
const side = z.object({
  sha: z.string(),
  ref: z.string(),
  repo: z.object({ full_name: z.string() }).nullish(),
});
const payloadSchema = z.object({
  pull_request: z.object({ number: z.number(), head: side, base: side }).optional(),
  merge_group: z.object({ head_sha: z.string(), base_sha: z.string(), base_ref: z.string() }).optional(),
  repository: z.object({ default_branch: z.string().optional() }).optional(),
  before: z.string().optional(),
});

/** What the runner says of the run. */
export interface RunnerVariables {
  [name: string]: string | undefined;
}

/**
 * The trigger of a run on GitHub, from the runner's variables and the event's payload.
 *
 * A pull request is judged as its head commit, not as the merge commit that is checked out.
 */
export function triggerOf(variables: RunnerVariables, payload: unknown): Trigger {
  const parsed = payloadSchema.safeParse(payload);
  const { pull_request: pull, merge_group: group, repository, before } = parsed.success ? parsed.data : {};
  const event = variables['GITHUB_EVENT_NAME'] ?? 'unknown';
  const ref = variables['GITHUB_REF'] ?? '';
  const sha = variables['GITHUB_SHA'] ?? null;
  const onDefault =
    repository?.default_branch !== undefined && ref === `refs/heads/${repository.default_branch}`;
  const common = {
    event,
    repository: variables['GITHUB_REPOSITORY'] ?? null,
    run: runOf(variables),
    pull: null,
    records: false,
    tag: null,
    trusted: false,
    dirty: null,
  };
  if (pull !== undefined) {
    return {
      ...common,
      commit: pull.head.sha,
      branch: pull.head.ref,
      base: pull.base.sha,
      baseBranch: pull.base.ref,
      pull: { number: pull.number, fromFork: pull.head.repo?.full_name !== pull.base.repo?.full_name },
    };
  }
  if (group !== undefined) {
    return {
      ...common,
      commit: group.head_sha,
      branch: null,
      base: group.base_sha,
      baseBranch: group.base_ref.replace('refs/heads/', ''),
    };
  }
  const tag = ref.startsWith('refs/tags/') ? ref.slice('refs/tags/'.length) : null;
  const branch = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
  // A branch that was just made has no state before: its own history is as good.
  const base = event === 'push' && before !== undefined && !/^0+$/.test(before) ? before : sha;
  return {
    ...common,
    commit: sha,
    branch,
    base,
    baseBranch: repository?.default_branch ?? null,
    records: event === 'push' && onDefault,
    tag,
    trusted: onDefault || tag !== null,
  };
}

function runOf(variables: RunnerVariables): Trigger['run'] {
  const {
    GITHUB_RUN_ID: id,
    GITHUB_RUN_ATTEMPT: attempt,
    GITHUB_REPOSITORY: repository,
    GITHUB_SERVER_URL: server,
  } = variables;
  if (id === undefined) return null;
  return {
    id: Number(id),
    attempt: Number(attempt ?? 1),
    url: `${server ?? 'https://github.com'}/${repository}/actions/runs/${id}`,
    job: variables['GITHUB_JOB'] ?? 'job',
    actor: variables['GITHUB_ACTOR'] ?? '',
  };
}
