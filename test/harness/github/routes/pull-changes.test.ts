import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryRepository, temporaryRepository } from '../../git/index.ts';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let tree: TemporaryRepository;
let token: string;

beforeAll(async () => {
  github = await startGitHub();
  token = github.grant({ contents: 'write', 'pull-requests': 'write' });
  tree = await temporaryRepository();
  await tree.git('pull', '--quiet', github.git.path(github.repository), 'main');
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: JsonObject, as = token) =>
  github.call(method, `/repos/octo-org/models${path}`, body, as) as Promise<JsonObject>;
const numbers = async (query: string) =>
  ((await call('GET', `/pulls?${query}`)) as unknown as JsonObject[]).map(({ number }) => number);

/** A branch with one commit, pushed. */
async function branch(name: string, files: Record<string, string>): Promise<string> {
  await tree.git('switch', '--quiet', '--create', name, 'main');
  const sha = await tree.commit(`On ${name}`, files);
  await tree.git('push', '--quiet', github.git.path(github.repository), `+${name}`);
  return sha;
}

describe('the list of pull requests', () => {
  it('is filtered by state, head and base, newest first', async () => {
    for (const name of ['a', 'b', 'c']) await github.openPull(name);
    await github.git.ensureBranch(github.repository, 'release');
    await github.openPull('d', { base: 'release' });
    await call('PATCH', '/pulls/2', { state: 'closed' });
    expect(await numbers('')).toEqual([4, 3, 1]);
    expect(await numbers('state=closed')).toEqual([2]);
    expect(await numbers('state=all&direction=asc&per_page=2&page=2')).toEqual([3, 4]);
    expect(await numbers('head=octo-org:a')).toEqual([1]);
    expect(await numbers('head=stranger:a')).toEqual([]);
    expect(await numbers('base=release')).toEqual([4]);
    // Without its owner a head is passed over, as on GitHub.
    expect(await numbers('head=a')).toEqual([4, 3, 1]);
  });
});

describe('a pull request', () => {
  it('is changed in title, text, base and state, within bounds', async () => {
    await github.git.ensureBranch(github.repository, 'next');
    const number = Number((await github.openPull('changed'))['number']);
    const path = `/pulls/${number}`;
    expect(await call('PATCH', path, { title: 'New', body: 'Text', base: 'next' })).toMatchObject({
      title: 'New',
      body: 'Text',
      base: { ref: 'next' },
    });
    await expect(call('PATCH', path, { title: '' })).rejects.toThrow("title can't be blank");
    await expect(call('PATCH', path, { base: 'nowhere' })).rejects.toThrow(
      "Proposed base branch 'nowhere' was not found",
    );
    await expect(call('PATCH', path, { state: 'merged' })).rejects.toThrow(
      'must be equal to one of the allowed values',
    );
    await expect(call('PATCH', path, { title: 'x' }, github.grant({ contents: 'write' }))).rejects.toThrow(
      '403',
    );
  });

  it('is opened again while its branch is there and has no other', async () => {
    const number = Number((await github.openPull('again'))['number']);
    const set = (state: string) => call('PATCH', `/pulls/${number}`, { state });
    await set('closed');
    expect(await set('open')).toMatchObject({ state: 'open' });
    await set('closed');
    const other = Number((await github.openPull('again'))['number']);
    await expect(set('open')).rejects.toThrow(
      `There is already an open pull request (#${other}) from again to main.`,
    );
    await call('PATCH', `/pulls/${other}`, { state: 'closed' });
    const sha = await github.git.run(github.repository, 'rev-parse', 'main');
    await call('PATCH', '/git/refs/heads/again', { sha, force: true });
    await expect(set('open')).rejects.toThrow('The again branch was force-pushed or recreated.');
    await call('DELETE', '/git/refs/heads/again');
    await expect(set('open')).rejects.toThrow('The again branch has been deleted.');
  });

  it('of GITHUB_TOKEN needs the setting, and its runs an approval', async () => {
    await github.git.ensureBranch(github.repository, 'by-bot');
    const open = (as: string) => call('POST', '/pulls', { head: 'by-bot', base: 'main', title: 'x' }, as);
    github.settings.actionsMayOpenPulls = false;
    await expect(open(token)).rejects.toThrow(
      'GitHub Actions is not permitted to create or approve pull requests.',
    );
    const app = github.grant({ 'pull-requests': 'write' }, 'stranger');
    const { number } = await open(app);
    expect(github.events.at(-1)).toMatchObject({
      event: 'pull_request',
      action: 'opened',
      number,
      actor: 'stranger',
    });
    expect(github.events.at(-1)).not.toHaveProperty('held');
    await call('PATCH', `/pulls/${number}`, { state: 'closed' });
    await call(
      'PUT',
      '/actions/permissions/workflow',
      { can_approve_pull_request_reviews: true },
      github.token,
    );
    await open(token);
    expect(github.events.at(-1)).toMatchObject({ action: 'opened', held: 'approval required' });
  });
});

describe('merging', () => {
  it('makes the commit in git, and is told to workflows', async () => {
    const head = await branch('good', { 'good.txt': 'good\n' });
    const { number, base } = (await github.openPull('good')) as { number: number; base: JsonObject };
    const stale = call('PUT', `/pulls/${number}/merge`, { sha: '1'.repeat(40) }, github.token);
    await expect(stale).rejects.toThrow('409');
    const { sha } = await call('PUT', `/pulls/${number}/merge`, { sha: head }, github.token);
    expect(await github.git.branch(github.repository, 'main')).toBe(sha);
    expect(await github.git.run(github.repository, 'show', 'main:good.txt')).toBe('good');
    const parents = await github.git.run(github.repository, 'log', '-1', '--format=%P', String(sha));
    expect(parents).toBe(`${base['sha']} ${head}`);
    expect(await call('GET', `/pulls/${number}`)).toMatchObject({
      state: 'closed',
      merged: true,
      merge_commit_sha: sha,
      changed_files: 1,
    });
    await call('GET', `/pulls/${number}/merge`);
    expect(await call('GET', `/commits/${sha}/pulls`)).toMatchObject([{ number }]);
    expect(github.events.slice(-2)).toMatchObject([
      { event: 'push', ref: 'refs/heads/main', sha },
      { event: 'pull_request', action: 'closed', number },
    ]);
    await expect(call('PUT', `/pulls/${number}/merge`, {})).rejects.toThrow('405');
    await expect(call('PATCH', `/pulls/${number}`, { state: 'open' })).rejects.toThrow('cannot be reopened');
  });

  it('squashes into one commit', async () => {
    await branch('squashed', { 'squashed.txt': 's\n' });
    const { number } = (await github.openPull('squashed', { title: 'Squash' })) as { number: number };
    const { sha } = await call('PUT', `/pulls/${number}/merge`, { merge_method: 'squash' }, github.token);
    expect(await github.git.run(github.repository, 'log', '-1', '--format=%s', String(sha))).toBe(
      `Squash (#${number})`,
    );
    expect(
      (await github.git.run(github.repository, 'log', '-1', '--format=%P', String(sha))).split(' '),
    ).toHaveLength(1);
  });

  it('is refused for conflicts, closed ones, and without the right to write', async () => {
    await branch('conflict', { 'good.txt': 'bad\n' });
    const { number } = (await github.openPull('conflict')) as { number: number };
    await expect(call('PUT', `/pulls/${number}/merge`, {})).rejects.toThrow(
      'Pull Request has merge conflicts',
    );
    const reader = github.grant({ 'pull-requests': 'write' });
    await expect(call('PUT', `/pulls/${number}/merge`, {}, reader)).rejects.toThrow('403');
    await call('PATCH', `/pulls/${number}`, { state: 'closed' });
    await expect(call('PUT', `/pulls/${number}/merge`, {})).rejects.toThrow('Pull Request is not mergeable');
    await expect(call('GET', `/pulls/${number}/merge`)).rejects.toThrow('404');
  });
});

it('answers as GitHub describes', () => {
  expect(github.responseViolations).toEqual([]);
});
