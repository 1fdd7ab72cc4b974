import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let token: string;
let main: string;

beforeAll(async () => {
  github = await startGitHub({ repositories: ['octo-org/models', 'octo-org/other'] });
  token = github.grant({ deployments: 'write', statuses: 'write', actions: 'read', checks: 'write' });
  main = (await github.git.branch(github.repository, 'main')) ?? '';
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: JsonObject, as = token) =>
  github.call(method, `/repos/octo-org/models${path}`, body, as) as Promise<JsonObject>;
const list = async (path: string) => (await call('GET', path)) as unknown as JsonObject[];
const deploy = async (fields: JsonObject = {}, as = token) =>
  Number(
    (
      await call(
        'POST',
        '/deployments',
        { ref: 'main', auto_merge: false, required_contexts: [], ...fields },
        as,
      )
    )['id'],
  );
const say = (id: number, state: string, more: JsonObject = {}) =>
  call('POST', `/deployments/${id}/statuses`, { state, ...more });
const stateOf = async (id: number) => (await list(`/deployments/${id}/statuses`))[0]?.['state'];

describe('deployments', () => {
  it('are made at the commit of a ref, and found by commit, ref, task and environment', async () => {
    await github.git.run(github.repository, 'tag', '-a', '-m', 'x', 'model@v1', 'main');
    const id = await deploy({
      ref: 'model@v1',
      environment: 'found',
      task: 'deploy:model',
      payload: { digest: 'd' },
    });
    expect(await call('GET', `/deployments/${id}`)).toMatchObject({
      sha: main,
      ref: 'model@v1',
      payload: { digest: 'd' },
      production_environment: false,
      creator: { login: 'github-actions[bot]', type: 'Bot' },
    });
    await deploy({ environment: 'found' });
    const found = async (query: string) => (await list(`/deployments?${query}`)).map((one) => one['id']);
    expect(await found('environment=found')).toEqual([id + 1, id]);
    expect(await found('environment=found&task=deploy:model')).toEqual([id]);
    expect(await found(`ref=model@v1&sha=${main}`)).toEqual([id]);
    expect(await found(`sha=${'1'.repeat(40)}`)).toEqual([]);
    await expect(deploy({ ref: 'nowhere' })).rejects.toThrow('No ref found for: nowhere');
    await expect(deploy({ description: 'x'.repeat(141) })).rejects.toThrow('description is too long');
    await expect(deploy({}, github.grant({ deployments: 'read' }))).rejects.toThrow('403');
  });

  it('make an environment that is missing, without protection', async () => {
    await expect(call('GET', '/environments/fresh')).rejects.toThrow('404');
    await deploy({ environment: 'fresh' });
    expect(await call('GET', '/environments/fresh')).toMatchObject({ protection_rules: [] });
  });

  it('wait for checks: those that are named, or all of the commit', async () => {
    const sha = await github.git.commitTree(github.repository, 'checked', 'c', `${main}^{tree}`, [main]);
    const open = (more: JsonObject) =>
      call('POST', '/deployments', { ref: 'checked', auto_merge: false, ...more }, github.token);
    const status = (state: string) => call('POST', `/statuses/${sha}`, { state, context: 'ci' });
    expect(await open({})).toMatchObject({ sha });
    await status('failure');
    await expect(open({})).rejects.toThrow('Conflict: Commit status checks failed for checked.');
    expect(await open({ required_contexts: [] })).toMatchObject({ sha });
    await status('success');
    expect(await open({})).toMatchObject({ sha });
    await expect(open({ required_contexts: ['ci', 'assay'] })).rejects.toThrow(
      '"context":"assay","state":"pending"',
    );
    await call('POST', '/check-runs', {
      name: 'assay',
      head_sha: sha,
      conclusion: 'success',
      output: { title: 't', summary: 's' },
    });
    expect(await open({ required_contexts: ['ci', 'assay'] })).toMatchObject({ sha });
    // A job asks while its own check has not ended.
    await expect(call('POST', '/deployments', { ref: 'checked', auto_merge: false })).rejects.toThrow('409');
  });

  it('merge the default branch into one that lacks its commits, unless told not to', async () => {
    const open = (more: JsonObject) =>
      call('POST', '/deployments', { ref: 'behind', required_contexts: [], ...more });
    const old = await github.git.commitTree(github.repository, 'behind', 'b', `${main}^{tree}`, [main]);
    await github.git.commitTree(github.repository, 'main', 'More', `${main}^{tree}`, [main]);
    expect(await open({ auto_merge: false })).toMatchObject({ sha: old });
    expect(await open({})).toEqual({ message: 'Auto-merged main into behind on deployment.' });
    const merged = await github.git.branch(github.repository, 'behind');
    expect(merged).not.toBe(old);
    expect(await open({})).toMatchObject({ sha: merged });
  });

  it('are deleted when they are inactive, or alone', async () => {
    const id = await deploy();
    await expect(call('DELETE', `/deployments/${id}`)).rejects.toThrow(
      'We cannot delete an active deployment',
    );
    await say(id, 'inactive');
    await call('DELETE', `/deployments/${id}`);
    await expect(call('GET', `/deployments/${id}`)).rejects.toThrow('404');
    const alone = '/repos/octo-org/other/deployments';
    const made = (await github.call('POST', alone, { ref: 'main' })) as JsonObject;
    await github.call('DELETE', `${alone}/${made['id']}`);
  });
});

describe('statuses of deployments', () => {
  it('put earlier ones out of use, but not those of production, of other places, or transient ones', async () => {
    const earlier = {
      staging: await deploy({ environment: 'staging' }),
      failed: await deploy({ environment: 'staging' }),
      transient: await deploy({ environment: 'staging', transient_environment: true }),
      declared: await deploy({ environment: 'staging', production_environment: true }),
      production: await deploy(),
      elsewhere: await deploy({ environment: 'qa' }),
    };
    for (const id of Object.values(earlier))
      await say(id, id === earlier.failed ? 'failure' : 'success', { auto_inactive: false });
    await say(await deploy({ environment: 'staging' }), 'success', { auto_inactive: false });
    expect(await stateOf(earlier.staging)).toBe('success');
    await say(await deploy({ environment: 'staging' }), 'success');
    await say(await deploy(), 'success');
    const states = await Promise.all(
      Object.entries(earlier).map(async ([name, id]) => [name, await stateOf(id)]),
    );
    expect(Object.fromEntries(states)).toEqual({
      staging: 'inactive',
      failed: 'failure',
      transient: 'success',
      declared: 'success',
      production: 'success',
      elsewhere: 'success',
    });
  });

  it('come newest first and in pages', async () => {
    const id = await deploy({ environment: 'paged' });
    for (const state of ['queued', 'in_progress', 'success']) await say(id, state);
    expect((await list(`/deployments/${id}/statuses?per_page=2&page=2`)).map(({ state }) => state)).toEqual([
      'queued',
    ]);
    const [newest] = await list(`/deployments/${id}/statuses`);
    expect(await call('GET', `/deployments/${id}/statuses/${newest?.['id']}`)).toEqual(newest);
  });

  it('are refused with a state, an address or a description that GitHub would not take', async () => {
    const id = await deploy();
    await expect(say(id, 'done')).rejects.toThrow('must be equal to one of the allowed values');
    await expect(say(id, 'success', { log_url: 'ftp://x' })).rejects.toThrow(
      'log_url must use http(s) scheme',
    );
    await expect(say(id, 'success', { description: 'x'.repeat(141) })).rejects.toThrow(
      'description is too long',
    );
    await expect(say(9999, 'success')).rejects.toThrow('404');
  });
});

describe('environments', () => {
  it('are set up by administrators, with their protection', async () => {
    const rules = { wait_timer: 5, reviewers: [{ type: 'User', id: 7 }] };
    await expect(call('PUT', '/environments/guarded', rules)).rejects.toThrow('403');
    await call('PUT', '/environments/guarded', rules, github.token);
    const types = (await call('GET', '/environments/guarded'))['protection_rules'] as JsonObject[];
    expect(types.map(({ type }) => type)).toEqual(['wait_timer', 'required_reviewers']);
    expect((await call('GET', '/environments?per_page=100'))['environments']).toContainEqual(
      expect.objectContaining({ name: 'guarded' }),
    );
    const policy = { deployment_branch_policy: { protected_branches: true, custom_branch_policies: true } };
    await expect(call('PUT', '/environments/guarded', policy, github.token)).rejects.toThrow('422');
  });
});

describe('statuses of commits', () => {
  it('count by the newest of each context', async () => {
    const sha = await github.git.commitTree(github.repository, 'said', 's', `${main}^{tree}`, [main]);
    const combined = () => call('GET', `/commits/said/status`);
    expect(await combined()).toMatchObject({ state: 'pending', total_count: 0 });
    const post = (state: string, context: string) => call('POST', `/statuses/${sha}`, { state, context });
    await post('error', 'a');
    await post('success', 'b');
    expect(await combined()).toMatchObject({ state: 'failure', total_count: 2, sha });
    await post('success', 'a');
    expect(await combined()).toMatchObject({ state: 'success', total_count: 2 });
    expect((await list(`/commits/${sha}/statuses`)).map(({ state }) => state)).toEqual([
      'success',
      'success',
      'error',
    ]);
    await expect(call('POST', '/statuses/main', { state: 'success' })).rejects.toThrow(
      'No commit found for SHA: main',
    );
  });
});

it('answers as GitHub describes', () => {
  expect(github.responseViolations).toEqual([]);
});
