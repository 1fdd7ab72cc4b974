import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryRepository } from './git/index.ts';
import { type GitHub, startGitHub } from './github/index.ts';
import { startAction } from './runner/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

let github: GitHub;
beforeAll(async () => {
  github = await startGitHub();
});
afterAll(() => github.close());

describe('a step and the stand-in together', () => {
  it('can be parted between any two requests', async () => {
    const number = Number((await github.openPull())['number']);
    const action = temporaryFolder('action');
    writeFileSync(join(action, 'action.yml'), 'runs: { using: node24, main: main.mjs }\n');
    const main = `for (const body of ['one', 'two', 'three']) {
      await fetch(process.env.GITHUB_API_URL + '/repos/octo-org/models/issues/${number}/comments', {
        method: 'POST', body: JSON.stringify({ body }), headers: { authorization: 'Bearer ' + process.env.TOKEN } });
      console.log('said ' + body);
    }`;
    writeFileSync(join(action, 'main.mjs'), main);
    const token = github.grant({ 'pull-requests': 'write' });
    const step = startAction({ action, github: { url: github.url, token }, env: { TOKEN: token } });
    github.inject({
      method: 'POST',
      path: /\/comments$/,
      skip: 1,
      kind: 'call',
      when: 'after',
      call: () => step.kill(),
    });
    expect(await step.result).toMatchObject({ signal: 'SIGKILL', stdout: 'said one\n' });
    expect((await github.comments(number)).map(({ body }) => body)).toEqual(['one', 'two']);
  });
});

describe('git through the stand-in', () => {
  it('takes a push whose answer is then lost', async () => {
    const tree = await temporaryRepository();
    const sha = await tree.commit('Pushed', { a: 'a' });
    const remote = `${github.url.replace('//', `//x:${github.token}@`)}/octo-org/models.git`;
    github.inject({ method: 'POST', path: /git-receive-pack$/, kind: 'after-effect' });
    await expect(tree.git('push', remote, 'main:lost')).rejects.toThrow();
    expect(await github.git.branch('octo-org/models', 'lost')).toBe(sha);
    github.inject({ method: 'POST', path: /git-receive-pack$/, kind: 'status', status: 503 });
    await expect(tree.git('push', remote, 'main:never')).rejects.toThrow('503');
    expect(await github.git.branch('octo-org/models', 'never')).toBeUndefined();
  });
});
