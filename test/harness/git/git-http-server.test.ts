import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServer } from '../local-server.ts';
import { run } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { gitEnvironment } from './git-command.ts';
import { gitHttpServer } from './git-http-server.ts';
import { bareRepository, type TemporaryRepository, temporaryRepository } from './temporary-repository.ts';

let server: LocalServer;
let tree: TemporaryRepository;

beforeAll(async () => {
  const root = temporaryFolder('served');
  await bareRepository(root, 'octo/models');
  server = await gitHttpServer(root, { reader: 'read', writer: 'write' });
  tree = await temporaryRepository();
  await tree.commit('First', { 'a.txt': 'a', 'run.sh': { executable: 'true' }, link: { link: 'a.txt' } });
  await tree.commit('Second', { 'dir/b.txt': 'b' });
});
afterAll(() => server.close());

const remote = (token?: string) =>
  `${server.url.replace('//', token === undefined ? '//' : `//x-access-token:${token}@`)}/octo/models.git`;
const push = (url: string, ...refs: string[]) =>
  run('git', ['push', url, ...refs], { cwd: tree.path, env: gitEnvironment(), mayFail: true });

describe('gitHttpServer', () => {
  it('makes commits whose SHAs are the same on every machine', async () => {
    const again = await temporaryRepository();
    await again.commit('First', { 'a.txt': 'a', 'run.sh': { executable: 'true' }, link: { link: 'a.txt' } });
    expect(await again.sha()).toBe(await tree.sha('HEAD~1'));
  });

  it('asks for a token, refuses a push with one that only reads, takes it from one that writes', async () => {
    expect((await push(remote(), 'main')).stderr).toContain('could not read Username');
    expect((await push(remote('wrong'), 'main')).stderr).toContain('Authentication failed');
    expect((await push(remote('reader'), 'main')).stderr).toContain('403');
    expect((await push(remote('writer'), 'main')).exitCode).toBe(0);
    expect(await tree.git('ls-remote', remote('reader'), 'refs/heads/main')).toContain(await tree.sha());
  });

  it('refuses a push with a lease that is lost, and any push to the refs of pull requests', async () => {
    await push(remote('writer'), 'main');
    const stale = `--force-with-lease=refs/heads/main:${await tree.sha('HEAD~1')}`;
    expect((await push(remote('writer'), stale, 'HEAD~1:refs/heads/main')).stderr).toContain('stale info');
    expect((await push(remote('writer'), 'main:refs/pull/1/head')).stderr).toContain('hidden ref');
  });

  it('serves shallow clones and clones without blobs', async () => {
    await push(remote('writer'), 'main');
    const into = temporaryFolder('clones');
    await run('git', ['clone', '--quiet', '--depth=1', remote('reader'), `${into}/shallow`], {
      env: gitEnvironment(),
    });
    await run('git', ['clone', '--quiet', '--bare', '--filter=blob:none', remote('reader'), `${into}/bare`], {
      env: gitEnvironment(),
    });
    const list = async (folder: string, ...args: string[]) =>
      (await run('git', args, { cwd: `${into}/${folder}`, env: gitEnvironment() })).stdout;
    expect(await list('shallow', 'rev-list', '--count', 'HEAD')).toBe('1\n');
    expect(await list('bare', 'rev-list', '--objects', '--missing=print', 'HEAD')).toMatch(/^\?/m);
  });
});

describe('temporaryRepository', () => {
  it('checks out the merge that a pull_request workflow tests', async () => {
    const repository = await temporaryRepository();
    await repository.commit('Base', { a: '1' });
    await repository.switch('topic');
    const head = await repository.commit('Topic', { b: '2' });
    await repository.switch('main');
    const base = await repository.commit('Main goes on', { c: '3' });
    const merge = await repository.checkOutPullMerge(7, 'main', 'topic');
    expect(await repository.git('rev-list', '--parents', '-n1', 'HEAD')).toBe(`${merge} ${base} ${head}`);
    expect(await repository.sha('refs/pull/7/head')).toBe(head);
  });
});
