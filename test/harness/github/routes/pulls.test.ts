import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git, gitEnvironment, temporaryRepository } from '../../git/index.ts';
import { run } from '../../process.ts';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
const commits: Record<string, string> = {};

beforeAll(async () => {
  github = await startGitHub({
    repositories: ['octo-org/models', { name: 'stranger/models', forkOf: 'octo-org/models' }],
  });
  const tree = await temporaryRepository();
  await tree.git('pull', '--quiet', github.git.path('octo-org/models'), 'main');
  await tree.switch('topic');
  commits['topic'] = await tree.commit('Train longer', { 'train.py': 'epochs = 3\n', 'docs/a b.md': 'x\n' });
  await tree.switch('from-fork', 'main');
  commits['fork'] = await tree.commit('Drive-by', { 'other.py': '1\n' });
  const remote = (repository: string, token: string) =>
    `${github.url.replace('//', `//x:${token}@`)}/${repository}`;
  await tree.git('push', '--quiet', remote('octo-org/models', github.token), 'topic');
  await tree.git('push', '--quiet', remote('stranger/models', github.token), 'from-fork:patch');
});
afterAll(() => github.close());

const get = async (path: string) =>
  (await github.call('GET', `/repos/octo-org/models${path}`)) as unknown as JsonObject;
const list = async (path: string) => (await get(path)) as unknown as JsonObject[];

describe('pull requests', () => {
  it('are about the commits that git has, and follow a push', async () => {
    const pull = await github.openPull('topic');
    expect(pull).toMatchObject({
      number: 1,
      head: { ref: 'topic', sha: commits['topic'], repo: { full_name: 'octo-org/models' } },
      base: { ref: 'main', sha: await github.git.branch('octo-org/models', 'main') },
      commits: 1,
      additions: 2,
      changed_files: 2,
      mergeable: true,
    });
    const parents = await github.git.run('octo-org/models', 'log', '-1', '--format=%P', 'refs/pull/1/merge');
    expect(parents).toBe(`${await github.git.branch('octo-org/models', 'main')} ${commits['topic']}`);
    expect(pull['merge_commit_sha']).toBe(await github.git.commit('octo-org/models', 'refs/pull/1/merge'));

    const path = github.git.path('octo-org/models');
    const next = await git(path, [
      'commit-tree',
      '-m',
      'More',
      '-p',
      commits['topic'] ?? '',
      `${commits['topic']}^{tree}`,
    ]);
    await git(path, ['update-ref', 'refs/heads/topic', next]);
    expect(await get('/pulls/1')).toMatchObject({ head: { sha: next }, commits: 2 });
    expect((await list('/pulls?head=octo-org:topic'))[0]).toMatchObject({ number: 1, head: { sha: next } });
    expect((await list('/pulls/1/files')).map(({ filename, status }) => [filename, status])).toEqual([
      ['docs/a b.md', 'added'],
      ['train.py', 'added'],
    ]);
  });

  it('come from forks, and are found by a commit', async () => {
    const pull = await github.openPull('stranger:patch');
    expect(pull).toMatchObject({
      head: { sha: commits['fork'], repo: { full_name: 'stranger/models', fork: true } },
    });
    expect((await list(`/commits/${commits['fork']}/pulls`)).map(({ number }) => number)).toEqual([
      pull['number'],
    ]);
    expect((await list(`/commits/${commits['topic']}/pulls`)).map(({ number }) => number)).toEqual([1]);
    await expect(get(`/commits/${'1'.repeat(40)}/pulls`)).rejects.toThrow('No commit found for SHA');
  });

  it('are refused for branches that are missing or the same, and a second time', async () => {
    const open = (head: string, base = 'main') =>
      github.call('POST', '/repos/octo-org/models/pulls', { head, base, title: 'x' });
    await expect(open('nowhere')).rejects.toThrow('"field":"head","code":"invalid"');
    await expect(open('topic', 'nowhere')).rejects.toThrow('"field":"base","code":"invalid"');
    await expect(open('topic')).rejects.toThrow('A pull request already exists for octo-org:topic.');
    await git(github.git.path('octo-org/models'), ['branch', 'same', 'main']);
    await expect(open('same')).rejects.toThrow('No commits between main and same');
  });

  it('are refused to all but the first of those who ask at once', async () => {
    await github.git.ensureBranch(github.repository, 'twice');
    const open = (title: string) =>
      github.call('POST', '/repos/octo-org/models/pulls', { head: 'twice', base: 'main', title });
    const answers = await Promise.allSettled('abcdefgh'.split('').map(open));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are opened, changed and closed by a workflow, in its own name', async () => {
    const token = github.grant({ 'pull-requests': 'write' });
    await github.git.ensureBranch(github.repository, 'retraining');
    const fields = { head: 'retraining', base: 'main', title: 'Retrain', body: 'Drift' };
    const made = (await github.call('POST', '/repos/octo-org/models/pulls', fields, token)) as JsonObject;
    expect(made).toMatchObject({ user: { login: 'github-actions[bot]', type: 'Bot' }, state: 'open' });
    const path = `/repos/octo-org/models/pulls/${made['number']}`;
    const changed = { title: 'Retrain again', state: 'closed' };
    expect(await github.call('PATCH', path, changed, token)).toMatchObject({ ...changed, mergeable: null });
  });

  it('are served by the git server as refs/pull', async () => {
    const token = github.grant({ contents: 'read' });
    const remote = `${github.url.replace('//', `//x:${token}@`)}/octo-org/models`;
    const refs = (await run('git', ['ls-remote', remote, 'refs/pull/*'], { env: gitEnvironment() })).stdout;
    expect(refs).toContain('refs/pull/1/head');
    const push = ['push', remote, 'refs/pull/1/head:refs/heads/new'];
    const refused = await run('git', push, {
      cwd: github.git.path('octo-org/models'),
      env: gitEnvironment(),
      mayFail: true,
    });
    expect(refused.stderr).toContain('403');
  });
});

describe('what git holds', () => {
  it('is read as contents', async () => {
    const file = await get(`/contents/docs%2Fa%20b.md?ref=${commits['topic']}`);
    expect(Buffer.from(String(file['content']), 'base64').toString()).toBe('x\n');
    expect((await list(`/contents/docs?ref=topic`)).map(({ name, type }) => [name, type])).toEqual([
      ['a b.md', 'file'],
    ]);
    expect((await list('/contents/?ref=topic')).map(({ name, type }) => `${type} ${name}`)).toEqual([
      'dir docs',
      'file train.py',
    ]);
    await expect(get('/contents/docs?ref=main')).rejects.toThrow('404');
    const raw = await fetch(`${github.url}/repos/octo-org/models/contents/train.py?ref=topic`, {
      headers: { authorization: `token ${github.token}`, accept: 'application/vnd.github.raw+json' },
    });
    expect(await raw.text()).toBe('epochs = 3\n');
  });
});

it('answers as GitHub describes', () => {
  expect(github.responseViolations).toEqual([]);
});
