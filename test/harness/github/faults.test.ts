import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { RATE_LIMITS } from './faults.ts';
import type { GitHub } from './github.ts';
import { startGitHub } from './start-github.ts';

let github: GitHub;
let path: string;
let pull: number;

beforeAll(async () => {
  github = await startGitHub();
  pull = Number((await github.openPull())['number']);
  path = `/repos/octo-org/models/issues/${pull}/comments`;
});
afterEach(() => github.clearFaults());
afterAll(() => github.close());

const post = (body: string) =>
  fetch(github.url + path, {
    method: 'POST',
    headers: { authorization: `token ${github.token}` },
    body: JSON.stringify({ body }),
  });
const bodies = async () => (await github.comments(pull)).map(({ body }) => body);

describe('faults', () => {
  it('answers 502 before the effect, as often as told, after as many as told', async () => {
    github.inject({ method: 'POST', path, kind: 'status', status: 502, times: 2, skip: 1 });
    const answers = [];
    for (const body of ['a', 'b', 'c', 'd']) answers.push((await post(body)).status);
    expect(answers).toEqual([201, 502, 502, 201]);
    expect(await bodies()).toEqual(['a', 'd']);
  });

  it('answers 502 after the effect', async () => {
    github.inject({ path: /\/comments$/, kind: 'after-effect', status: 502 });
    expect((await post('e')).status).toBe(502);
    expect((await bodies()).at(-1)).toBe('e');
  });

  it('resets the connection before and after the effect', async () => {
    github.inject({ path, kind: 'reset' });
    await expect(post('f')).rejects.toThrow('fetch failed');
    github.inject({ path, kind: 'after-effect' });
    await expect(post('g')).rejects.toThrow('fetch failed');
    expect((await bodies()).slice(-2)).toEqual(['e', 'g']);
    expect(github.requests.at(-1)).toMatchObject({
      method: 'POST',
      path,
      login: 'octo-org',
      status: undefined,
    });
  });

  it('is slow, and limits the rate with the headers that say for how long', async () => {
    github.inject({ path, kind: 'delay', milliseconds: 300 });
    const start = performance.now();
    expect((await post('h')).status).toBe(201);
    expect(performance.now() - start).toBeGreaterThan(290);
    github.inject({ path, kind: 'status', ...RATE_LIMITS.secondary(7) });
    const limited = await post('i');
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([403, '7']);
    github.inject({ path, kind: 'status', ...RATE_LIMITS.primary(3) });
    expect((await post('j')).headers.get('x-ratelimit-remaining')).toBe('0');
  });

  it('calls the test between the effect and its answer', async () => {
    let seen: string[] = [];
    const call = async () => {
      seen = await bodies();
    };
    github.inject({ path, kind: 'call', when: 'after', call });
    await post('k');
    expect(seen.at(-1)).toBe('k');
  });
});
