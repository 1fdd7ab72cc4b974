import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub, RunningAction } from '../harness/index.ts';
import { type Job, openScene, type Pull, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type Release } from './scene/release.ts';
import { tinyModel } from './scene/tiny-model.ts';

let release: Release;
let scene: Scene;
beforeAll(async () => {
  release = await openRelease();
});

/** Where the steps before `report` have run, for a pull request. */
interface Ready {
  job: Job;
  pull: Pull;
}

async function readyToReport(): Promise<Ready> {
  const pull = await scene.openPull('topic', { 'params.json': '{"noise": 0.9}' });
  const job = await scene.job({ pull, runId: 1 });
  await job.steps(['train', 'evaluate', 'gate']);
  return { job, pull };
}

/** The same job on a pull request that nothing was said on. */
async function fresh({ job, pull }: Ready, name: string): Promise<{ job: Job; number: number }> {
  const { number } = (await scene.github.openPull(name)) as { number: number };
  // A run of its own, for artifacts of one run and name get in each other's way.
  return { job: job.as({ pull: { ...pull, number }, runId: number }), number };
}

async function bodies(github: GitHub, number: number): Promise<string[]> {
  return (await github.comments(number)).map(({ body }) => body);
}

/** Runs a step that is killed at the n-th request it sends. Answers whether it came to that. */
async function killedAt(
  start: () => RunningAction,
  request: number,
  when: 'before' | 'after',
): Promise<boolean> {
  let step: RunningAction | undefined;
  scene.github.inject({ path: /./, skip: request, kind: 'call', when, call: () => step?.kill() });
  step = start();
  const { signal } = await step.result;
  scene.github.clearFaults();
  return signal === 'SIGKILL';
}

describe('report on a pull request', () => {
  let ready: Ready;
  beforeAll(async () => {
    scene = await openScene(release, tinyModel(1));
    ready = await readyToReport();
  });
  afterEach(() => scene.github.clearFaults());
  afterAll(() => scene?.close());

  it('killed at any of its requests and run again leaves one comment', async () => {
    let kills = 0;
    for (const when of ['before', 'after'] as const) {
      for (let request = 0; ; request += 1) {
        const { job, number } = await fresh(ready, `${when}-${request}`);
        const killed = await killedAt(() => job.start('report'), request, when);
        if (killed) {
          kills += 1;
          expect(await job.as({ runAttempt: 2 }).step('report')).toMatchObject({ exitCode: 0 });
        }
        const said = await bodies(scene.github, number);
        expect(said, `killed ${when} request ${request}`).toHaveLength(1);
        expect(said[0]).toContain(ready.pull.head.slice(0, 7));
        if (!killed) break;
      }
    }
    console.log(`killed at ${kills} places`);
    // Four of artifacts, three of comments.
    expect(kills).toBeGreaterThanOrEqual(14);
    expect(unexpected(scene.github)).toEqual([]);
  });

  it('run twice at once leaves one comment, of the later run', async () => {
    for (const delay of [0, 400]) {
      const { job, number } = await fresh(ready, `twice-${delay}`);
      // The first look of the earlier run is held up, so that both see none.
      scene.github.inject({ method: 'GET', path: /\/comments$/, kind: 'delay', milliseconds: delay });
      const results = await Promise.all([1007, 1008].map((runId) => job.as({ runId }).step('report')));
      expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
      const said = await bodies(scene.github, number);
      expect(said).toHaveLength(1);
      expect(said[0]).toContain('run=1008 ');
    }
  });

  it.each([
    { name: 'a 502 that hides a success', fault: { kind: 'after-effect', status: 502 } },
    { name: 'a connection lost after the effect', fault: { kind: 'after-effect' } },
    { name: 'a 503', fault: { kind: 'status', status: 503 } },
    { name: 'a connection lost before the effect', fault: { kind: 'reset' } },
  ] as const)('takes $name for what it is', async ({ name, fault }) => {
    const { job, number } = await fresh(ready, name.replaceAll(' ', '-'));
    scene.github.inject({ method: 'POST', path: /\/comments$/, ...fault });
    scene.github.inject({ method: 'GET', path: /\/comments$/, kind: 'status', status: 502 });
    expect(await job.step('report')).toMatchObject({ exitCode: 0 });
    expect(await bodies(scene.github, number)).toHaveLength(1);
  });

  it('without artifacts says so, and comments all the same', async () => {
    const { job, number } = await fresh(ready, 'no-artifacts');
    scene.github.inject({ method: 'POST', path: /twirp/, times: 100, kind: 'status', status: 403 });
    const result = await job.step('report');
    expect(result).toMatchObject({ exitCode: 0, outputs: { 'report-url': '' } });
    expect(result.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('was not uploaded') }),
    );
    expect(await bodies(scene.github, number)).toHaveLength(1);
  });
});

