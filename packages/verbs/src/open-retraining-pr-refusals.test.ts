import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Done } from './open-retraining-pr-done.ts';
import { batch, CONTRACT, retrainingFiles, rowsOf } from './testing/retraining-project.ts';
import {
  type Job,
  type JobOptions,
  PERMISSIONS,
  type RetrainingScene,
  retrainingScene,
} from './testing/retraining-scene.ts';

// Each test has a model of its own, and so a branch and a pull request; none of them has a champion.
const REPOSITORY = 'octo-org/models';
const PULLS = `/repos/${REPOSITORY}/pulls`;
const DATE = '2026-11-02';

let scene: RetrainingScene;
let model: string;
let branch: string;
let models = 0;
beforeAll(async () => {
  const below = Object.entries(retrainingFiles).map(([name, text]) => [`sub/${name}`, text]);
  scene = await retrainingScene(Object.fromEntries(below));
});
afterAll(() => scene.server.close());
beforeEach(() => {
  models += 1;
  model = `model-${models}`;
  branch = `assay/retrain-${model}`;
});
afterEach(() => {
  scene.server.clearFaults();
  scene.server.settings.actionsMayOpenPulls = true;
});

/** A job of this test's model, with a batch that drifted. */
async function job(options: JobOptions = {}, contract = (text: string) => text): Promise<Job> {
  const made = await scene.job(options);
  writeFileSync(join(made.root, 'assay.yml'), contract(CONTRACT.replace('model: parity', `model: ${model}`)));
  batch(made.root, DATE, { model });
  return made;
}

const pulls = async () => (await scene.pulls()).filter(({ title }) => title.startsWith(`Retrain ${model}:`));
const tip = () => scene.server.git.branch(REPOSITORY, branch);
const ledger = async () =>
  JSON.parse((await scene.file('assay-ledger', `retraining/${model}.json`)) ?? '{"attempts": []}') as {
    attempts: { commit: string; pull: number | null }[];
  };

describe('whose token', () => {
  const events = (from: number) =>
    scene.server.events.slice(from).map(({ event, held }) => [event, held ?? 'starts'] as const);

  test("the job's own starts no checks: the pull request says who has to", async () => {
    const from = scene.server.events.length;
    await (await job()).open();
    const [pull] = await pulls();
    expect(pull?.body).toContain('wait for a maintainer');
    expect(pull?.body).toContain('Not compared: there is no champion');
    expect(events(from)).toEqual([['pull_request', 'approval required']]);
  });

  test("a person's or an App's starts them", async () => {
    const from = scene.server.events.length;
    const token = scene.server.grant(PERMISSIONS, 'robot');
    await (await job({ token })).open({ 'validation-workflow': 'pull-request.yml' });
    expect((await pulls())[0]).toMatchObject({
      user: { login: 'robot' },
      body: expect.stringContaining('start by themselves'),
    });
    expect(events(from)).toContainEqual(['pull_request', 'starts']);
    expect(events(from).map(([event]) => event)).not.toContain('workflow_dispatch');
  });

  test('one that took over goes on with the same pull request', async () => {
    await (await job()).open();
    const token = scene.server.grant(PERMISSIONS, 'robot');
    const next = await job({ token });
    batch(next.root, DATE, { model }, rowsOf('b', 7000));
    expect((await next.open()).outputs['outcome']).toBe('updated');
    expect(await pulls()).toHaveLength(1);
  });

  test('a workflow that is not there is told, and the pull request is opened', async () => {
    const opened = await job();
    const { outputs } = await opened.open({ 'validation-workflow': 'gone.yml' });
    expect(outputs['outcome']).toBe('opened');
    expect(opened.told.join()).toContain('warn: the workflow gone.yml cannot be started');
    expect((await pulls())[0]?.body).toContain('wait for a maintainer');
  });
});

