import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Done } from './open-retraining-pr-done.ts';
import { batch, rowsOf } from './testing/retraining-project.ts';
import { type RetrainingScene, retrainingScene } from './testing/retraining-scene.ts';

const BRANCH = 'assay/retrain-parity';
const PULLS = '/repos/octo-org/models/pulls';

let scene: RetrainingScene;
const server = () => scene.server;
beforeAll(async () => {
  scene = await retrainingScene();
});
afterAll(() => scene.server.close());

test('drift opens a pull request: the changes and nothing else, champion against challenger, on record', async () => {
  const job = await scene.job();
  batch(job.root, '2026-11-02');
  writeFileSync(join(job.root, 'stray.txt'), 'of the work tree');
  const script = await scene.file('main', 'predict.mjs');
  writeFileSync(
    join(job.root, 'predict.mjs'),
    `// changed by a step before
${script}`,
  );
  const result = await job.open();
  expect(result.document).toMatchObject({ outcome: 'opened', branch: BRANCH });
  const [pull, ...others] = await scene.pulls();
  expect(others).toEqual([]);
  expect(pull).toMatchObject({
    title: 'Retrain parity: 1 column drifted since 2026-11-02',
    user: { login: 'github-actions[bot]' },
    head: { sha: result.outputs['commit'] },
    labels: [{ name: 'retraining' }],
  });
  expect(await scene.changed(BRANCH)).toEqual(['data/train.csv', 'params.yaml']);
  expect(await scene.file(BRANCH, 'params.yaml')).toBe(
    '# the last day\nuntil: 2026-11-02 # inclusive\nseed: 1',
  );
  expect((await scene.file(BRANCH, 'data/train.csv'))?.split('\n')).toHaveLength(601);
  // The champion knows nothing of the new group: its scores are all one half. On the old rows both are the same.
  expect(pull?.body).toContain('on the new data the challenger is better');
  expect(pull?.body).toMatch(/On the new data \(data\/new\/2026-11-02\.csv\), 300 rows, row by row/);
  expect(pull?.body).toMatch(/`roc_auc`[^|]*\| *0\.5000 *\| *0\.[89]/);
  expect(pull?.body).toMatch(/on the old data no difference/);
  expect(pull?.body).toContain('wait for a maintainer');
  // Index and branches of the clone are as they were.
  expect(await job.clone.git('diff', '--cached', '--name-only')).toBe('');
  expect(await job.clone.git('branch', '--list')).toBe('* main');
});

describe('one pull request', () => {
  test('the same batch again is nothing new, and needs no training', async () => {
    const job = await scene.job();
    batch(job.root, '2026-11-02');
    const before = (await scene.pulls())[0];
    expect((await job.open()).outputs).toMatchObject({
      outcome: 'unchanged',
      'pull-request': String(before?.number),
    });
    expect(job.told.join()).not.toContain('train:');
    expect((await scene.pulls())[0]).toEqual(before);
  });

  test('a later batch takes its place, in the same pull request and branch', async () => {
    const job = await scene.job({ now: '2026-11-03T10:00:00Z' });
    batch(job.root, '2026-11-03', {}, rowsOf('b', 3000));
    const { outputs } = await job.open();
    expect(outputs['outcome']).toBe('updated');
    const [pull, ...others] = await scene.pulls();
    expect(others).toEqual([]);
    expect(pull).toMatchObject({
      head: { sha: outputs['commit'] },
      body: expect.stringContaining('2026-11-03'),
    });
    expect(pull?.body).not.toContain('2026-11-02');
    // On top of main: one commit.
    expect(await server().git.run('octo-org/models', 'rev-list', '--count', `main..${BRANCH}`)).toBe('1');
    expect(await scene.file(BRANCH, 'data/train.csv')).not.toContain('\n2000,');
  });

  test('a branch with commits of a person is left alone, and its pull request says so, once', async () => {
    const [pull] = await scene.pulls();
    const mine = await commitOnto(BRANCH, { 'params.yaml': 'until: never\n' });
    for (const now of ['2026-11-04T10:00:00Z', '2026-11-05T10:00:00Z']) {
      const job = await scene.job({ now });
      batch(job.root, now.slice(0, 10), {}, rowsOf('b', 4000));
      const result = await job.open({ force: 'true' });
      expect(result.outputs['outcome']).toBe('person-commits');
      expect(result.annotations).toMatchObject([{ level: 'warning' }]);
    }
    expect(await server().git.branch('octo-org/models', BRANCH)).toBe(mine);
    const comments = await server().comments(pull?.number ?? 0);
    expect(comments.map(({ body }) => body)).toEqual([expect.stringContaining('2026-11-05')]);
  });

  test('closed by a person: cool-down, then a new one; by force at once, and never for the same batch', async () => {
    const [first] = await scene.pulls();
    await server().call('PATCH', `${PULLS}/${first?.number}`, { state: 'closed' });
    await server().git.run('octo-org/models', 'update-ref', '-d', `refs/heads/${BRANCH}`);
    const now = new Date(Date.now() + 3_600_000).toISOString();
    const again = async (date: string, at: string, inputs = {}) => {
      const job = await scene.job({ now: at });
      batch(job.root, date, {}, rowsOf('b', 5000));
      return (await job.open(inputs)).document as Done;
    };
    expect(await again('2026-11-06', now)).toMatchObject({
      outcome: 'cool-down',
      why: expect.stringMatching(/until 20/),
    });
    expect(await again('2026-11-03', now)).toMatchObject({ outcome: 'cool-down' });
    const later = new Date(Date.now() + 8 * 86_400_000).toISOString();
    expect(await again('2026-11-06', later)).toMatchObject({ outcome: 'opened' });
    const pulls = await scene.pulls();
    expect(pulls.map(({ state }) => state)).toEqual(['closed', 'open']);
    await server().call('PATCH', `${PULLS}/${pulls[1]?.number}`, { state: 'closed' });
    expect(await again('2026-11-06', later)).toMatchObject({ outcome: 'unchanged' });
    expect(await again('2026-11-06', now, { force: 'true' })).toMatchObject({ outcome: 'opened' });
  });
});

test('every request was one that GitHub takes', () => {
  expect(server().violations.filter(({ path }) => path !== '/graphql')).toEqual([]);
});

/** Pushes a commit of a person to a branch. */
async function commitOnto(branch: string, files: Record<string, string>): Promise<string> {
  const { clone } = await scene.job({ token: server().token, depth: 10 });
  await clone.git('remote', 'set-url', 'origin', `file://${join(server().git.root, 'octo-org/models.git')}`);
  await clone.git('fetch', '--quiet', 'origin', branch);
  await clone.git('switch', '--quiet', '--detach', 'FETCH_HEAD');
  const commit = await clone.commit('By hand', files);
  await clone.git('push', '--quiet', 'origin', `HEAD:refs/heads/${branch}`);
  return commit;
}
