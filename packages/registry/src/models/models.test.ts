import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type Artifact, digestPaths, versionSchema } from '@assay/contract';
import { gitEnvironment, temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { documentEdit } from '../ledger/documents.ts';
import { Mirror } from '../ledger/mirror.ts';
import { modelRef, versionPath } from '../ledger/paths.ts';
import { record, version } from '../testing/record.ts';
import { type Remote, remote } from '../testing/remote.ts';
import { fetchModel } from './fetch-model.ts';
import { keepModel, MOST_BYTES } from './keep-model.ts';

const FILES = {
  'out/model/weights.bin': new Uint8Array([0, 255, 13, 10, 26]),
  'out/model/a "quoted"\n\\name é.txt': 'crlf\r\n',
  'out/run.sh': '#!/bin/sh\n',
};
const PATHS = ['out/model', 'out/run.sh'];

function write(root: string, files: Record<string, string | Uint8Array>): void {
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), bytes);
  }
}

async function artifactOf(root: string, paths: string[]): Promise<Artifact> {
  return { ...(await digestPaths(root, paths)), paths };
}

/** A repository that converts line ends, with a model in its work tree. */
async function scene() {
  const there = await remote();
  await there.commit('one', { '.gitattributes': '* text eol=lf\n', '.gitignore': 'out\n.assay\n' });
  const root = there.work.path;
  write(root, FILES);
  chmodSync(join(root, 'out/run.sh'), 0o755);
  return { ...there, root, artifact: await artifactOf(root, PATHS) };
}

test('a model comes back byte for byte, with its modes, to another clone', async () => {
  const { open, root, artifact } = await scene();
  expect(await (await open()).keepModel(artifact, root)).toBe('kept');
  const into = temporaryFolder('model');
  expect(await (await open({ shallow: true })).fetchModel(artifact, into)).toBe(true);
  for (const [path, bytes] of Object.entries(FILES))
    expect(readFileSync(join(into, path))).toEqual(Buffer.from(bytes));
  expect(statSync(join(into, 'out/run.sh')).mode & 0o777).toBe(0o755);
  expect((await digestPaths(into, PATHS)).digest).toBe(artifact.digest);
});

test('one file as a model keeps its own digest', async () => {
  const { open, root } = await scene();
  const artifact = await artifactOf(root, ['out/model/weights.bin']);
  const ledger = await open();
  await ledger.keepModel(artifact, root);
  const into = temporaryFolder('model');
  expect(await ledger.fetchModel(artifact, into)).toBe(true);
  expect(existsSync(join(into, 'out/run.sh'))).toBe(false);
});

test('what is not there, other bytes, and too many bytes are not kept', async () => {
  const { open, root, artifact, git } = await scene();
  const ledger = await open();
  expect(await ledger.keepModel({ ...artifact, paths: ['gone'] }, root)).toBe('not-there');
  expect(await ledger.keepModel({ ...artifact, paths: ['../model'] }, root)).toBe('not-there');
  expect(await ledger.keepModel({ ...artifact, bytes: MOST_BYTES + 1 }, root)).toBe('too-large');
  write(root, { 'out/model/weights.bin': 'other' });
  expect(await ledger.keepModel(artifact, root)).toBe('other-bytes');
  expect(await git('for-each-ref', 'refs/assay')).toBe('');
});

test('a model that was never kept is not there', async () => {
  const { open, artifact } = await scene();
  expect(await (await open()).fetchModel(artifact, temporaryFolder('model'))).toBe(false);
});

test('files in the place of the model are replaced, and the same ones left alone', async () => {
  const { open, root, artifact } = await scene();
  const ledger = await open();
  await ledger.keepModel(artifact, root);
  write(root, { 'out/model/weights.bin': 'other', 'out/model/more.txt': 'more' });
  expect(await ledger.fetchModel(artifact, root)).toBe(true);
  expect((await digestPaths(root, PATHS)).digest).toBe(artifact.digest);
  expect(existsSync(join(root, 'out/model/more.txt'))).toBe(false);
  const { ino } = statSync(join(root, 'out/model'));
  await ledger.fetchModel(artifact, root);
  expect(statSync(join(root, 'out/model')).ino).toBe(ino);
});

test('four at once, to keep and to fetch into one folder', async () => {
  const { open, root, artifact } = await scene();
  const ledgers = await Promise.all(Array.from({ length: 4 }, () => open({ shallow: true })));
  const kept = await Promise.all(ledgers.map((ledger) => ledger.keepModel(artifact, root)));
  expect(kept).toEqual(['kept', 'kept', 'kept', 'kept']);
  const into = temporaryFolder('model');
  await Promise.all(ledgers.map((ledger) => ledger.fetchModel(artifact, into)));
  expect((await digestPaths(into, PATHS)).digest).toBe(artifact.digest);
});

test('killed half-way, the next one makes it whole', async () => {
  const { open, root, artifact } = await scene();
  const ledger = await open();
  await ledger.keepModel(artifact, root);
  const into = temporaryFolder('model');
  // The first path was moved into place, the second was not, and the staging folder stayed.
  write(into, {
    'out/model/weights.bin': FILES['out/model/weights.bin'],
    '.assay/model-x/new/out/run.sh': '#',
  });
  expect(await ledger.fetchModel(artifact, into)).toBe(true);
  expect((await digestPaths(into, PATHS)).digest).toBe(artifact.digest);
});