describe('refused, with what to change', () => {
  test.each([
    [{ contents: 'read', 'pull-requests': 'write' }, /contents: write/],
    [{ contents: 'write', 'pull-requests': 'read' }, /pull-requests: write/],
  ] as const)('a token with %j', async (permissions, fix) => {
    const token = scene.server.grant(permissions);
    await expect((await job({ token })).open()).rejects.toMatchObject({ fix: expect.stringMatching(fix) });
    expect(await pulls()).toEqual([]);
  });

  test('a branch that is protected', async () => {
    scene.server.protect(`refs/heads/${branch}`);
    await expect((await job()).open()).rejects.toMatchObject({ code: 'branch-protected' });
    expect(await tip()).toBeUndefined();
  });

  test('a ruleset', async () => {
    scene.server.protect(`refs/heads/${branch}`, 'ruleset');
    await expect((await job()).open()).rejects.toMatchObject({ code: 'branch-protected' });
  });

  test('the setting that keeps Actions from opening pull requests; once it is mended, the same run goes on', async () => {
    scene.server.settings.actionsMayOpenPulls = false;
    const held = await job();
    await expect(held.open()).rejects.toMatchObject({ code: 'actions-may-not-open-pulls' });
    const pushed = await tip();
    scene.server.settings.actionsMayOpenPulls = true;
    expect((await held.open()).outputs).toMatchObject({ outcome: 'opened', commit: pushed });
  });

  test("a stranger's pull request on the branch, and a stranger's branch", async () => {
    await scene.server.openPull(branch);
    await expect((await job()).open()).rejects.toMatchObject({ code: 'pull-taken' });
    const [theirs] = (await scene.pulls()).filter(({ title }) => title === `Try ${branch}`);
    await scene.server.call('PATCH', `${PULLS}/${theirs?.number}`, { state: 'closed' });
    const before = await tip();
    expect((await (await job()).open()).outputs['outcome']).toBe('person-commits');
    expect(await tip()).toBe(before);
  });

  test('models of which one lies in the other have a branch each', async () => {
    await (await job()).open();
    model = `${model}/small`;
    const { outputs } = await (await job()).open();
    expect(outputs).toMatchObject({ outcome: 'opened', branch: `${branch}+small` });
  });

  test('a branch that is in the way of its name', async () => {
    await (await job()).open();
    model = `${model}-b`;
    const other = await job({}, (text) => text.replace('retrain:', `retrain:\n  branch: ${branch}/again`));
    await expect(other.open()).rejects.toMatchObject({
      code: 'ref-conflict',
      message: expect.stringContaining(`because the branch ${branch} is there`),
      fix: expect.stringContaining('retrain.branch'),
    });
  });

  test('a branch that was renamed while its pull request is open', async () => {
    await (await job()).open();
    const renamed = await job({}, (text) => text.replace('retrain:', 'retrain:\n  branch: assay/other'));
    batch(renamed.root, DATE, { model }, rowsOf('b', 7000));
    await expect(renamed.open()).rejects.toMatchObject({ code: 'pull-elsewhere' });
  });

  test.each(['main', 'assay-ledger', '--upload-pack=x', 'a..b', 'a b'])('the branch %j', async (name) => {
    const named = await job({}, (text) => text.replace('retrain:', `retrain:\n  branch: '${name}'`));
    await expect(named.open()).rejects.toMatchObject({ code: 'branch-name' });
  });

  test('code that was not accepted', async () => {
    const made = await job();
    Object.assign(made.context.trigger, { trusted: false });
    await expect(made.open()).rejects.toMatchObject({ code: 'untrusted-run' });
  });

  test('a training that fails: nothing is pushed, noted or opened', async () => {
    const broken = await job();
    batch(broken.root, DATE, { model }, 'id,label,x,group\n1,1,1,broken\n');
    await expect(broken.open()).rejects.toMatchObject({ code: 'training-failed' });
    expect([await tip(), await pulls(), (await ledger()).attempts]).toEqual([undefined, [], []]);
  });

  test('a file that is not in git, and rows with other columns', async () => {
    const other = await job({}, (text) =>
      text.replace('path: data/train.csv, append', 'path: data/new/x.csv, append'),
    );
    writeFileSync(join(other.root, 'data/new/x.csv'), 'id,label,x,group\n');
    await expect(other.open()).rejects.toMatchObject({ code: 'change-not-tracked' });
    const columns = await job();
    batch(columns.root, DATE, { model }, 'id,x\n1,1\n');
    await expect(columns.open()).rejects.toMatchObject({ code: 'change-columns' });
  });

  test.each([
    [{ model: 'another' }, 'drift-report-other'],
    [{ assay: 'drift/2' as 'drift/1', model: 'x' }, 'drift-report-invalid'],
  ])('a drift report with %j', async (more, code) => {
    const made = await job();
    batch(made.root, DATE, more);
    await expect(made.open()).rejects.toMatchObject({ code });
  });

  test('a drift report of no monitor, unless by force', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    batch(made.root, DATE, { model, monitor: null });
    await expect(made.open({ 'dry-run': 'true' })).rejects.toMatchObject({
      code: 'drift-report-other',
      message: expect.stringContaining('no monitor'),
    });
    const { outputs } = await made.open({ 'dry-run': 'true', force: 'true' });
    expect(outputs['outcome']).toBe('dry-run');
  });

  test('a drift report of another monitor', async () => {
    await expect((await job()).open({ monitor: 'weekly' })).rejects.toMatchObject({
      code: 'drift-report-other',
    });
  });
});

