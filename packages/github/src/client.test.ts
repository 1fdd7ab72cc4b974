import { RATE_LIMITS } from '@assay/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openGitHub } from './client.ts';
import { answering } from './testing/answering.ts';
import { type Scene, setScene } from './testing/scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
beforeEach(() => scene.renew());
afterAll(() => scene.server.close());

const place = () => ({ owner: 'octo-org', repo: 'models', issue_number: scene.pull });
const list = (github = scene.open()) =>
  github.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', place());
const post = (github = scene.open()) =>
  github.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...place(), body: 'hello' });
const asked = () => scene.server.requests.filter(({ path }) => path === scene.path).length;

describe('openGitHub', () => {
  it('asks again after failures of what may be sent twice, in all four times', async () => {
    const before = asked();
    scene.server.inject({ path: scene.path, kind: 'status', status: 502, times: 2 });
    scene.server.inject({ path: scene.path, kind: 'reset' });
    expect((await list()).status).toBe(200);
    expect(asked() - before).toBe(4);
    scene.server.inject({ path: scene.path, kind: 'status', status: 502, times: 4 });
    await expect(list()).rejects.toMatchObject({ code: 'github-failed' });
  });

  it('never sends a POST again', async () => {
    scene.server.inject({ path: scene.path, kind: 'status', status: 502, times: 2 });
    await expect(post()).rejects.toMatchObject({ code: 'github-failed' });
    expect(scene.writes()).toEqual(['POST 502']);
  });

  it.each([403, 429] as const)(
    'waits for a secondary rate limit (%s), for as long as it says',
    async (status) => {
      scene.server.inject({ path: scene.path, kind: 'status', ...RATE_LIMITS.secondary(60, status) });
      const start = performance.now();
      expect((await list()).status).toBe(200);
      // 60 seconds of ten milliseconds each.
      expect(performance.now() - start).toBeGreaterThanOrEqual(595);
      expect(scene.log).toEqual([expect.stringMatching(/limits its rate: GET .* again in 60 s/)]);
    },
  );

  it('sends a POST again after a rate limit, which kept it from having an effect', async () => {
    scene.server.inject({ path: scene.path, kind: 'status', ...RATE_LIMITS.secondary(1) });
    expect((await post()).status).toBe(201);
    expect(scene.writes()).toEqual(['POST 403', 'POST 201']);
  });

  it('does not wait for longer than two minutes, nor more than three times', async () => {
    scene.server.inject({ path: scene.path, kind: 'status', ...RATE_LIMITS.primary(1800) });
    const limited = { code: 'github-rate-limit', fix: expect.stringMatching(/again after 20\d\d-/) };
    await expect(list()).rejects.toMatchObject(limited);
    expect(scene.log).toEqual([]);
    scene.server.inject({ path: scene.path, kind: 'status', ...RATE_LIMITS.secondary(1), times: 9 });
    await expect(list()).rejects.toMatchObject({ fix: 'run the job again in 1 seconds' });
    expect(scene.log).toHaveLength(3);
  });

  it('names the line to add where the token may not do it', async () => {
    const reader = scene.open(scene.server.grant({ contents: 'read' }));
    const write = /^add `pull-requests: write` under `permissions:` of the job .*workflow_run/;
    await expect(post(reader)).rejects.toMatchObject({
      code: 'github-permission',
      fix: expect.stringMatching(write),
    });
    // Comments are listed to write one next: the lesser scope would only be refused again.
    await expect(list(scene.open(scene.server.grant({ contents: 'read' })))).rejects.toMatchObject({
      code: 'github-permission',
      fix: expect.stringMatching(/^add `pull-requests: write` under/),
    });
    const personal = scene.open(scene.server.grant({ contents: 'read' }, 'octocat'));
    const fix = 'give the personal access token the permission `pull-requests: write`';
    await expect(post(personal)).rejects.toMatchObject({ code: 'github-permission', fix });
  });

  it('explains a token that is refused, what is not there, and a locked conversation', async () => {
    await expect(list(scene.open('stale'))).rejects.toMatchObject({ code: 'github-token' });
    const elsewhere = scene.open(
      scene.server.grant({ 'pull-requests': 'write' }, 'octocat', ['octo-org/other']),
    );
    const fix = expect.stringContaining('for a private repository add `pull-requests: write` under');
    await expect(list(elsewhere)).rejects.toMatchObject({ code: 'github-not-found', fix });
    const message = 'Unable to create comment because issue is locked.';
    scene.server.inject({ path: scene.path, kind: 'status', status: 403, message });
    await expect(post()).rejects.toMatchObject({ code: 'github-locked' });
  });

  it('does not pass off a mistake of ours as one of the user', async () => {
    const promise = scene.open().request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...place(),
      body: 7 as unknown as string,
    });
    await expect(promise).rejects.toMatchObject({ name: 'HttpError', status: 422 });
  });

  it('explains an address that nobody answers at, and does not tell the token', async () => {
    const log = { info: () => {}, warn: () => {} };
    const options = { token: 'secret-token', userAgent: 'test', log, retries: 1, second: 1 };
    const error = await list(openGitHub({ ...options, apiUrl: 'http://127.0.0.1:9' })).catch(
      (cause) => cause,
    );
    expect(error).toMatchObject({
      code: 'github-unreachable',
      message: expect.stringContaining('127.0.0.1:9'),
    });
    expect(JSON.stringify([error, error.cause, error.cause.request])).not.toContain('secret-token');
  });

  it.each(['cut off', 'never finished'])('asks again where the answer is %s', async (how) => {
    let requests = 0;
    await using server = await answering((_, response) => {
      requests += 1;
      response.writeHead(200, { 'content-type': 'application/json' });
      if (requests > 1) response.end('[{"id": 1}]');
      else response.write('[{"id": 1},', () => how === 'cut off' && response.destroy());
    });
    const options = {
      token: 't',
      userAgent: 'test',
      log: { info: () => {}, warn: () => {} },
      second: 1,
      timeout: 2000,
    };
    const { data } = await list(openGitHub({ ...options, apiUrl: server.url }));
    expect(data).toEqual([{ id: 1 }]);
    expect(requests).toBe(2);
  });
});
