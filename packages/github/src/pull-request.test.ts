import { type GitHub as StandIn, startGitHub } from '@assay/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitHub, openGitHub } from './client.ts';
import { findPull, getPull } from './pull-request.ts';
import { answering } from './testing/answering.ts';

let server: StandIn;
let github: GitHub;

beforeAll(async () => {
  server = await startGitHub({
    repositories: ['octo-org/models', { name: 'stranger/models', forkOf: 'octo-org/models' }],
    contentPerMinute: 10_000,
  });
  const token = server.grant({ 'pull-requests': 'read' });
  github = openGitHub({ ...options, token, apiUrl: server.url });
});
afterAll(() => server.close());

const options = { userAgent: 'test', log: { info: () => {}, warn: () => {} } };
const place = { owner: 'octo-org', repo: 'models' };

async function open(head: string, base = 'main') {
  return getPull(github, { ...place, number: Number((await server.openPull(head, { base }))['number']) });
}

describe('pull requests', () => {
  it('reads head and base, and tells a fork', async () => {
    const own = await open('own-branch');
    expect(own).toMatchObject({
      state: 'open',
      headRef: 'own-branch',
      headRepository: 'octo-org/models',
      baseRef: 'main',
      fork: false,
    });
    expect(own.headSha).toMatch(/^[0-9a-f]{40}$/);
    expect(own.baseSha).toMatch(/^[0-9a-f]{40}$/);
  });

  it('finds the pull request of a fork by its head, which the list of a commit does not know', async () => {
    const head = { owner: 'stranger/models', ref: 'patch' };
    await server.git.ensureBranch(head.owner, head.ref);
    const fork = await open('stranger:patch');
    expect(fork).toMatchObject({ fork: true, headRepository: 'stranger/models' });
    const search = { ...place, headSha: fork.headSha };
    expect(await findPull(github, { ...search, headRepository: 'Stranger/Models' })).toEqual(fork);
    expect(await findPull(github, search)).toEqual(fork);
    // What a record claims reaches no other pull request, and no other repository has this head.
    expect(await findPull(github, { ...search, number: fork.number - 1 })).toBeUndefined();
    expect(await findPull(github, { ...search, headRepository: 'octo-org/models' })).toBeUndefined();
  });

  it('tells a branch from a branch of a fork at the same commit', async () => {
    const own = await open('twin');
    await server.git.run(
      'stranger/models',
      'fetch',
      '--quiet',
      server.git.path(`${place.owner}/models`),
      'twin:twin',
    );
    const fork = await open('stranger:twin');
    expect(fork.headSha).toBe(own.headSha);
    const find = (headRepository: string) =>
      findPull(github, { ...place, headSha: own.headSha, headRepository });
    expect((await find('octo-org/models'))?.number).toBe(own.number);
    expect((await find('stranger/models'))?.number).toBe(fork.number);
  });

  it('does not choose between two pull requests of one branch, unless it is told which', async () => {
    await server.git.ensureBranch('octo-org/models', 'release');
    const [first, second] = [await open('shared'), await open('shared', 'release')];
    const search = { ...place, headSha: first.headSha, headRepository: 'octo-org/models' };
    const message = expect.stringContaining(`#${first.number}`);
    await expect(findPull(github, search)).rejects.toMatchObject({ code: 'several-pulls', message });
    expect(await findPull(github, { ...search, number: second.number })).toEqual(second);
  });

  it('does not find a pull request that is closed, or whose branch has moved on', async () => {
    const { number, headSha } = await open('moved');
    const search = { ...place, headSha };
    expect((await findPull(github, search))?.number).toBe(number);
    const tree = await server.git.run('octo-org/models', 'rev-parse', 'moved^{tree}');
    const next = await server.git.commitTree('octo-org/models', 'moved', 'Next', tree, [headSha]);
    expect(await findPull(github, search)).toBeUndefined();
    expect((await findPull(github, { ...place, headSha: next }))?.number).toBe(number);
    await server.call('PATCH', `/repos/octo-org/models/pulls/${number}`, { state: 'closed' });
    expect(await findPull(github, { ...place, headSha: next })).toBeUndefined();
  });

  it('reads every page', async () => {
    const { headSha } = await open('on-page-two');
    const listed = await server.call('GET', '/repos/octo-org/models/pulls?state=open');
    await using pages = await answering((request, response) => {
      const last = request.url?.includes('page=2') === true;
      const next = `<http://${request.headers.host}/repos/octo-org/models/pulls?page=2>; rel="next"`;
      response.writeHead(200, { 'content-type': 'application/json', ...(last ? {} : { link: next }) });
      response.end(JSON.stringify(last ? listed : []));
    });
    const paged = openGitHub({ ...options, token: 't', apiUrl: pages.url });
    expect(await findPull(paged, { ...place, headSha })).toMatchObject({ headSha });
  });
});
