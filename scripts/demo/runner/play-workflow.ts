import type { GitHub } from '../../../test/harness/index.ts';
import { type Contexts, fillAll, holds } from './expressions.ts';
import { openPlace } from './job-place.ts';
import { type Played, playJob } from './play-job.ts';
import type { Start } from './start.ts';
import { type Job, readWorkflow } from './workflow.ts';

/** A workflow that GitHub starts. */
export interface Run {
  github: GitHub;
  /** File below .github/workflows of the commit. */
  workflow: string;
  start: Start;
  secrets: Record<string, string>;
  /** Its number. */
  run: number;
  /** The program of all actions. */
  actions: string;
  /** Where its jobs may have folders. */
  folder: string;
  /** What every step finds in its environment. */
  env: Record<string, string>;
}

/** What a workflow came to. */
export interface Ran {
  failed: boolean;
  /** The steps that were our actions. */
  steps: Played[];
  /** The work tree of the last job. */
  workspace: string;
}

/**
 * Plays a repository's workflow as it is in the commit: the jobs of the workflow of ours that it calls, in order, each in a
 * folder of its own and with a token that may do what its `permissions:` say, and nothing else.
 */
export async function playWorkflow(of: Run, told: (step: Played) => void): Promise<Ran> {
  const { github, workflow, start } = of;
  const path = `${start.sha}:.github/workflows/${workflow}`;
  const seen: Contexts = {
    inputs: start.inputs,
    secrets: of.secrets,
    github: { ref: start.ref, sha: start.sha },
    runner: { temp: '' },
    needs: {},
    steps: {},
  };
  const called = readWorkflow(await github.git.run(github.repository, 'show', path), seen);
  const ran: Ran = { failed: false, steps: [], workspace: '' };
  const known: Contexts = { ...seen, inputs: called.inputs, secrets: called.secrets };
  for (const job of called.jobs) {
    const failedBefore = job.needs.some((name) => known.needs[name]?.result !== 'success');
    if (!holds(job.if, known, failedBefore)) continue;
    const { failed, workspace, outputs } = await playOne(of, job, known, (step) => {
      ran.steps.push(step);
      told(step);
    });
    known.needs[job.name] = { result: failed ? 'failure' : 'success', outputs };
    ran.workspace = workspace;
    ran.failed ||= failed;
  }
  return ran;
}

async function playOne(of: Run, job: Job, known: Contexts, told: (step: Played) => void) {
  const { github, start, run, actions, folder, env } = of;
  const place = await openPlace(folder, job.name, { ...env, GITHUB_RUN_ATTEMPT: '1' });
  const token = github.grant(job.permissions);
  const contexts: Contexts = {
    ...known,
    github: { ...known.github, token },
    runner: { temp: place.temp },
    steps: {},
  };
  const failed = await playJob({ github, job, place, start, contexts, token, run, actions }, told);
  return { failed, workspace: place.workspace, outputs: fillAll(job.outputs, contexts) };
}
