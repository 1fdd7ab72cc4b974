import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub } from '../github.ts';
import type { Json } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let sha: string;
beforeAll(async () => {
  github = await startGitHub();
  sha = (await github.git.branch(github.repository, 'main')) ?? '';
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: Json, token?: string) =>
  github.call(method, `/repos/octo-org/models${path}`, body, token);

describe('refs and commits', () => {
  it('are read from git and changed in it', async () => {
    expect(await call('GET', '/git/ref/heads/main')).toMatchObject({
      ref: 'refs/heads/main',
      object: { type: 'commit', sha },
    });
    await call('POST', '/git/refs', { ref: 'refs/heads/topic/a', sha });
    expect(await github.git.branch(github.repository, 'topic/a')).toBe(sha);
    expect(await call('GET', '/git/matching-refs/heads/top')).toMatchObject([{ ref: 'refs/heads/topic/a' }]);
    expect(await call('GET', '/branches/topic%2Fa')).toMatchObject({ name: 'topic/a', commit: { sha } });
    await call('DELETE', '/git/refs/heads/topic/a');
    await expect(call('GET', '/git/ref/heads/topic/a')).rejects.toThrow('404');
    await expect(call('GET', '/git/ref/heads')).rejects.toThrow('404');
  });

  it('tell a commit by branch or SHA, with its message and parents', async () => {
    await github.git.ensureBranch(github.repository, 'next');
    expect(await call('GET', '/commits/next')).toMatchObject({
      commit: { message: 'Begin next', author: { email: 'ada@example.com' } },
      parents: [{ sha }],
    });
    await expect(call('GET', `/commits/${'1'.repeat(40)}`)).rejects.toThrow('422');
  });

  it('are refused where the object is missing, the name taken, or the token only reads', async () => {
    await expect(call('POST', '/git/refs', { ref: 'refs/heads/x', sha: '1'.repeat(40) })).rejects.toThrow(
      'Object does not exist',
    );
    await expect(call('POST', '/git/refs', { ref: 'refs/heads/main', sha })).rejects.toThrow(
      'Reference already exists',
    );
    const reader = github.grant({ contents: 'read' });
    await expect(call('POST', '/git/refs', { ref: 'refs/heads/x', sha }, reader)).rejects.toThrow('403');
  });
});

it('labels pull requests, and does not tell GITHUB_TOKEN who it is', async () => {
  const { number } = await github.openPull();
  expect(await call('POST', `/issues/${number}/labels`, { labels: ['retraining'] })).toMatchObject([
    { name: 'retraining' },
  ]);
  expect(await github.call('GET', '/user', undefined, github.grant({}, 'octocat'))).toMatchObject({
    login: 'octocat',
  });
  await expect(github.call('GET', '/user', undefined, github.grant({}))).rejects.toThrow(
    'not accessible by integration',
  );
  await call('GET', '');
  expect(github.responseViolations).toEqual([]);
});
