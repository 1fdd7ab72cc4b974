import { join } from 'node:path';
import { type GitHub, runAction } from '../../../test/harness/index.ts';
import { type Contexts, fillAll, holds } from './expressions.ts';
import { checkOut, download, type Place, runShell, serverOf, upload } from './job-place.ts';
import type { Start } from './start.ts';
import type { Job, Step } from './workflow.ts';

const root = join(import.meta.dirname, '../../..');
const TEN_MINUTES = 600_000;

/** A step that was one of our actions. */
export interface Played {
  verb: string;
  failed: boolean;
  seconds: number;
  outputs: Record<string, string>;
  log: string;
}

/** A job about to be played, with a token of its own. */
export interface JobRun {
  github: GitHub;
  job: Job;
  place: Place;
  start: Start;
  contexts: Contexts;
  token: string;
  run: number;
  /** The program of all actions. */
  actions: string;
}

interface Outcome {
  failed: boolean;
  outputs: Record<string, string>;
  log: string;
}

/** Plays the steps of a job one after the other, as a runner does. Answers whether one has failed. */
export async function playJob(of: JobRun, told: (step: Played) => void): Promise<boolean> {
  const { job, contexts } = of;
  let failed = false;
  for (const step of job.steps) {
    if (!holds(step.if, contexts, failed)) continue;
    const started = performance.now();
    const verb = /\/assay\/actions\/([\w-]+)@/.exec(step.uses ?? '')?.[1];
    const {
      failed: itFailed,
      outputs,
      log,
    } = verb === undefined ? await playOther(of, step) : await playVerb(of, step, verb);
    if (step.id !== undefined)
      contexts.steps[step.id] = { outcome: itFailed ? 'failure' : 'success', outputs };
    if (verb !== undefined)
      told({ verb, failed: itFailed, seconds: (performance.now() - started) / 1000, outputs, log });
    else if (itFailed) throw new Error(`a step of ${job.name} failed: ${step.run ?? step.uses}\n${log}`);
    failed ||= itFailed;
  }
  return failed;
}

async function playVerb(of: JobRun, step: Step, verb: string): Promise<Outcome> {
  const { github, job, place, start, contexts, token, run, actions } = of;
  const { exitCode, outputs, stdout, stderr } = await runAction({
    action: join(root, 'actions', verb),
    main: actions,
    inputs: fillAll(step.with, contexts),
    env: { ...place.env, ...fillAll(step.env, contexts), DEMO_VERB: verb },
    event: start.payload,
    run: {
      repository: github.repository,
      serverUrl: serverOf(github),
      eventName: start.event,
      ref: start.ref,
      sha: start.sha,
      headRef: start.headRef ?? '',
      baseRef: start.baseRef ?? '',
      runId: run,
      job: job.name,
    },
    github: { url: github.url, token },
    workspace: place.workspace,
    temp: place.temp,
    timeLimitMilliseconds: TEN_MINUTES,
  });
  return { failed: exitCode !== 0, outputs, log: stdout + stderr };
}

/** GitHub's own actions, and shell scripts. */
async function playOther({ github, place, start, contexts, token }: JobRun, step: Step): Promise<Outcome> {
  const inputs = fillAll(step.with, contexts);
  const done: Outcome = { failed: false, outputs: {}, log: '' };
  if (step.run !== undefined) return runShell(place, step.run, fillAll(step.env, contexts));
  const [, action] = /^actions\/([\w-]+)@/.exec(step.uses ?? '') ?? [];
  switch (action) {
    case 'checkout':
      await checkOut(github, place, start, token);
      return done;
    case 'setup-python': // it is on PATH
      return done;
    case 'upload-artifact': {
      const id = await upload(place, inputs['path'] ?? '', inputs['name'] ?? '');
      return { ...done, outputs: id === undefined ? {} : { 'artifact-id': id } };
    }
    case 'download-artifact':
      await download(place, inputs['artifact-ids'] ?? '', inputs['path'] ?? '');
      return done;
    default:
      throw new Error(`the demo does not know how to play ${step.uses}`);
  }
}
