import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let token: string;
let [first, second, aside] = ['', '', ''];

beforeAll(async () => {
  github = await startGitHub();
  token = github.grant({ contents: 'write' });
  const { git, repository } = github;
  first = (await git.branch(repository, 'main')) ?? '';
  second = await git.commitTree(repository, 'main', 'Second', `${first}^{tree}`, [first]);
  aside = await git.commitTree(repository, 'aside', 'Aside', `${first}^{tree}`, [first]);
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: JsonObject, as = token) =>
  github.call(method, `/repos/octo-org/models${path}`, body, as) as Promise<JsonObject>;
const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('refs', () => {
  it('move forward, and elsewhere only by force', async () => {
    await call('POST', '/git/refs', { ref: 'refs/heads/moved', sha: first });
    const move = (sha: string, force?: boolean) =>
      call('PATCH', '/git/refs/heads/moved', { sha, ...(force === undefined ? {} : { force }) });
    expect(await move(second)).toMatchObject({ object: { sha: second } });
    await expect(move(aside)).rejects.toThrow('Update is not a fast forward');
    expect(await move(aside, true)).toMatchObject({ object: { sha: aside } });
    await expect(move('1'.repeat(40), true)).rejects.toThrow('Object does not exist');
    await expect(call('PATCH', '/git/refs/heads/none', { sha: first })).rejects.toThrow(
      'Reference does not exist',
    );
    const blob = await github.git.run(github.repository, 'rev-parse', `${first}^{tree}`);
    await expect(move(blob, true)).rejects.toThrow('Reference cannot be updated');
    await expect(call('POST', '/git/refs', { ref: 'refs/heads/a..b', sha: first })).rejects.toThrow(
      'not a valid ref',
    );
  });

  it('may name an annotated tag, which is an object of its own', async () => {
    const tag = { tag: 'v1', message: 'The first\n\nwith evidence', object: first, type: 'commit' };
    const { sha } = await call('POST', '/git/tags', tag);
    expect(await call('GET', `/git/tags/${sha}`)).toMatchObject({
      tag: 'v1',
      message: tag.message,
      object: { sha: first },
    });
    await call('POST', '/git/refs', { ref: 'refs/tags/v1', sha: String(sha) });
    expect(await call('GET', '/git/ref/tags/v1')).toMatchObject({ object: { type: 'tag', sha } });
    expect(await github.git.run(github.repository, 'tag', '-l', '--format=%(contents:subject)')).toBe(
      'The first',
    );
    await expect(call('POST', '/git/tags', { ...tag, object: '1'.repeat(40) })).rejects.toThrow('422');
    await expect(call('POST', '/git/tags', { ...tag, type: 'tree' })).rejects.toThrow('422');
  });
});

it('compares two commits', async () => {
  const compare = (range: string) => call('GET', `/compare/${range}`);
  expect(await compare(`${first}...main`)).toMatchObject({
    status: 'ahead',
    ahead_by: 1,
    commits: [{ sha: second }],
  });
  expect(await compare('aside...main')).toMatchObject({
    status: 'diverged',
    behind_by: 1,
    merge_base_commit: { sha: first },
  });
  expect(await compare('main...main')).toMatchObject({ status: 'identical', total_commits: 0 });
  await expect(compare('main...nowhere')).rejects.toThrow('404');
});

describe('files', () => {
  it('are committed to a branch, over another only by its SHA', async () => {
    await github.git.ensureBranch(github.repository, 'files');
    const put = (content: string, more: JsonObject = {}) =>
      call('PUT', '/contents/out%2Fa%20b.json', {
        message: 'Say',
        content: encoded(content),
        branch: 'files',
        ...more,
      });
    const made = (await put('{"a": 1}')) as { content: { sha: string }; commit: { sha: string } };
    expect(await github.git.branch(github.repository, 'files')).toBe(made.commit.sha);
    expect(await github.git.run(github.repository, 'show', 'files:out/a b.json')).toBe('{"a": 1}');
    await expect(put('{}')).rejects.toThrow('\\"sha\\" wasn\'t supplied');
    await expect(put('{}', { sha: '1'.repeat(40) })).rejects.toThrow('out/a b.json does not match');
    await put('{}', { sha: made.content.sha });
    expect(await github.git.run(github.repository, 'show', 'files:out/a b.json')).toBe('{}');
    await expect(put('x', { branch: 'nowhere' })).rejects.toThrow('Branch nowhere not found');
    await expect(put('x', { content: '%%%' })).rejects.toThrow('422');
    const sha = await github.git.run(github.repository, 'rev-parse', 'files:out/a b.json');
    await call('DELETE', '/contents/out%2Fa%20b.json', { message: 'Away', sha, branch: 'files' });
    expect(await github.git.run(github.repository, 'ls-tree', 'files')).toBe('');
  });

  it('are refused on a protected branch', async () => {
    await github.git.ensureBranch(github.repository, 'held');
    github.protect('refs/heads/held');
    const body = { message: 'x', content: encoded('x'), branch: 'held' };
    await expect(call('PUT', '/contents/x', body)).rejects.toThrow(
      'Changes must be made through a pull request.',
    );
  });
});

it('answers as GitHub describes', () => {
  expect(github.responseViolations).toEqual([]);
});