describe('report on a push to main', () => {
  afterEach(() => scene?.close());

  /** What the ledger has of the commit: its record, and the predictions that it names. */
  async function recorded(sha: string) {
    const { git, repository } = scene.github;
    const path = `assay-ledger:runs/tiny/${sha.slice(0, 2)}/${sha}.json`;
    const record = await git.ask(repository, 'show', path);
    const refs = await git.run(repository, 'for-each-ref', '--format=%(refname)', 'refs/assay/');
    return { record: record !== undefined, predictions: refs !== '' };
  }

  async function readyToRecord(name: string): Promise<{ job: Job; sha: string }> {
    const sha = await scene.pushMain(name, { 'README.md': name });
    const job = await scene.job({ pull: null, runId: 1 });
    await job.steps(['train', 'evaluate', 'gate']);
    return { job, sha };
  }

  it('killed between predictions and ledger, and run again, has kept both', async () => {
    scene = await openScene(release, tinyModel(1));
    const { job, sha } = await readyToRecord('one');
    let step: RunningAction | undefined;
    const pushes = { method: 'POST', path: /git-receive-pack$/ };
    scene.github.inject({ ...pushes, skip: 1, kind: 'call', when: 'before', call: () => step?.kill() });
    step = job.start('report');
    expect(await step.result).toMatchObject({ signal: 'SIGKILL' });
    scene.github.clearFaults();
    expect(await recorded(sha)).toEqual({ record: false, predictions: true });
    expect(await job.as({ runAttempt: 2 }).step('report')).toMatchObject({ outputs: { recorded: 'true' } });
    expect(await recorded(sha)).toEqual({ record: true, predictions: true });
  });

  it('killed at any of its requests and run again has kept both', async () => {
    scene = await openScene(release, tinyModel(1));
    const { git, repository } = scene.github;
    const { job, sha } = await readyToRecord('one');
    let kills = 0;
    for (let request = 0; ; request += 1) {
      for (const ref of (await git.run(repository, 'for-each-ref', '--format=%(refname)')).split('\n'))
        if (/assay/.test(ref)) await git.run(repository, 'update-ref', '-d', ref);
      rmSync(join(job.workspace, '.git/assay'), { recursive: true, force: true });
      const inputs = { upload: 'false' };
      const killed = await killedAt(() => job.start('report', { inputs }), request, 'before');
      if (killed) {
        kills += 1;
        const again = await job.as({ runAttempt: 2 }).step('report', { inputs });
        expect(again, `killed at request ${request}`).toMatchObject({
          exitCode: 0,
          outputs: { recorded: 'true' },
        });
      }
      expect(await recorded(sha), `killed at request ${request}`).toEqual({
        record: true,
        predictions: true,
      });
      if (!killed) break;
    }
    console.log(`killed at ${kills} places`);
    expect(kills).toBeGreaterThanOrEqual(8);
  });

  it('of two commits at once records both', async () => {
    scene = await openScene(release, tinyModel(1));
    const jobs = [await readyToRecord('one'), await readyToRecord('two')];
    const results = await Promise.all(jobs.map(({ job }) => job.step('report')));
    expect(results.map(({ outputs }) => outputs['recorded'])).toEqual(['true', 'true']);
    for (const { sha } of jobs) expect(await recorded(sha)).toEqual({ record: true, predictions: true });
  });

  it('without the permission to write names the line to add, and keeps the report', async () => {
    scene = await openScene(release, tinyModel(1));
    const { job } = await readyToRecord('one');
    const token = scene.github.grant({ contents: 'read' });
    const result = await job.as({ token }).step('report');
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toContain('contents: write');
    expect(result.summary).toContain('tiny');
  });

  it('that cannot reach the ledger fails, for nothing is recorded, and keeps the report', async () => {
    scene = await openScene(release, tinyModel(1));
    const { job } = await readyToRecord('one');
    rmSync(join(job.workspace, '.git/assay'), { recursive: true });
    scene.github.inject({ path: /models\.git/, times: 1000, kind: 'status', status: 500 });
    const result = await job.step('report');
    expect(result).toMatchObject({ exitCode: 1, outputs: { recorded: 'false' } });
    expect(result.summary).toContain('tiny');
  });
});
