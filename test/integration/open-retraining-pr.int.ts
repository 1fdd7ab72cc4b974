import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  batch,
  CONTRACT,
  retrainingFiles,
  rowsOf,
} from '../../packages/verbs/src/testing/retraining-project.ts';
import { renderGfm, type StepResult } from '../harness/index.ts';
import { type Job, openScene, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type Release } from './scene/release.ts';

const BRANCH = 'assay/retrain-parity';
const PERMISSIONS = { contents: 'write', 'pull-requests': 'write', actions: 'write' } as const;
const VALIDATION = 'on: {pull_request: {}, workflow_dispatch: {}}\njobs: {}\n';

interface Pull {
  number: number;
  state: string;
  body: string;
  user: { login: string };
  head: { sha: string; ref: string };
}

// One story, told in order.
let release: Release;
let scene: Scene;
let runs = 1;
beforeAll(async () => {
  release = await openRelease();
  scene = await openScene(release, { ...retrainingFiles, '.github/workflows/pull-request.yml': VALIDATION });
  const job = await scene.job({ pull: null, runId: runs });
  const { report } = await job.steps(['train', 'evaluate', 'gate', 'report']);
  expect(report?.outputs, report?.stdout).toMatchObject({ recorded: 'true' });
}, 120_000);
afterAll(async () => {
  expect(unexpected(scene.github)).toEqual([]);
  await scene?.close();
});

/** The step of a scheduled run, on a batch of rows that begin with this id. */
async function retrain(
  firstId: number,
  { token = scene.github.grant(PERMISSIONS), inputs = {}, contract = CONTRACT } = {},
): Promise<StepResult> {
  const job = await scheduled(token);
  batch(job.workspace, '2026-11-02', {}, rowsOf('b', firstId));
  writeFileSync(join(job.workspace, 'assay.yml'), contract);
  return step(job, inputs);
}

async function scheduled(token: string): Promise<Job> {
  runs += 1;
  return scene.job({ pull: null, runId: runs, token });
}

function step(job: Job, inputs: Record<string, string> = {}): Promise<StepResult> {
  const { run } = job.stepOptions();
  if (run === undefined) throw new Error('a job has a run');
  return job.step('open-retraining-pr', {
    inputs,
    event: { schedule: '0 6 * * *', repository: { default_branch: 'main' } },
    run: { ...run, eventName: 'schedule' },
  });
}

async function pulls(branch = BRANCH): Promise<Pull[]> {
  const path = `/repos/${scene.github.repository}/pulls?state=all&per_page=100`;
  const all = (await scene.github.call('GET', path)) as unknown as Pull[];
  return all.filter(({ head }) => head.ref === branch).sort((a, b) => a.number - b.number);
}

const tip = (branch = BRANCH) => scene.github.git.branch(scene.github.repository, branch);

it('opens the pull request with the token of the job, and starts its checks by dispatch', async () => {
  const from = scene.github.events.length;
  const result = await retrain(2000, { inputs: { 'validation-workflow': 'pull-request.yml' } });
  expect(result, result.stdout).toMatchObject({
    exitCode: 0,
    problems: [],
    outputs: { outcome: 'opened', branch: BRANCH, commit: await tip() },
  });
  const [pull, ...others] = await pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({ user: { login: 'github-actions[bot]' }, head: { sha: await tip() } });
  expect(result.outputs['pull-request']).toBe(String(pull?.number));
  const shown = renderGfm(pull?.body ?? '');
  expect(shown.rows.map((cells) => cells[0])).toContain('roc_auc\u00a0↑');
  expect(pull?.body).toContain('on the new data the challenger is better');
  expect(pull?.body).toMatch(/pull-request\.yml.* was started on the branch/);
  const events = scene.github.events.slice(from).map(({ event, ref, held }) => [event, ref, held]);
  expect(events).toEqual([
    ['workflow_dispatch', `refs/heads/${BRANCH}`, undefined],
    ['pull_request', expect.stringContaining(BRANCH), 'approval required'],
  ]);
});

it('the same batch again is nothing new', async () => {
  const before = await pulls();
  expect((await retrain(2000)).outputs).toMatchObject({ outcome: 'unchanged' });
  expect(await pulls()).toEqual(before);
});

