import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub } from './github.ts';
import { startGitHub } from './start-github.ts';

let github: GitHub;
let pull: number;

beforeAll(async () => {
  github = await startGitHub({ repositories: ['octo-org/models', 'octo-org/other'], contentPerMinute: 30 });
  pull = Number((await github.openPull('topic'))['number']);
});
afterAll(() => github.close());

const here = (rest: string) => `/repos/octo-org/models${rest}`;

async function send(token: string | undefined, method: string, path: string, body?: unknown) {
  const response = await fetch(github.url + path, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: text === '' ? undefined : JSON.parse(text),
  };
}

describe('who may do what', () => {
  it('refuses unknown tokens and none', async () => {
    expect((await send('made-up', 'GET', here('/pulls'))).body.message).toBe('Bad credentials');
    expect((await send(undefined, 'GET', here('/pulls'))).status).toBe(401);
  });

  it('refuses what the token lacks, and says what it would take', async () => {
    const reader = github.grant({ contents: 'read', 'pull-requests': 'read' });
    expect((await send(reader, 'GET', here(`/pulls/${pull}`))).status).toBe(200);
    const refused = await send(reader, 'POST', here(`/issues/${pull}/comments`), { body: 'x' });
    expect(refused).toMatchObject({
      status: 403,
      body: { message: 'Resource not accessible by integration' },
    });
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('issues=write; pull_requests=write');
    const person = github.grant({ contents: 'read' }, 'octocat');
    const message = 'Resource not accessible by personal access token';
    expect((await send(person, 'GET', here('/pulls'))).body.message).toBe(message);
  });

  it('shows a repository only to tokens that reach it', async () => {
    const narrow = github.grant({ contents: 'read' }, 'github-actions[bot]', ['octo-org/models']);
    expect((await send(narrow, 'GET', here(''))).status).toBe(200);
    expect((await send(narrow, 'GET', '/repos/octo-org/other')).status).toBe(404);
  });

  it('lets a comment be changed by its author and by administrators only', async () => {
    const [bot, stranger] = [
      github.grant({ issues: 'write' }),
      github.grant({ issues: 'write' }, 'stranger'),
    ];
    const id = await github.comment(pull, 'mine', bot);
    const path = here(`/issues/comments/${id}`);
    expect((await send(stranger, 'PATCH', path, { body: 'theirs' })).status).toBe(403);
    expect((await send(stranger, 'DELETE', path)).status).toBe(403);
    expect((await github.comments(pull)).at(-1)).toMatchObject({
      body: 'mine',
      user: { login: 'github-actions[bot]' },
    });
    expect((await send(bot, 'PATCH', path, { body: 'changed' })).body.body).toBe('changed');
    expect((await send(github.token, 'DELETE', path)).status).toBe(204);
    expect((await send(github.token, 'GET', path)).status).toBe(404);
  });
});

describe('what GitHub would not take', () => {
  // Each test looks only at what it added.
  let seen = 0;
  const added = () =>
    github.violations.slice(seen).map(({ method, path, problems }) => [method, path, ...problems]);
  afterEach(() => {
    seen = github.violations.length;
  });

  it('finds unknown operations, query parameters, properties and wrong types', async () => {
    const comments = here(`/issues/${pull}/comments`);
    expect((await send(github.token, 'POST', here('/comment'), {})).status).toBe(404);
    expect((await send(github.token, 'GET', `${comments}?perpage=3`)).status).toBe(422);
    expect((await send(github.token, 'POST', comments, { body: 'x', marker: 1 })).status).toBe(422);
    expect((await send(github.token, 'POST', comments, { body: 1 })).body.message).toContain(
      'body/body: must be string',
    );
    expect((await send(github.token, 'POST', comments)).status).toBe(422);
    expect((await send(github.token, 'GET', here('/issues/seven/comments'))).status).toBe(422);
    expect(added()).toEqual([
      ['POST', here('/comment'), 'GitHub has no such operation'],
      ['GET', `${comments}?perpage=3`, 'query: must NOT have additional properties: perpage'],
      ['POST', comments, 'body: must NOT have additional properties: marker'],
      ['POST', comments, 'body/body: must be string'],
      ['POST', comments, 'body: is missing'],
      ['GET', here('/issues/seven/comments'), 'path/issue_number: must be integer'],
    ]);
  });

  it('takes a body of 65,536 characters and not one more', async () => {
    const comments = here(`/issues/${pull}/comments`);
    // Outside the first plane a character is two UTF-16 units.
    expect((await send(github.token, 'POST', comments, { body: '😀'.repeat(65_536) })).status).toBe(201);
    const over = await send(github.token, 'POST', comments, { body: 'x'.repeat(65_537) });
    expect(over.body.errors[0].message).toBe('body is too long (maximum is 65536 characters)');
    expect(over.status).toBe(422);
    expect(added()).toEqual([['POST', comments, 'body: longer than GitHub takes']]);
  });

  it('says so where the stand-in itself lacks an operation', async () => {
    expect((await send(github.token, 'GET', here('/hooks'))).status).toBe(501);
    expect(added()[0]?.[2]).toContain('the stand-in has no GET /repos/{owner}/{repo}/hooks');
  });
});

describe('limits', () => {
  it('stops an account that makes too much in a minute', async () => {
    const busy = github.grant({ issues: 'write' }, 'octocat');
    const post = () => send(busy, 'POST', here(`/issues/${pull}/comments`), { body: 'again' });
    for (let made = 0; made < 30; made += 1) expect((await post()).status).toBe(201);
    const limited = await post();
    expect(limited.status).toBe(403);
    expect(limited.body.message).toContain('secondary rate limit');
    expect(limited.headers.get('retry-after')).toBe('60');
  });

  it('leads through pages by links to itself', async () => {
    const first = await send(github.token, 'GET', here(`/issues/${pull}/comments?per_page=10`));
    expect(first.body).toHaveLength(10);
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1];
    expect(next).toMatch(new RegExp(`^${github.url}/`));
    const second = await send(github.token, 'GET', (next ?? '').slice(github.url.length));
    expect(second.body[0].id).toBeGreaterThan(first.body[9].id);
  });
});
