import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryRepository } from '../../git/index.ts';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let token: string;
let topic: string;

const VALIDATE = `name: Validate
on:
  workflow_dispatch:
    inputs:
      model: {required: true}
      reason: {required: true, default: drift}
`;

beforeAll(async () => {
  github = await startGitHub();
  token = github.grant({ actions: 'write', contents: 'write' });
  const tree = await temporaryRepository();
  const push = (name: string) =>
    tree.git('push', '--quiet', github.git.path(github.repository), `+HEAD:refs/${name}`);
  await tree.commit('Workflows', {
    '.github/workflows/validate.yml': VALIDATE,
    '.github/workflows/ci.yml': 'on: push\n',
  });
  await push('heads/main');
  topic = await tree.commit('Another', {
    '.github/workflows/ci.yml': 'on: [push, workflow_dispatch]\n',
    '.github/workflows/new.yml': 'on: workflow_dispatch\n',
  });
  await push('heads/topic');
  await push('tags/v1');
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: JsonObject, as = token) =>
  github.call(method, `/repos/octo-org/models${path}`, body, as) as Promise<JsonObject>;
const dispatch = (workflow: string | number, body: JsonObject, as = token) =>
  call('POST', `/actions/workflows/${workflow}/dispatches`, body, as);

describe('workflow dispatch', () => {
  it('starts a workflow on a branch or tag, also for GITHUB_TOKEN, and tells the run', async () => {
    const inputs = { model: 'tips' };
    expect(await dispatch('validate.yml', { ref: 'topic', inputs })).toBeNull();
    const answer = await dispatch('validate.yml', { ref: 'refs/tags/v1', inputs, return_run_details: true });
    const event = {
      event: 'workflow_dispatch',
      actor: 'github-actions[bot]',
      sha: topic,
      inputs,
      workflow: '.github/workflows/validate.yml',
    };
    expect(github.events).toMatchObject([
      { ...event, ref: 'refs/heads/topic' },
      { ...event, ref: 'refs/tags/v1', run: answer['workflow_run_id'] },
    ]);
    const { id } = await call('GET', '/actions/workflows/validate.yml');
    await dispatch(Number(id), { ref: 'topic', inputs });
    expect((await call('GET', '/actions/workflows'))['total_count']).toBe(2);
  });

  it('is refused for what is not there, is not dispatched, or is given wrong inputs', async () => {
    const before = github.events.length;
    const ref = 'topic';
    await expect(dispatch('missing.yml', { ref })).rejects.toThrow('404');
    await expect(dispatch('new.yml', { ref })).rejects.toThrow('404');
    await expect(dispatch('validate.yml', { ref: 'nowhere' })).rejects.toThrow('No ref found for: nowhere');
    await expect(dispatch('validate.yml', { ref: topic })).rejects.toThrow('No ref found for');
    await expect(dispatch('ci.yml', { ref: 'main' })).rejects.toThrow(
      "Workflow does not have 'workflow_dispatch' trigger",
    );
    await expect(dispatch('validate.yml', { ref })).rejects.toThrow("Required input 'model' not provided");
    const inputs = { model: 'a', sha: 'b' };
    await expect(dispatch('validate.yml', { ref, inputs })).rejects.toThrow(
      'Unexpected inputs provided: [\\"sha\\"]',
    );
    await expect(dispatch('ci.yml', { ref }, github.grant({ actions: 'read' }))).rejects.toThrow('403');
    expect(github.events.length).toBe(before);
    await dispatch('ci.yml', { ref });
  });
});

it('sends repository_dispatch to the default branch', async () => {
  await call('POST', '/dispatches', { event_type: 'drift', client_payload: { model: 'tips' } });
  expect(github.events.at(-1)).toMatchObject({
    event: 'repository_dispatch',
    action: 'drift',
    inputs: { model: 'tips' },
  });
  const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`p${index}`, index]));
  await expect(call('POST', '/dispatches', { event_type: 'x', client_payload: many })).rejects.toThrow('422');
});

it('answers as GitHub describes', () => {
  expect(github.responseViolations).toEqual([]);
});