it('a later batch is put into the same pull request; a personal token starts its checks', async () => {
  const from = scene.github.events.length;
  const token = scene.github.grant(PERMISSIONS, 'octocat');
  expect((await retrain(3000, { token })).outputs).toMatchObject({ outcome: 'updated', commit: await tip() });
  const [pull, ...others] = await pulls();
  expect(others).toEqual([]);
  expect(pull?.body).toContain('start by themselves');
  const events = scene.github.events.slice(from);
  expect(events).toContainEqual(
    expect.objectContaining({ event: 'pull_request', action: 'synchronize', actor: 'octocat' }),
  );
});

it('leaves the commits of a person alone, and says so', async () => {
  await scene.colleague.git('fetch', '--quiet', 'origin', BRANCH);
  await scene.colleague.git('switch', '--quiet', '--detach', 'FETCH_HEAD');
  const mine = await scene.colleague.commit('By hand', { 'params.yaml': 'until: never\n' });
  await scene.colleague.git('push', '--quiet', 'origin', `HEAD:refs/heads/${BRANCH}`);
  await scene.colleague.switch('main');
  const result = await retrain(4000, { inputs: { force: 'true' } });
  expect(result.outputs).toMatchObject({ outcome: 'person-commits' });
  expect(result.annotations).toContainEqual(expect.objectContaining({ level: 'warning' }));
  expect(await tip()).toBe(mine);
  const [pull] = await pulls();
  expect(await scene.github.comments(pull?.number ?? 0)).toMatchObject([
    { body: expect.stringContaining('it was left as it is') },
  ]);
});

it('after a person closed it there is a cool-down, which a person can end', async () => {
  const [pull] = await pulls();
  await scene.github.call('PATCH', `/repos/${scene.github.repository}/pulls/${pull?.number}`, {
    state: 'closed',
  });
  await scene.github.git.run(scene.github.repository, 'update-ref', '-d', `refs/heads/${BRANCH}`);
  const held = await retrain(5000);
  expect(held).toMatchObject({ exitCode: 0, outputs: { outcome: 'cool-down' } });
  expect(await tip()).toBeUndefined();
  expect((await retrain(5000, { inputs: { force: 'true' } })).outputs).toMatchObject({ outcome: 'opened' });
  expect((await pulls()).map(({ state }) => state)).toEqual(['closed', 'open']);
});

it('what main holds already opens nothing', async () => {
  const contract = `${CONTRACT.split('  changes:')[0]}  changes: [{file: params.yaml, key: until, value: '2026-10-01'}]\n`;
  const before = await pulls();
  expect((await retrain(6000, { contract })).outputs).toMatchObject({ outcome: 'nothing-to-change' });
  expect(await pulls()).toEqual(before);
});

it.each([
  ['a token that only reads', 'other-one', { contents: 'read', 'pull-requests': 'read' }, /contents: write/],
  ['a protected branch', 'other-two', PERMISSIONS, /retrain\.branch/],
] as const)(
  '%s is told what to change, and nothing is left behind',
  async (what, model, permissions, fix) => {
    const branch = `assay/retrain-${model}`;
    if (what.includes('protected')) scene.github.protect(`refs/heads/${branch}`);
    const job = await scheduled(scene.github.grant(permissions));
    batch(job.workspace, '2026-11-02', { model });
    writeFileSync(join(job.workspace, 'assay.yml'), CONTRACT.replace('model: parity', `model: ${model}`));
    const result = await step(job);
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(fix);
    expect([await tip(branch), await pulls(branch)]).toEqual([undefined, []]);
  },
);

it('two runs at once come to one pull request', async () => {
  const model = 'other-three';
  const jobs = await Promise.all([1, 2].map(() => scheduled(scene.github.grant(PERMISSIONS))));
  for (const job of jobs) {
    batch(job.workspace, '2026-11-02', { model });
    writeFileSync(join(job.workspace, 'assay.yml'), CONTRACT.replace('model: parity', `model: ${model}`));
  }
  const results = await Promise.all(jobs.map((job) => step(job)));
  expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  const [pull, ...others] = await pulls(`assay/retrain-${model}`);
  expect(others).toEqual([]);
  expect(pull?.head.sha).toBe(await tip(`assay/retrain-${model}`));
});

it('a run of a pull request opens none', async () => {
  const result = await (await scheduled(scene.github.grant(PERMISSIONS)))
    .as({ pull: await scene.openPull('topic', {}) })
    .step('open-retraining-pr');
  expect(result.exitCode).toBe(1);
  expect(result.annotations.at(-1)?.message).toContain('has not been accepted');
});
