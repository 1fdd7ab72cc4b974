import { type GitHub as StandIn, startGitHub } from '@assay/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GitHub, openGitHub } from './client.ts';
import { type DeploymentRequest, ensureDeployment, requireEnvironment } from './deployment.ts';
import { type DeploymentStatusRequest, setDeploymentState } from './deployment-status.ts';

let server: StandIn;
let github: GitHub;
let sha: string;
let environment = 'production';
const place = { owner: 'octo-org', repo: 'models' };
const base = '/repos/octo-org/models';

const open = (token: string) =>
  openGitHub({
    token,
    apiUrl: server.url,
    userAgent: 'assay/test',
    log: { info: () => {}, warn: () => {} },
    second: 10,
  });
beforeAll(async () => {
  server = await startGitHub({ contentPerMinute: 10_000 });
  github = open(server.grant({ deployments: 'write', actions: 'read' }));
  sha = (await server.git.branch('octo-org/models', 'main')) ?? '';
});
afterAll(async () => {
  expect(server.violations).toEqual([]);
  expect(server.responseViolations).toEqual([]);
  await server.close();
});
let count = 0;
beforeEach(async () => {
  server.clearFaults();
  count += 1;
  environment = `env-${count}`;
  await server.call('PUT', `${base}/environments/${environment}`, {});
});

const request = (id: string, more: Partial<DeploymentRequest> = {}): DeploymentRequest => ({
  ...place,
  sha,
  environment,
  description: 'tips v1.2.3',
  payload: { assay: id, model: 'tips', version: 'v1.2.3', digest: `sha256:${'a'.repeat(64)}` },
  ...more,
});
type Answer = { id: number; state: string; log_url: string; environment_url: string; payload: unknown }[];
const list = (path: string) => server.call('GET', `${base}/deployments${path}`) as unknown as Promise<Answer>;
const deployments = () => list(`?environment=${environment}`);
const POSTS = /\/deployments$/;

describe('a deployment', () => {
  it('is made in the midst of the job that asks, and found when it is asked for again', async () => {
    const made = await ensureDeployment(github, request('A'));
    expect(await ensureDeployment(github, request('A'))).toBe(made);
    expect(await ensureDeployment(github, request('B'))).not.toBe(made);
    expect(await deployments()).toHaveLength(2);
  });

  it.each([
    ['an answer that was lost', { kind: 'after-effect' }],
    ['a failure behind the effect', { kind: 'after-effect', status: 502 }],
    ['a failure before the effect', { kind: 'status', status: 502 }],
    ['a connection that was cut', { kind: 'reset' }],
  ] as const)('is there once after %s', async (_, fault) => {
    server.inject({ method: 'POST', path: POSTS, ...fault });
    const made = await ensureDeployment(github, request('A'));
    expect((await deployments()).map(({ id }) => id)).toEqual([made]);
  });

  it('is not given up to a server that fails for good', async () => {
    server.inject({ kind: 'status', status: 502, method: 'POST', path: POSTS, times: 9 });
    await expect(ensureDeployment(github, request('A'))).rejects.toMatchObject({ code: 'github-failed' });
  });

  it('of somebody else with any payload is left alone', async () => {
    for (const payload of ['{', '"A"', { other: 'A' }])
      await server.call('POST', `${base}/deployments`, {
        ref: sha,
        environment,
        payload,
        required_contexts: [],
      });
    const made = await ensureDeployment(github, request('A', { description: '¶'.repeat(300) }));
    expect((await deployments()).map(({ id }) => id).indexOf(made)).toBe(0);
  });

  it('of a commit that GitHub does not have is refused', async () => {
    const made = ensureDeployment(github, request('A', { sha: '1'.repeat(40) }));
    await expect(made).rejects.toMatchObject({ code: 'deployment-refused' });
  });

  it('without the permission is answered with the line to add', async () => {
    const reader = open(server.grant({ deployments: 'read' }));
    await expect(ensureDeployment(reader, request('A'))).rejects.toMatchObject({
      code: 'github-permission',
      fix: expect.stringContaining('`deployments: write`'),
    });
  });
});

describe('an environment', () => {
  it('must be there: GitHub would make it without protection', async () => {
    await requireEnvironment(github, { ...place, environment });
    const missing = requireEnvironment(github, { ...place, environment: 'pro/duction x' });
    await expect(missing).rejects.toMatchObject({ code: 'environment-missing' });
  });
});

describe('a status', () => {
  const set = (deployment: number, state: DeploymentStatusRequest['state'], more: object = {}) =>
    setDeploymentState(github, { ...place, deployment, state, description: state, ...more });
  const states = async (id: number) => (await list(`/${id}/statuses`)).map(({ state }) => state);

  it('is not repeated, but may come again after another', async () => {
    const made = await ensureDeployment(github, request('A'));
    for (const state of [
      'in_progress',
      'in_progress',
      'failure',
      'in_progress',
      'success',
      'success',
    ] as const)
      await set(made, state);
    expect((await states(made)).toReversed()).toEqual(['in_progress', 'failure', 'in_progress', 'success']);
  });

  it('is there once after an answer that was lost', async () => {
    const made = await ensureDeployment(github, request('A'));
    server.inject({ kind: 'after-effect', method: 'POST', path: /\/statuses$/ });
    await set(made, 'success');
    expect(await states(made)).toEqual(['success']);
  });

  it('leaves other models of the environment in service', async () => {
    const [other, made] = [
      await ensureDeployment(github, request('A')),
      await ensureDeployment(github, request('B')),
    ];
    await set(other, 'success');
    await set(made, 'success');
    expect(await states(other)).toEqual(['success']);
  });

  it('shows plain addresses, and no others', async () => {
    const made = await ensureDeployment(github, request('A'));
    const [logUrl, environmentUrl] = ['https://github.com/r/1', 'https://user:hunter2@host/'];
    await set(made, 'in_progress', { logUrl, environmentUrl });
    await set(made, 'success', { logUrl: 'javascript:alert(1)', environmentUrl: 'https://host' });
    expect(await list(`/${made}/statuses`)).toMatchObject([
      { log_url: '', environment_url: 'https://host/' },
      { log_url: logUrl, environment_url: '' },
    ]);
  });
});
