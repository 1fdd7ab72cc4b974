import { describe, expect, test } from 'vitest';
import { DATE, modelForEach } from './testing/retraining-model.ts';
import { batch, rowsOf } from './testing/retraining-project.ts';

const PULLS = '/repos/octo-org/models/pulls';

const own = modelForEach();
const { job, pulls, tip, ledger } = own;

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
    own.scene.server.inject({ kind: 'status', status: 403, times: 50, ...where });
    // What a killed run leaves: all before the request, and nothing after it.
    await first.open().catch(() => undefined);
    own.scene.server.clearFaults();
    const { outputs } = await (await job()).open();
    await endsWell((await tip()) ?? outputs['commit']);
  });

  test('the answer to the push is lost', async () => {
    own.scene.server.inject({ kind: 'after-effect', path: /git-receive-pack$/, skip: 1, status: 500 });
    await (await job()).open().catch(() => undefined);
    await (await job()).open();
    await endsWell(await tip());
  });
});

test('two at once, of one batch and of two: one pull request, one branch, nothing lost from the ledger', async () => {
  const [a, b, c] = await Promise.all([job(), job(), job()]);
  batch(c.root, DATE, { model: own.model }, rowsOf('b', 9000));
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
  const odd = own.scene.server.violations.filter(({ path }) => path !== '/graphql');
  expect(odd).toEqual([]);
});
