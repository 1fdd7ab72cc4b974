import { renameSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { git, gitEnvironment, temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { record } from '../testing/record.ts';
import { remote } from '../testing/remote.ts';
import { Ledger } from './ledger.ts';

const openIn = (cwd: string) => Ledger.open({ clone: new Git({ cwd, env: gitEnvironment() }) });
const runOf = (commit: string) => record({ source: { ...record().source, commit } });

test('a relative remote is read from the top of the work tree, wherever Assay is run', async () => {
  const { work, path, commit } = await remote();
  const head = await commit('one');
  for (const prefix of ['', 'x/../']) {
    await work.git('remote', 'set-url', 'origin', `${prefix}${relative(work.path, path)}`);
    await mkdir(join(work.path, 'sub/deep'), { recursive: true });
    const ledger = await openIn(join(work.path, 'sub/deep'));
    await ledger.record(runOf(head), undefined);
    expect(await (await openIn(work.path)).recordOf('tips', head)).toBeDefined();
  }
});

test('a repository of SHA-256 keeps its ledger', async () => {
  const folder = temporaryFolder('sha256');
  const made = (...args: string[]) => git(folder, ['init', '--quiet', '--object-format=sha256', ...args]);
  await made('--bare', 'origin.git');
  await made('work');
  const work = join(folder, 'work');
  await git(work, ['remote', 'add', 'origin', '../origin.git']);
  await git(work, ['commit', '--quiet', '--allow-empty', '-m', 'one']);
  const head = (await git(work, ['rev-parse', 'HEAD'])).trim();
  expect(head).toHaveLength(64);
  await (await openIn(work)).record(runOf(head), undefined);
  expect(await (await openIn(work)).recordOf('tips', head)).toBeDefined();
});

test("a person's branch below the ledger's name is named, and is no lost race", async () => {
  const { open, commit, git } = await remote();
  const head = await commit('one');
  await git('branch', 'assay-ledger/notes', head);
  await expect((await open()).record(runOf(head), undefined)).rejects.toMatchObject({
    code: 'ref-conflict',
    message: expect.stringContaining('the branch assay-ledger/notes'),
  });
});

test("a person's branch of the ledger's name is told from a ledger, before anything is written", async () => {
  const { open, work, git } = await remote();
  await work.commit('mine', { drift: 'a file' });
  await work.git('push', '--quiet', 'origin', 'HEAD:refs/heads/assay-ledger');
  const before = await git('for-each-ref');
  await expect(open()).rejects.toMatchObject({
    code: 'ledger-foreign',
    message: expect.stringContaining('drift is a file'),
  });
  expect(await git('for-each-ref')).toBe(before);
});

test('a file deeper in the ledger, where a folder is wanted, is named', async () => {
  const { open, commit, work } = await remote();
  const head = await commit('one');
  await work.commit('mine', { 'runs/tips': 'a file' });
  await work.git('push', '--quiet', 'origin', 'HEAD:refs/heads/assay-ledger');
  await expect((await open()).record(runOf(head), undefined)).rejects.toMatchObject({
    code: 'ledger-foreign',
    message: expect.stringContaining('runs/tips is a file'),
  });
});

test('a remote that is gone is told by its reason, and asks for no permission', async () => {
  const { open, commit, path, work } = await remote();
  const head = await commit('one');
  const ledger = await open();
  renameSync(path, `${path}.gone`);
  const gone = {
    code: 'ledger-unreachable',
    message: expect.stringContaining('does not appear to be a git'),
  };
  await expect(ledger.record(runOf(head), undefined)).rejects.toMatchObject({
    ...gone,
    fix: expect.not.stringContaining('contents: write'),
  });
  await expect(openIn(work.path)).rejects.toMatchObject(gone);
  await expect(ledger.tags('tips')).rejects.toMatchObject({ ...gone, code: 'tags-unreachable' });
});
