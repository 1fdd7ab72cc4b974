import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findRetrainingPulls, upsertRetrainingPull } from './retraining-pull.ts';
import { RetrainingPulls } from './retraining-pulls.ts';
import { type Scene, setScene, sha } from './testing/scene.ts';

let scene: Scene;
let branch: string;
let branches = 0;
const PULLS = '/repos/octo-org/models/pulls';

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.server.close());
beforeEach(async () => {
  await scene.renew();
  branches += 1;
  branch = `assay/retrain-${branches}`;
  await scene.server.git.ensureBranch('octo-org/models', branch);
});

const request = (run: number, more: object = {}) => ({
  owner: 'octo-org',
  repo: 'models',
  model: 'taxi',
  branch,
  base: 'main',
  author: 'github-actions[bot]',
  known: [],
  title: `Retrain, of run ${run}`,
  body: `of run ${run}\n`,
  stamp: { run, attempt: 1, sha: sha('a') },
  ...more,
});

/** Open pull requests of the branch, as anybody sees them. */
async function open() {
  const all = (await scene.server.call('GET', `${PULLS}?state=open&per_page=100`)) as unknown as {
    number: number;
    title: string;
    body: string;
    head: { ref: string };
    user: { login: string };
  }[];
  return all.filter(({ head }) => head.ref === branch);
}

describe('one pull request', () => {
  test('is opened, brought up to date in place, and left alone when nothing changed', async () => {
    const github = scene.open();
    const first = await upsertRetrainingPull(github, request(1));
    expect(first.action).toBe('opened');
    expect(await upsertRetrainingPull(github, request(1))).toEqual({ ...first, action: 'unchanged' });
    expect(await upsertRetrainingPull(github, request(2))).toEqual({ ...first, action: 'updated' });
    expect(await upsertRetrainingPull(github, request(1))).toEqual({ ...first, action: 'superseded' });
    const [pull, ...others] = await open();
    expect(others).toEqual([]);
    expect(pull).toMatchObject({ number: first.number, title: 'Retrain, of run 2' });
    expect(pull?.body).toContain('of run 2');
    expect(scene.writes()).toEqual(['POST 201', 'PATCH 200']);
  });

  test('two at once come to the same one, with what the later run wrote', async () => {
    const [a, b] = await Promise.all([
      upsertRetrainingPull(scene.open(), request(1)),
      upsertRetrainingPull(scene.open(), request(2)),
    ]);
    expect(a.number).toBe(b.number);
    const pulls = await open();
    expect(pulls).toHaveLength(1);
    await upsertRetrainingPull(scene.open(), request(2));
    expect((await open())[0]?.body).toContain('of run 2');
  });

  test.each([{ status: 502 }, {}])(
    'a lost answer (%j) is settled by looking: POST is sent once',
    async (answer) => {
      scene.server.inject({ kind: 'after-effect', method: 'POST', path: PULLS, ...answer });
      await upsertRetrainingPull(scene.open(), request(1));
      expect(await open()).toHaveLength(1);
      expect(scene.writes().filter((write) => write.startsWith('POST'))).toHaveLength(1);
    },
  );

  test('a server that failed before the effect is asked again', async () => {
    scene.server.inject({ kind: 'status', status: 503, method: 'POST', path: PULLS });
    expect((await upsertRetrainingPull(scene.open(), request(1))).action).toBe('opened');
  });
});

describe('whose it is', () => {
  const stranger = () => scene.server.grant({ 'pull-requests': 'write' }, 'stranger');

  test('a stranger who opens one with our marker is told apart, and nothing of his is changed', async () => {
    const theirs = new RetrainingPulls(scene.open(stranger()), request(1, { author: 'stranger' }));
    await theirs.open('mine', request(1), 1);
    await expect(upsertRetrainingPull(scene.open(), request(2))).rejects.toMatchObject({
      code: 'pull-taken',
    });
    expect(await open()).toMatchObject([{ title: 'mine', user: { login: 'stranger' } }]);
  });

  test('one that the ledger knows is ours, whichever token opened it', async () => {
    const old = await upsertRetrainingPull(scene.open(stranger()), request(1, { author: 'stranger' }));
    const known = [old.number];
    expect(await upsertRetrainingPull(scene.open(), request(2, { known }))).toMatchObject({
      number: old.number,
      action: 'updated',
    });
  });

  test('closed and merged ones are known, with the time', async () => {
    const { number } = await upsertRetrainingPull(scene.open(), request(1));
    await scene.server.call('PATCH', `${PULLS}/${number}`, { state: 'closed' });
    const [found, ...others] = await findRetrainingPulls(scene.open(), request(2));
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      number,
      own: true,
      state: 'closed',
      merged: false,
      closed: expect.any(String),
    });
  });

  test('one of a branch that was renamed is found by its number', async () => {
    const { number } = await upsertRetrainingPull(scene.open(), request(1));
    await scene.server.git.ensureBranch('octo-org/models', `${branch}-renamed`);
    const renamed = request(2, { branch: `${branch}-renamed`, known: [number] });
    expect(await findRetrainingPulls(scene.open(), renamed)).toMatchObject([{ number, own: true }]);
  });
});

describe('refusals', () => {
  test('the setting that keeps Actions from opening pull requests is named', async () => {
    const message = 'GitHub Actions is not permitted to create or approve pull requests.';
    scene.server.inject({ kind: 'status', status: 403, method: 'POST', path: PULLS, message });
    await expect(upsertRetrainingPull(scene.open(), request(1))).rejects.toMatchObject({
      code: 'actions-may-not-open-pulls',
      fix: expect.stringContaining('Allow GitHub Actions to create and approve pull requests'),
    });
  });

  test('a token that only reads is told the line to add', async () => {
    const reader = scene.open(scene.server.grant({ 'pull-requests': 'read' }));
    await expect(upsertRetrainingPull(reader, request(1))).rejects.toMatchObject({
      code: 'github-permission',
      fix: expect.stringContaining('`pull-requests: write`'),
    });
  });

  test('a branch that is not there is an error, not an endless wait', async () => {
    await expect(upsertRetrainingPull(scene.open(), request(1, { branch: 'gone' }))).rejects.toBeInstanceOf(
      Error,
    );
    expect(scene.writes().length).toBeLessThanOrEqual(3);
  });
});

test('nothing was sent that GitHub would not take', () => {
  expect(scene.server.violations.filter(({ path }) => path !== '/graphql')).toEqual([]);
});
