import { Git } from '@assay/registry';
import { gitEnvironment, temporaryRepository } from '@assay/test';
import { expect, test } from 'vitest';
import { localGitHub, repositoryIn } from './github.ts';

const GITHUB = 'https://github.com';

test.each([
  ['https://github.com/octo-org/models.git', GITHUB, 'octo-org/models'],
  ['https://ada:token@github.com/octo-org/models', GITHUB, 'octo-org/models'],
  ['git@github.com:octo-org/my.models.git', GITHUB, 'octo-org/my.models'],
  ['github.com:octo-org/models', GITHUB, 'octo-org/models'],
  ['ssh://git@ssh.github.com:443/octo-org/models.git', GITHUB, 'octo-org/models'],
  ['http://127.0.0.1:8080/octo-org/models.git', 'http://127.0.0.1:8080', 'octo-org/models'],
  ['https://git.example.org/octo-org/models', 'https://git.example.org', 'octo-org/models'],
])('%s at %s is %s', (address, server, repository) => {
  expect(repositoryIn(address, server)).toBe(repository);
});

test.each([
  ['https://gitlab.com/octo-org/models.git'],
  ['https://github.com.evil.example/octo-org/models.git'],
  ['https://github.com/octo-org/models/../../other'],
  ['http://github.com/octo-org/models'],
  ['/srv/git/models.git'],
  ['file:///srv/git/octo-org/models.git'],
  ['../models.git'],
  ['C:\\models'],
])('%s is no repository on GitHub', (address) => {
  expect(repositoryIn(address, GITHUB)).toBeUndefined();
});

test('only what writes there gets a token, and only where there is one', async () => {
  const { path, git } = await temporaryRepository().then((made) => ({
    path: made.path,
    git: (...args: string[]) => made.git(...args),
  }));
  await git('remote', 'add', 'origin', 'git@github.com:octo-org/models.git');
  const ask = (verb: string, environment: NodeJS.ProcessEnv) =>
    localGitHub(verb, new Git({ cwd: path, env: gitEnvironment() }), environment);
  expect(await ask('deploy', { GH_TOKEN: 'secret' })).toMatchObject({
    access: { token: 'secret', apiUrl: 'https://api.github.com' },
    repository: 'octo-org/models',
  });
  expect(await ask('deploy', { GITHUB_TOKEN: 'a', GITHUB_API_URL: 'http://127.0.0.1:1' })).toMatchObject({
    access: { apiUrl: 'http://127.0.0.1:1' },
  });
  expect(await ask('deploy', { GITHUB_TOKEN: '' })).toBeNull();
  expect(await ask('report', { GITHUB_TOKEN: 'a' })).toBeNull();
});
