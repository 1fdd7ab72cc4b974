import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGitHub } from './client.ts';
import { answering } from './testing/answering.ts';
import { type Scene, setScene } from './testing/scene.ts';
import { whoAmI } from './who-am-i.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
afterAll(() => scene.server.close());

const refusal = {
  path: '/user',
  kind: 'status',
  status: 403,
  message: 'Resource not accessible by integration',
} as const;

describe('whoAmI', () => {
  it('asks for the user behind a personal token', async () => {
    expect(await whoAmI(scene.open(scene.server.grant({}, 'octocat')))).toBe('octocat');
  });

  it('is the workflow where GitHub does not say', async () => {
    scene.server.inject(refusal);
    scene.server.inject({ ...refusal, path: '/graphql' });
    expect(await whoAmI(scene.open(scene.server.grant({}, 'octocat')))).toBe('github-actions[bot]');
  });

  it('asks GraphQL with the token of an App', async () => {
    expect(await whoAmI(scene.open(scene.server.grant({}, 'retrainer[bot]')))).toBe('retrainer[bot]');
  });

  it('asks GraphQL as an App, also of an Enterprise Server', async () => {
    await using server = await answering((request, response) => {
      const viewer = request.method === 'POST' && request.url === '/api/graphql';
      response.writeHead(viewer ? 200 : 403, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify(
          viewer ? { data: { viewer: { login: 'our-app[bot]' } } } : { message: refusal.message },
        ),
      );
    });
    const log = { info: () => {}, warn: () => {} };
    const apiUrl = `${server.url}/api/v3`;
    expect(await whoAmI(openGitHub({ token: 't', apiUrl, userAgent: 'test', log }))).toBe('our-app[bot]');
  });
});
