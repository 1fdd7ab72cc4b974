import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git, temporaryRepository } from '../git/index.ts';
import { startGitHub } from '../github/index.ts';
import { startAction } from '../runner/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { isWriting } from './git-commands.ts';
import { type KillScenario, killedEverywhere, killFailures, killTable, twiceAtOnce } from './index.ts';
import { difference } from './normalise.ts';
import { stepsOf } from './steps.ts';

// Says something on a pull request and pushes a tag: with care, after looking whether it is there, or without.
const SCRIPT = `
import { execFileSync } from 'node:child_process';
const { GITHUB_API_URL, TOKEN, REMOTE, CARE } = process.env;
const comments = GITHUB_API_URL + '/repos/octo-org/models/issues/1/comments';
const ask = async (method, body) =>
  (await fetch(comments, { method, headers: { authorization: 'Bearer ' + TOKEN }, body })).json();
const git = (...args) => execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
const said = CARE === 'yes' ? (await ask('GET')).length > 0 : false;
if (!said) await ask('POST', JSON.stringify({ body: 'said at ' + new Date().toISOString() }));
if (CARE !== 'yes' || git('tag', '--list', 'v1') === '') git('tag', 'v1');
git('push', REMOTE, 'v1');
`;

function scenario(care: 'yes' | 'no'): KillScenario {
  return {
    name: `care: ${care}`,
    async scene() {
      const github = await startGitHub();
      await github.openPull();
      const [tree, action] = [await temporaryRepository(), temporaryFolder('action')];
      await git(tree.path, ['pull', '--quiet', github.git.path(github.repository), 'main']);
      writeFileSync(join(action, 'action.yml'), 'runs: { using: node24, main: main.mjs }\n');
      writeFileSync(join(action, 'main.mjs'), SCRIPT);
      const token = github.grant({ contents: 'write', 'pull-requests': 'write' });
      const remote = `${github.url.replace('//', `//x:${token}@`)}/${github.repository}.git`;
      return {
        github,
        start: (_, gitFolder) =>
          startAction({
            action,
            workspace: tree.path,
            github: { url: github.url, token },
            env: { TOKEN: token, REMOTE: remote, CARE: care, PATH: `${gitFolder}:${process.env['PATH']}` },
          }),
        endState: async () => ({
          said: (await github.comments(1)).map(({ body }) => body),
          tags: await github.git.run(github.repository, 'tag', '--list', '--format=%(refname) %(objectname)'),
        }),
        close: () => github.close(),
      };
    },
  };
}

describe('killed everywhere', () => {
  it('finds every place at which a careful run can be parted, and each ends the same', async () => {
    const rows = await killedEverywhere(scenario('yes'));
    expect(killFailures(rows)).toEqual([]);
    expect(rows.map(({ at }) => at)).toEqual([
      'nowhere: run twice',
      'POST /issues/1/comments (before)',
      'POST /issues/1/comments (after)',
      'POST /git-receive-pack (before)',
      'POST /git-receive-pack (after)',
      'git tag v1 (after)',
      'git push octo-org/models.git v1 (after)',
    ]);
    expect(rows.slice(1).every(({ killed }) => killed)).toBe(true);
    expect(killTable(rows)).toContain('| care: yes | git tag v1 (after) | yes | 0 | the same |');
  });

  it('leaves out steps that change nothing for others, where told to, and never one after which something is new', async () => {
    const every = (await killedEverywhere(scenario('yes'))).map(({ at }) => at).slice(1);
    const some = (await killedEverywhere(scenario('yes'), { stride: 3 })).map(({ at }) => at).slice(1);
    const isEffect = (at: string) => at.startsWith('POST') && at.endsWith('(after)');
    expect(every.filter(isEffect)).toHaveLength(2);
    expect(some.filter(isEffect)).toEqual(every.filter(isEffect));
    // Of the four others the first, and the third after it.
    expect(some.filter((at) => !isEffect(at))).toEqual([
      'POST /issues/1/comments (before)',
      'git push octo-org/models.git v1 (after)',
    ]);
  });

  it('tells where a careless run does something twice, or fails', async () => {
    const rows = await killedEverywhere(scenario('no'));
    const found = new Map(rows.map((row) => [row.at, row]));
    expect(found.get('POST /issues/1/comments (before)')).toMatchObject({
      exitCode: 0,
      equal: true,
    });
    expect(found.get('POST /issues/1/comments (after)')).toMatchObject({
      exitCode: 0,
      equal: false,
      difference: expect.stringContaining('+ "said at <time>"'),
    });
    expect(found.get('git tag v1 (after)')).toMatchObject({ exitCode: 1 });
  });
});

it('of ends that are right, each is', () => {
  expect(difference(['a', 'b'], 'b')).toBeUndefined();
  expect(difference(['a', 'b'], 'c')).toBe('− a + c');
});

it('twice at once finds what two runs do twice', async () => {
  const [row] = await twiceAtOnce(scenario('no'), 1);
  expect(row).toMatchObject({ good: false, equal: false });
});

describe('the steps of a run', () => {
  it('are those that change something, told apart by number', () => {
    const requests = [
      { method: 'GET', path: '/a.git/info/refs?service=git-upload-pack' },
      { method: 'POST', path: '/a.git/git-upload-pack' },
      { method: 'POST', path: '/repos/o/r/y' },
      { method: 'POST', path: '/repos/o/r/y' },
    ];
    const steps = stepsOf(requests, ['-c a=b rev-parse HEAD', '-C /tmp/x update-ref r 1']);
    expect(steps.filter(({ repeated }) => repeated).map(({ number }) => number)).toEqual([4, 4]);
    expect(steps.map(({ at, number }) => [at, number])).toEqual([
      ['POST /y (before)', 3],
      ['POST /y (after)', 3],
      ['POST /y #2 (before)', 4],
      ['POST /y #2 (after)', 4],
      ['git update-ref r 1 (after)', 2],
    ]);
    expect(stepsOf(requests, ['show HEAD'], true)).toHaveLength(9);
  });

  it.each([
    ['push origin main', true],
    ['-c x=y tag -a v1', true],
    ['tag --list', false],
    ['config --get remote.origin.url', false],
    ['config user.name x', true],
    ['--git-dir=/x fetch origin', true],
    ['ls-tree HEAD', false],
    ['remote', false],
    ['remote add x y', true],
  ])('take git %s for writing: %s', (line, expected) => {
    expect(isWriting(line)).toBe(expected);
  });
});
