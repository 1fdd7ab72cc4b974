import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let token: string;
let main: string;

beforeAll(async () => {
  github = await startGitHub();
  token = github.grant({ contents: 'write' }, 'octocat');
  main = (await github.git.branch(github.repository, 'main')) ?? '';
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: JsonObject, as = token) =>
  github.call(method, `/repos/octo-org/models${path}`, body, as) as Promise<JsonObject>;

describe('releases', () => {
  it('make the tag that is missing, are found by it, and start workflows', async () => {
    const { id } = await call('POST', '/releases', {
      tag_name: 'model@v1.0.0',
      target_commitish: main,
      body: 'Notes',
    });
    expect(await github.git.commit(github.repository, 'refs/tags/model@v1.0.0')).toBe(main);
    expect(await call('GET', '/releases/tags/model@v1.0.0')).toMatchObject({
      id,
      body: 'Notes',
      draft: false,
    });
    expect(await call('GET', '/releases/latest')).toMatchObject({ id });
    expect(github.events.map(({ event, ref }) => [event, ref])).toEqual([
      ['push', 'refs/tags/model@v1.0.0'],
      ['release', 'refs/tags/model@v1.0.0'],
    ]);
    expect(await call('PATCH', `/releases/${id}`, { body: 'More' })).toMatchObject({ body: 'More' });
  });

  it('of a draft have no tag until they are published', async () => {
    const { id } = await call('POST', '/releases', { tag_name: 'v2', draft: true });
    await expect(call('GET', '/releases/tags/v2')).rejects.toThrow('404');
    expect(await github.git.commit(github.repository, 'refs/tags/v2')).toBeUndefined();
    await call('PATCH', `/releases/${id}`, { draft: false });
    expect(await github.git.commit(github.repository, 'refs/tags/v2')).toBe(main);
    await call('DELETE', `/releases/${id}`);
    await expect(call('GET', `/releases/${id}`)).rejects.toThrow('404');
    expect(await github.git.commit(github.repository, 'refs/tags/v2')).toBe(main);
  });

  it('are refused a second time for a tag, at no commit, with a bad or protected tag, and to readers', async () => {
    const release = (tag_name: string, more: JsonObject = {}, as = token) =>
      call('POST', '/releases', { tag_name, ...more }, as);
    await expect(release('model@v1.0.0')).rejects.toThrow('"field":"tag_name","code":"already_exists"');
    await expect(release('v3', { target_commitish: 'nowhere' })).rejects.toThrow(
      '"field":"target_commitish"',
    );
    await expect(release('a..b')).rejects.toThrow('tag_name is not a valid tag');
    github.protect('refs/tags/v*', 'ruleset');
    await expect(release('v3')).rejects.toThrow('Cannot create ref due to creations being restricted.');
    await expect(release('other', {}, github.grant({ contents: 'read' }))).rejects.toThrow('403');
    expect(
      ((await call('GET', '/releases')) as unknown as JsonObject[]).map((one) => one['tag_name']),
    ).toEqual(['model@v1.0.0']);
  });
});

it('answers as GitHub describes', () => {
  expect(github.responseViolations).toEqual([]);
});
