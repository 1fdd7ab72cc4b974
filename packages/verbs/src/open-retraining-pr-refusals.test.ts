import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DATE, modelForEach } from './testing/retraining-model.ts';
import { batch, rowsOf } from './testing/retraining-project.ts';

const PULLS = '/repos/octo-org/models/pulls';

const own = modelForEach();
const { job, pulls, tip, ledger } = own;

describe('refused, with what to change', () => {
  test.each([
    [{ contents: 'read', 'pull-requests': 'write' }, /contents: write/],
    [{ contents: 'write', 'pull-requests': 'read' }, /pull-requests: write/],
  ] as const)('a token with %j', async (permissions, fix) => {
    const token = own.scene.server.grant(permissions);
    await expect((await job({ token })).open()).rejects.toMatchObject({ fix: expect.stringMatching(fix) });
    expect(await pulls()).toEqual([]);
  });

  test('a branch that is protected', async () => {
    own.scene.server.protect(`refs/heads/${own.branch}`);
    await expect((await job()).open()).rejects.toMatchObject({ code: 'branch-protected' });
    expect(await tip()).toBeUndefined();
  });

  test('a ruleset', async () => {
    own.scene.server.protect(`refs/heads/${own.branch}`, 'ruleset');
    await expect((await job()).open()).rejects.toMatchObject({ code: 'branch-protected' });
  });

  test('the setting that keeps Actions from opening pull requests; once it is mended, the same run goes on', async () => {
    own.scene.server.settings.actionsMayOpenPulls = false;
    const held = await job();
    await expect(held.open()).rejects.toMatchObject({ code: 'actions-may-not-open-pulls' });
    const pushed = await tip();
    own.scene.server.settings.actionsMayOpenPulls = true;
    expect((await held.open()).outputs).toMatchObject({ outcome: 'opened', commit: pushed });
  });

  test("a stranger's pull request on the branch, and a stranger's branch", async () => {
    await own.scene.server.openPull(own.branch);
    await expect((await job()).open()).rejects.toMatchObject({ code: 'pull-taken' });
    const [theirs] = (await own.scene.pulls()).filter(({ title }) => title === `Try ${own.branch}`);
    await own.scene.server.call('PATCH', `${PULLS}/${theirs?.number}`, { state: 'closed' });
    const before = await tip();
    expect((await (await job()).open()).outputs['outcome']).toBe('person-commits');
    expect(await tip()).toBe(before);
  });

  test('models of which one lies in the other have a branch each', async () => {
    await (await job()).open();
    own.model = `${own.model}/small`;
    const { outputs } = await (await job()).open();
    expect(outputs).toMatchObject({ outcome: 'opened', branch: `${own.branch}+small` });
  });

  test('a branch that is in the way of its name', async () => {
    await (await job()).open();
    own.model = `${own.model}-b`;
    const other = await job({}, (text) =>
      text.replace('retrain:', `retrain:\n  branch: ${own.branch}/again`),
    );
    await expect(other.open()).rejects.toMatchObject({
      code: 'ref-conflict',
      message: expect.stringContaining(`because the branch ${own.branch} is there`),
      fix: expect.stringContaining('retrain.branch'),
    });
  });

  test('a branch that was renamed while its pull request is open', async () => {
    await (await job()).open();
    const renamed = await job({}, (text) => text.replace('retrain:', 'retrain:\n  branch: assay/other'));
    batch(renamed.root, DATE, { model: own.model }, rowsOf('b', 7000));
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
    batch(broken.root, DATE, { model: own.model }, 'id,label,x,group\n1,1,1,broken\n');
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
    batch(columns.root, DATE, { model: own.model }, 'id,x\n1,1\n');
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
    batch(made.root, DATE, { model: own.model, monitor: null });
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

test('every request was one that GitHub takes', () => {
  const odd = own.scene.server.violations.filter(({ path }) => path !== '/graphql');
  expect(odd).toEqual([]);
});
