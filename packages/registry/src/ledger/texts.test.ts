import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../../../../test/harness/index.ts';
import { Git } from '../git/git.ts';
import { IDENTITY } from './append.ts';
import { Texts } from './texts.ts';

/** A repository that has a commit of a remote without its files. */
async function clone() {
  const remote = await temporaryRepository();
  const here = new Git({ cwd: remote.path, env: { ...process.env, ...IDENTITY } });
  const contents = [...Array(30).keys()].map((i) => Buffer.from(`{"of": "${i}\n"}\n`));
  // No UTF-8, and nothing at all.
  contents.push(Buffer.of(0x66, 0xff, 0xfe, 0x0a), Buffer.alloc(0));
  const names: string[] = [];
  for (const content of contents)
    names.push((await here.run(['hash-object', '-w', '--stdin'], content)).trim());
  const entries = names.map((name, i) => `100644 blob ${name}\t${i}\n`).join('');
  const tree = (await here.run(['mktree'], entries)).trim();
  const commit = (await here.run(['commit-tree', tree, '-m', 'files'])).trim();
  await here.run(['update-ref', 'refs/heads/ledger', commit]);
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
    await here.run(['config', key, 'true']);
  const { path } = await temporaryRepository();
  const trace = join(temporaryFolder('trace'), 'commands');
  const git = new Git({ cwd: path, env: { ...process.env, ...IDENTITY, GIT_TRACE: trace } });
  await git.run(['remote', 'add', 'origin', `file://${remote.path}`]);
  await git.run(['config', 'remote.origin.promisor', 'true']);
  await git.run(['config', 'remote.origin.partialclonefilter', 'blob:none']);
  await git.run(['fetch', '--quiet', '--depth=1', '--filter=blob:none', 'origin', 'ledger']);
  const before = readFileSync(trace, 'utf8').length;
  const fetches = () => readFileSync(trace, 'utf8').slice(before).split('built-in: git fetch').length - 1;
  return { git, commit, names, texts: contents.map(String), fetches, remote: remote.path };
}

test('what is not here is fetched at once, and then is here', async () => {
  const { git, commit, names, texts, fetches } = await clone();
  const read = (some: Texts) => Promise.all(names.map((name) => some.read(name, commit)));
  expect(await read(new Texts(git))).toEqual(texts);
  expect(fetches()).toBe(1);
  expect(await read(new Texts(git))).toEqual(texts);
  expect(fetches()).toBe(1);
});

test('where the remote is gone, what is here is read, and what is not fails by itself', async () => {
  const { git, commit, names, texts, remote } = await clone();
  const [one = '', other = '', third = ''] = names;
  await new Texts(git).read(one, commit);
  await git.run(['remote', 'set-url', 'origin', `file://${remote}-gone`]);
  const some = new Texts(git);
  const found = await Promise.allSettled([one, other, third].map((name) => some.read(name, commit)));
  expect(found[0]).toEqual({ status: 'fulfilled', value: texts[0] });
  expect(found[1]).toMatchObject({ status: 'rejected', reason: { code: 'git-failed' } });
  expect(found[2]).toMatchObject({ status: 'rejected' });
  await git.run(['remote', 'set-url', 'origin', `file://${remote}`]);
  // What failed is asked for again.
  expect(await some.read(other, commit)).toBe(texts[1]);
});
