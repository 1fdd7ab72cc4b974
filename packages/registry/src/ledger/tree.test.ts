import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, temporaryRepository } from '../../../../test/harness/index.ts';
import { Git } from '../git/git.ts';
import { IDENTITY } from './append.ts';
import { Texts } from './texts.ts';
import { Tree } from './tree.ts';

const FILES: Record<string, string> = {
  'versions/m/v0.0.1.json': 'one\n',
  'versions/m/v0.0.2.json': 'two\n',
  'versions/m 2/tab\there "quoted".json': 'odd\n',
  'versions-of-others.json': 'beside\n',
  ['__proto__']: 'a name as any\n',
};

async function ledger() {
  const { path } = await temporaryRepository();
  const trace = join(temporaryFolder('trace'), 'commands');
  const git = new Git({ cwd: path, env: { ...process.env, ...IDENTITY, GIT_TRACE: trace } });
  const commit = async (files: Record<string, string>) => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), text);
    }
    await git.run(['add', '--all']);
    await git.run(['commit', '--quiet', '-m', 'files']);
    return (await git.run(['rev-parse', 'HEAD'])).trim();
  };
  const reads = () => readFileSync(trace, 'utf8').split('built-in: git cat-file').length - 1;
  const texts = new Texts(git);
  return { commit, reads, tree: (of: string) => Tree.of(git, of, texts) };
}

test('has the files of its commit, whatever they are called', async () => {
  const { commit, tree: treeOf } = await ledger();
  const tree = await treeOf(await commit(FILES));
  for (const [path, text] of Object.entries(FILES)) expect(await tree.read(path)).toBe(text);
  expect(tree.list('versions/m')).toEqual(['versions/m/v0.0.1.json', 'versions/m/v0.0.2.json']);
  expect(tree.list('versions')).toHaveLength(3);
  expect(tree.hasFile('versions')).toBe(false);
  expect(tree.hasFile('__proto__')).toBe(true);
  for (const path of ['versions', 'constructor', 'versions/m/v0.0.3.json', ''])
    expect(await tree.read(path)).toBeUndefined();
});

test('reads a text once, also where the next commit has it still, and those of one turn together', async () => {
  const { commit, reads, tree } = await ledger();
  const first = await tree(await commit(FILES));
  const path = 'versions/m/v0.0.1.json';
  expect(await Promise.all([first.read(path), first.read(path)])).toEqual(['one\n', 'one\n']);
  const next = await tree(await commit({ 'versions/m/v0.0.2.json': 'another, of é\n' }));
  expect(await next.read(path)).toBe('one\n');
  expect(reads()).toBe(1);
  const paths = Object.keys(FILES);
  const before = await Promise.all(paths.map((one) => first.read(one)));
  expect(before).toEqual(Object.values(FILES));
  const after = await Promise.all(paths.map((one) => next.read(one)));
  expect(after).toEqual(before.map((text) => (text === 'two\n' ? 'another, of é\n' : text)));
  expect(reads()).toBe(3);
});