describe('nothing to do', () => {
  test('no drift, and too little data: without a token', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    for (const [outcome, expected] of [
      ['none', 'not-asked'],
      ['insufficient data', 'insufficient-data'],
    ] as const) {
      batch(made.root, DATE, { model, outcome });
      expect((await made.open()).outputs['outcome']).toBe(expected);
    }
  });

  test('main holds the changes already', async () => {
    const made = await job({}, (text) =>
      text.replace(/changes:[\s\S]*$/, "changes: [{file: params.yaml, key: until, value: '2026-10-01'}]\n"),
    );
    expect((await made.open()).outputs['outcome']).toBe('nothing-to-change');
    expect(await tip()).toBeUndefined();
  });
});

test('a model in a folder of the repository: its files are changed there', async () => {
  const made = await scene.job();
  const root = join(made.root, 'sub');
  Object.assign(made.context, { root });
  writeFileSync(join(root, 'assay.yml'), CONTRACT.replace('model: parity', `model: ${model}`));
  batch(root, DATE, { model });
  expect((await made.open()).outputs['outcome']).toBe('opened');
  expect(await scene.changed(branch)).toEqual(['sub/data/train.csv', 'sub/params.yaml']);
});

describe('a dry run', () => {
  test('shows body and diff, and writes nothing, not even to the clone', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    const objects = await made.clone.git('count-objects');
    const { document, outputs } = await made.open({ 'dry-run': 'true' });
    expect(outputs).toMatchObject({ outcome: 'dry-run', 'pull-request': '' });
    const { why } = document as Done;
    expect(why).toContain('-until: 2026-10-01 # inclusive\n+until: 2026-11-02 # inclusive');
    expect(why).toContain('nothing was trained');
    // 300 rows are added: the file's diff begins, and the rest is counted. Nothing is markup, and nothing is opened.
    expect(why).toMatch(/data\/train\.csv +\| +300 \+/);
    expect(why).toMatch(/… and \d+ more lines/);
    expect(why.split('\n').length).toBeLessThan(120);
    expect(why).not.toMatch(/<sub>|<details>|\\_|&[a-z]+;|###/);
    expect(why).not.toContain('maintainer');
    expect(await made.clone.git('count-objects')).toBe(objects);
    expect(readFileSync(join(made.root, 'params.yaml'), 'utf8')).toContain('2026-10-01');
    expect([await tip(), await pulls()]).toEqual([undefined, []]);
  });

  test('a run at a terminal opens nothing else', async () => {
    const made = await job();
    Object.assign(made.context, { github: null });
    await expect(made.open()).rejects.toMatchObject({ code: 'github-missing' });
  });
});

describe('killed, and run again', () => {
  /** What there is at the end, whatever happened on the way. */
  async function endsWell(commit: string | undefined): Promise<void> {
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    expect(await tip()).toBe(commit);
    expect(pull?.head.sha).toBe(commit);
    expect((await ledger()).attempts).toMatchObject([{ commit, pull: pull?.number }]);
  }

  test.each([
    ['before the branch is pushed', { path: /git-receive-pack$/, skip: 1 }],
    ['before the pull request is opened', { path: PULLS, method: 'POST' }],
    ['before its labels', { path: /\/labels$/, method: 'POST' }],
    ['before the ledger has its number', { path: /git-receive-pack$/, skip: 2 }],
  ])('%s', async (_, where) => {
    const first = await job();
    scene.server.inject({ kind: 'status', status: 403, times: 50, ...where });
    // What a killed run leaves: all before the request, and nothing after it.
    await first.open().catch(() => undefined);
    scene.server.clearFaults();
    const { outputs } = await (await job()).open();
    await endsWell((await tip()) ?? outputs['commit']);
  });

  test('the answer to the push is lost', async () => {
    scene.server.inject({ kind: 'after-effect', path: /git-receive-pack$/, skip: 1, status: 500 });
    await (await job()).open().catch(() => undefined);
    await (await job()).open();
    await endsWell(await tip());
  });
});

test('two at once, of one batch and of two: one pull request, one branch, nothing lost from the ledger', async () => {
  const [a, b, c] = await Promise.all([job(), job(), job()]);
  batch(c.root, DATE, { model }, rowsOf('b', 9000));
  const results = await Promise.allSettled([a.open(), b.open(), c.open()]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled']);
  const [pull, ...others] = await pulls();
  expect(others).toEqual([]);
  expect(pull?.head.sha).toBe(await tip());
  const { attempts } = await ledger();
  expect(new Set(attempts.map(({ pull: number }) => number))).toEqual(new Set([pull?.number]));
  expect(attempts).toHaveLength(2);
});

test('every request was one that GitHub takes', () => {
  const odd = scene.server.violations.filter(({ path }) => path !== '/graphql' && !path.includes('gone.yml'));
  expect(odd).toEqual([]);
});