test('a folder that is a link to elsewhere is not written through', async () => {
  const { open, root, artifact } = await scene();
  const ledger = await open();
  await ledger.keepModel(artifact, root);
  const [into, elsewhere] = [temporaryFolder('model'), temporaryFolder('elsewhere')];
  symlinkSync(elsewhere, join(into, 'out'));
  await expect(ledger.fetchModel(artifact, into)).rejects.toMatchObject({ code: 'link-refused' });
  expect(existsSync(join(elsewhere, 'run.sh'))).toBe(false);
});

/** Puts a tree of a stranger's on the model's ref. Git itself would not make some of these. */
function forge({ path }: Remote, digest: string, tree: string): void {
  const git = (args: string[], input?: string) =>
    execFileSync('git', args, { cwd: path, env: gitEnvironment(), input, encoding: 'utf8' }).trim();
  const blob = git(['hash-object', '-w', '--stdin'], 'evil');
  const raw = git(['mktree', '--missing'], tree.replaceAll('BLOB', blob));
  const inner = git(['mktree'], `040000 tree ${raw}\tout\n`);
  git(['update-ref', modelRef(digest), git(['commit-tree', inner, '-m', 'x'])]);
}

test.each([
  ['other bytes', '100644 blob BLOB\trun.sh\n100644 blob BLOB\tmodel\n'],
  ['a link', '120000 blob BLOB\tmodel\n100755 blob BLOB\trun.sh\n'],
])('%s under the name of a model is refused, and nothing is written', async (_name, tree) => {
  const there = await scene();
  forge(there, there.artifact.digest, tree);
  const into = temporaryFolder('model');
  const fetched = (await there.open()).fetchModel(there.artifact, into);
  await expect(fetched).rejects.toMatchObject({ code: 'model-damaged' });
  expect(existsSync(join(into, 'out'))).toBe(false);
});

test('a file of nobody beside the model’s is refused', async () => {
  const there = await scene();
  const ledger = await there.open();
  await ledger.keepModel(there.artifact, there.root);
  const ref = modelRef(there.artifact.digest);
  const git = (args: string[], input?: string) =>
    execFileSync('git', args, { cwd: there.path, env: gitEnvironment(), input, encoding: 'utf8' });
  const blob = git(['hash-object', '-w', '--stdin'], 'evil').trim();
  const tree = git(['mktree'], `${git(['ls-tree', ref])}100644 blob ${blob}\tworkflow.yml\n`).trim();
  git(['update-ref', ref, git(['commit-tree', tree, '-m', 'x']).trim()]);
  const fetched = ledger.fetchModel(there.artifact, temporaryFolder('model'));
  await expect(fetched).rejects.toMatchObject({ code: 'model-damaged' });
});

test('paths that lead out are refused', async () => {
  const there = await scene();
  const mirror = await Mirror.open({
    git: new Git({ cwd: there.root, env: gitEnvironment() }),
    folder: join(there.root, '.git/assay/ledger.git'),
    remote: there.path,
  });
  await keepModel(mirror, there.root, there.artifact);
  const led = { ...there.artifact, paths: [...PATHS, '../x'] };
  await expect(fetchModel(mirror, led, temporaryFolder('model'))).rejects.toMatchObject({
    code: 'model-damaged',
  });
});

test('recording keeps the newest 20 models and every version, and drops the rest', async () => {
  const there = await remote();
  const { work, git } = there;
  const root = work.path;
  const ledger = await there.open();
  const digests: string[] = [];
  for (let i = 0; i < 23; i++) {
    const commit = await work.commit(`c${i}`, { model: `model ${i}` });
    const artifact = await artifactOf(root, ['model']);
    digests.push(artifact.digest);
    expect(await ledger.record(recordAt(commit, artifact), undefined)).toBe('kept');
    if (i === 1) await ledger.edit([registerOf(artifact.digest, commit)], 'register');
  }
  const refs = await git('for-each-ref', '--format=%(refname)', 'refs/assay/models');
  const expected = digests.filter((_, i) => i === 1 || i > 2).map(modelRef);
  expect(refs.split('\n')).toEqual(expected.toSorted());
}, 120_000);

test('a run without its model in the work tree is recorded all the same', async () => {
  const { open, commit } = await remote();
  const sha = await commit('one');
  const artifact = { digest: `sha256:${'a'.repeat(64)}`, files: 1, bytes: 1, paths: ['gone'] };
  const ledger = await open();
  expect(await ledger.record(recordAt(sha, artifact), undefined)).toBe('not-there');
  expect(await ledger.record(recordAt(sha), undefined)).toBe(null);
  expect((await ledger.recordOf('tips', sha))?.model).toBe('tips');
});

function recordAt(commit: string, artifact?: Artifact) {
  const source = { ...record().source, commit };
  return record({ source, ...(artifact === undefined ? {} : { artifact }) });
}

function registerOf(artifact: string, commit: string) {
  return documentEdit(versionPath('tips', 'v0.0.1'), versionSchema, () => version({ artifact, commit }));
}
