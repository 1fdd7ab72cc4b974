import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitEnvironment, type TemporaryRepository, temporaryRepository } from '../git/index.ts';
import { run } from '../process.ts';
import type { GitHub } from './github.ts';
import { startGitHub } from './start-github.ts';

let github: GitHub;
let tree: TemporaryRepository;
let sha: string;
let [bot, person] = ['', ''];

beforeAll(async () => {
  github = await startGitHub();
  [bot, person] = [github.grant({ contents: 'write' }), github.grant({ contents: 'write' }, 'octocat')];
  tree = await temporaryRepository();
  await tree.git('pull', '--quiet', github.git.path(github.repository), 'main');
  sha = await tree.commit('Change', { a: 'a' });
  await tree.git('tag', '-a', '-m', 'one', 'model@v1.0.0');
  github.protect('refs/heads/main');
  github.protect('refs/tags/model@*', 'ruleset', ['octocat']);
});
afterAll(() => github.close());

async function push(token: string, ...refs: string[]) {
  const remote = `${github.url.replace('//', `//x:${token}@`)}/${github.repository}.git`;
  return run('git', ['push', remote, ...refs], { cwd: tree.path, env: gitEnvironment(), mayFail: true });
}

describe('protected refs', () => {
  it('refuse a push to a branch in the words of GitHub, and take the other refs of it', async () => {
    const { exitCode, stderr } = await push(bot, 'main', 'main:refs/heads/beside');
    expect(exitCode).toBe(1);
    expect(stderr).toContain('remote: error: GH006: Protected branch update failed for refs/heads/main.');
    expect(stderr).toContain('remote: error: Changes must be made through a pull request.');
    expect(stderr).toContain('! [remote rejected] main -> main (protected branch hook declined)');
    expect(await github.git.branch(github.repository, 'beside')).toBe(sha);
    expect(await github.git.branch(github.repository, 'main')).not.toBe(sha);
  });

  it('refuse all of a push that is atomic', async () => {
    expect((await push(bot, '--atomic', 'main', 'main:refs/heads/together')).stderr).toContain('GH006');
    expect(await github.git.branch(github.repository, 'together')).toBeUndefined();
  });

  it('refuse tags by a ruleset, but not from those whom it lets through', async () => {
    const { stderr } = await push(bot, 'model@v1.0.0');
    expect(stderr).toContain(
      'remote: error: GH013: Repository rule violations found for refs/tags/model@v1.0.0.',
    );
    expect(stderr).toContain('remote: - Cannot create ref due to creations being restricted.');
    expect(stderr).toContain('(push declined due to repository rule violations)');
    expect((await push(person, 'model@v1.0.0')).exitCode).toBe(0);
    expect((await push(bot, '--delete', 'model@v1.0.0')).stderr).toContain(
      'Cannot delete this protected ref.',
    );
    expect((await push(bot, '--force', `${sha}:refs/tags/model@v1.0.0`)).stderr).toContain('Cannot update');
    expect(await github.git.commit(github.repository, 'model@v1.0.0')).toBe(sha);
  });

  it('refuse the API alike, and take what administrators do', async () => {
    const refs = `/repos/${github.repository}/git/refs`;
    const move = (token: string) => github.call('PATCH', `${refs}/heads/main`, { sha }, token);
    await expect(move(person)).rejects.toThrow('Changes must be made through a pull request.');
    expect(await github.call('GET', `/repos/${github.repository}/branches/main`)).toMatchObject({
      protected: true,
    });
    await move(github.token);
    expect(await github.git.branch(github.repository, 'main')).toBe(sha);
  });
});

describe('events', () => {
  it('come of what people and Apps push, not of what GITHUB_TOKEN does', async () => {
    const before = github.events.length;
    await push(bot, 'main:refs/heads/by-bot');
    expect(github.events.length).toBe(before);
    await push(person, 'main:refs/heads/by-person');
    expect(github.events.slice(before)).toEqual([
      { event: 'push', repository: github.repository, actor: 'octocat', ref: 'refs/heads/by-person', sha },
    ]);
  });

  it('of a pull request are held where GITHUB_TOKEN pushes to it', async () => {
    await github.openPull('followed');
    const { number } = (await github.openPull('followed-too')) as { number: number };
    const before = github.events.length;
    for (const [token, branch] of [
      [bot, 'followed'],
      [person, 'followed-too'],
    ] as const)
      await push(token, '--force', `main:refs/heads/${branch}`);
    const seen = github.events.slice(before).map(({ event, action, held }) => [event, action, held]);
    expect(seen).toEqual([
      ['pull_request', 'synchronize', 'approval required'],
      ['push', undefined, undefined],
      ['pull_request', 'synchronize', undefined],
    ]);
    await push(person, '--delete', 'followed-too');
    expect(await github.call('GET', `/repos/${github.repository}/pulls/${number}`)).toMatchObject({
      state: 'closed',
    });
  });
});

it('tells by GraphQL who a token is, and nothing else', async () => {
  const ask = async (query: string) => {
    const headers = { authorization: `bearer ${bot}` };
    const response = await fetch(`${github.url}/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    });
    return [response.status, await response.json()];
  };
  expect(await ask('{ viewer { login } }')).toEqual([
    200,
    { data: { viewer: { login: 'github-actions[bot]' } } },
  ]);
  expect((await ask('{ viewer { email } }'))[0]).toBe(501);
});
