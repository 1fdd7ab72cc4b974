import { type GitHub as StandIn, startGitHub } from '@assay/test';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type GitHub, openGitHub } from './client.ts';
import { findApproval } from './reviews.ts';

let server: StandIn;
let github: GitHub;
const place = { owner: 'octo-org', repo: 'models' };
const options = { userAgent: 'test', log: { info: () => {}, warn: () => {} } };

beforeAll(async () => {
  server = await startGitHub({ repositories: ['octo-org/models'], contentPerMinute: 10_000 });
  server.settings.writers = ['octocat', 'github-actions[bot]'];
  github = openGitHub({ ...options, token: server.grant({ 'pull-requests': 'read' }), apiUrl: server.url });
});
afterAll(() => server.close());

/** A pull request of the owner with its head commit, and how to review it. */
async function opened(branch: string) {
  const pull = (await server.openPull(branch)) as { number: number; head: { sha: string } };
  const path = `/repos/octo-org/models/pulls/${pull.number}/reviews`;
  const review = async (login: string, event: string, commit?: string) => {
    const body = { event, body: 'because', ...(commit === undefined ? {} : { commit_id: commit }) };
    return (await server.call('POST', path, body, server.grant({ 'pull-requests': 'write' }, login))) as {
      id: number;
    };
  };
  const approval = (commit = pull.head.sha) =>
    findApproval(github, { ...place, number: pull.number, commit });
  return { pull, path, review, approval };
}

it('is the last word of a person who may write, about this commit', async () => {
  const { pull, path, review, approval } = await opened('words');
  expect(await approval()).toBeUndefined();
  await review('octocat', 'COMMENT');
  expect(await approval()).toBeUndefined();
  const { id } = await review('octocat', 'APPROVE');
  expect(await approval()).toBe('octocat');
  // A comment takes nothing back, as on GitHub.
  await review('octocat', 'COMMENT');
  expect(await approval()).toBe('octocat');
  const earlier = (await server.git.run('octo-org/models', 'rev-parse', `${pull.head.sha}~`)).trim();
  expect(await approval(earlier)).toBeUndefined();
  await server.call('PUT', `${path}/${id}/dismissals`, { message: 'not yet' });
  expect(await approval()).toBeUndefined();
  await review('octocat', 'APPROVE');
  await review('octocat', 'REQUEST_CHANGES');
  expect(await approval()).toBeUndefined();
});

it('of an earlier commit does not count for a later one', async () => {
  const { pull, review, approval } = await opened('stale');
  const earlier = (await server.git.run('octo-org/models', 'rev-parse', `${pull.head.sha}~`)).trim();
  await review('octocat', 'APPROVE', earlier);
  expect(await approval()).toBeUndefined();
  expect(await approval(earlier)).toBe('octocat');
});

it('is not that of a stranger, or of a bot; and its author cannot approve it', async () => {
  const { review, approval } = await opened('others');
  await expect(review('octo-org', 'APPROVE')).rejects.toThrow('422');
  await review('stranger', 'APPROVE');
  await review('github-actions[bot]', 'APPROVE');
  expect(await approval()).toBeUndefined();
  await review('octocat', 'APPROVE');
  expect(await approval()).toBe('octocat');
});

it('is found behind many reviews', async () => {
  const { review, approval } = await opened('many');
  await review('octocat', 'APPROVE');
  for (let i = 0; i < 120; i++) await review('stranger', 'COMMENT');
  await review('octocat', 'REQUEST_CHANGES');
  expect(await approval()).toBeUndefined();
});

it('needs permission to read pull requests, and says so', async () => {
  const { pull } = await opened('forbidden');
  const token = server.grant({ contents: 'read' });
  const reader = openGitHub({ ...options, token, apiUrl: server.url });
  await expect(
    findApproval(reader, { ...place, number: pull.number, commit: pull.head.sha }),
  ).rejects.toMatchObject({
    code: 'github-permission',
    fix: expect.stringContaining('`pull-requests: read`'),
  });
});

it('sends and gets what GitHub describes', () => {
  expect(server.violations).toEqual([]);
  expect(server.responseViolations).toEqual([]);
});
