import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type GitHub, type PythonEnvironment, runAction } from '../../test/harness/index.ts';
import { checkOut, type PullRequest } from './repository.ts';
import { readSteps } from './workflow.ts';

const root = join(import.meta.dirname, '../..');
const TEN_MINUTES = 600_000;

/** A job to play: the push to main, or a pull request. */
export interface Job {
  workflow: string;
  pull: PullRequest | null;
  run: number;
  folder: string;
}

/** What a job came to. */
export interface Played {
  workspace: string;
  steps: { verb: string; failed: boolean; seconds: number; outputs: Record<string, string>; log: string }[];
}

/** Plays the steps of a workflow one after the other, as a runner does, with the token that its permissions give. */
export async function playJob(
  github: GitHub,
  remote: string,
  python: PythonEnvironment,
  job: Job,
  told: (step: Played['steps'][number]) => void,
): Promise<Played> {
  await mkdir(job.folder, { recursive: true });
  const workspace = join(job.folder, 'workspace');
  const sha = await checkOut(remote, workspace, job.pull);
  const token = github.grant(
    job.pull === null ? { contents: 'write' } : { contents: 'read', 'pull-requests': 'write' },
  );
  const steps: Played['steps'] = [];
  for (const step of await readSteps(workspace, job.workflow)) {
    if (steps.some((before) => before.failed) && !step.always) continue;
    const started = performance.now();
    const result = await runAction({
      action: join(root, 'actions', step.verb),
      main: join(import.meta.dirname, 'action.ts'),
      inputs: step.inputs,
      // The model's threads wait instead of spinning where the machine is busy.
      env: {
        DEMO_VERB: step.verb,
        OMP_WAIT_POLICY: 'PASSIVE',
        PATH: `${python.bin}:${process.env['PATH'] ?? ''}`,
      },
      event: job.pull === null ? pushEvent() : pullEvent(github, job.pull),
      run: runOf(github, job, sha),
      github: { url: github.url, token },
      workspace,
      timeLimitMilliseconds: TEN_MINUTES,
    });
    const done = {
      verb: step.verb,
      failed: result.exitCode !== 0,
      seconds: (performance.now() - started) / 1000,
      outputs: result.outputs,
      log: result.stdout + result.stderr,
    };
    steps.push(done);
    told(done);
  }
  return { workspace, steps };
}

function runOf(github: GitHub, { pull, run }: Job, sha: string) {
  const common = { repository: github.repository, sha, runId: run, job: 'assay' };
  if (pull === null) return { ...common, eventName: 'push', ref: 'refs/heads/main' };
  return {
    ...common,
    eventName: 'pull_request',
    ref: `refs/pull/${pull.number}/merge`,
    headRef: pull.branch,
    baseRef: 'main',
  };
}

function pushEvent() {
  return { ref: 'refs/heads/main', before: '0'.repeat(40), repository: { default_branch: 'main' } };
}

function pullEvent(github: GitHub, pull: PullRequest) {
  const repo = { full_name: github.repository };
  return {
    action: 'opened',
    number: pull.number,
    repository: { ...repo, default_branch: 'main' },
    pull_request: {
      number: pull.number,
      head: { sha: pull.head, ref: pull.branch, repo },
      base: { sha: pull.base, ref: 'main', repo },
    },
  };
}
