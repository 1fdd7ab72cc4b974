import type { GitHub, WorkflowEvent } from '../../../test/harness/index.ts';

/** A run that GitHub starts: what its jobs check out, and what they are told of the event. */
export interface Start {
  event: WorkflowEvent['event'];
  /** GITHUB_REF. */
  ref: string;
  sha: string;
  /** Of a pull request, the names of its branches. */
  headRef?: string;
  baseRef?: string;
  payload: object;
  /** What a person fillAll in by hand. */
  inputs: Record<string, string>;
}

interface Pull {
  head: { ref: string };
  base: { ref: string };
}

/**
 * The run that the last event of a kind starts, as the stand-in of GitHub has noted it.
 *
 * @param wanted what is known of the event
 * @throws where GitHub would have started nothing, or waits for an approval
 */
export async function startOf(github: GitHub, wanted: Partial<WorkflowEvent>): Promise<Start> {
  const found = github.events.findLast((event) =>
    Object.entries(wanted).every(([key, value]) => event[key as keyof WorkflowEvent] === value),
  );
  if (found === undefined || found.held !== undefined)
    throw new Error(
      `GitHub would start nothing on ${JSON.stringify(wanted)}: ${found?.held ?? 'no such event'}`,
    );
  const { event, ref, sha = '' } = found;
  const repository = { full_name: github.repository, default_branch: 'main' };
  const start: Start = { event, ref, sha, inputs: {}, payload: { repository } };
  switch (event) {
    case 'pull_request':
      return pullStart(github, start, Number(found.number));
    case 'push': {
      const before = await github.git.run(
        github.repository,
        'rev-list',
        '--max-count=1',
        '--skip=1',
        '--first-parent',
        sha,
      );
      return { ...start, payload: { ref, before: before.trim() || '0'.repeat(40), after: sha, repository } };
    }
    case 'release':
      return {
        ...start,
        payload: { action: found.action, release: { tag_name: ref.slice('refs/tags/'.length) }, repository },
      };
    default: {
      const inputs = (found.inputs ?? {}) as Record<string, string>;
      return { ...start, inputs, payload: { inputs, ref, repository } };
    }
  }
}

/** A run for a pull request is about its merge into the base. */
async function pullStart(github: GitHub, start: Start, number: number): Promise<Start> {
  const pull = (await github.call('GET', `/repos/${github.repository}/pulls/${number}`)) as unknown as Pull;
  const ref = `refs/pull/${number}/merge`;
  return {
    ...start,
    ref,
    sha: (await github.git.run(github.repository, 'rev-parse', ref)).trim(),
    headRef: pull.head.ref,
    baseRef: pull.base.ref,
    payload: { ...start.payload, action: 'opened', number, pull_request: pull },
  };
}
