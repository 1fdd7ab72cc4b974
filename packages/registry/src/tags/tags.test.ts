import { renameSync } from 'node:fs';
import { gitEnvironment } from '@assay/test';
import { expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { Ledger } from '../ledger/ledger.ts';
import { remote } from '../testing/remote.ts';
import type { ModelTags } from './state.ts';
import type { NewTag } from './write-tags.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const register = (version: string, commit: string): NewTag => ({
  event: { kind: 'register', version },
  commit,
  message: `evidence of ${version}`,
});
const stage = (kind: 'assign' | 'unassign', commit: string): NewTag => ({
  event: { kind, stage: 'production' },
  commit,
  message: kind,
});
const stageOf = ({ stages }: ModelTags) => stages.get('production')?.version;

test('a model without tags has none', async () => {
  const { open, commit } = await remote();
  await commit('one');
  const tags = await (await open()).tags('taxi/tips');
  expect(tags).toMatchObject({ tags: [], next: 1 });
  expect([...tags.versions, ...tags.stages, ...tags.taken]).toEqual([]);
});

test('versions and stages are read from a shallow clone as they were written from another', async () => {
  const { open, commit, git } = await remote();
  const old = await commit('one');
  await commit('two');
  const ledger = await open();
  const wanted = [register('v0.0.1', old), stage('assign', old)];
  const { names } = await ledger.writeTags('taxi/tips', NOW, () => wanted);
  expect(names).toEqual(['taxi/tips@v0.0.1', 'taxi/tips#production#1']);

  const tags = await (await open({ shallow: true })).tags('taxi/tips');
  expect(tags.tags).toMatchObject([
    { tag: 'taxi/tips@v0.0.1', commit: old, by: 'Assay', message: 'evidence of v0.0.1', time: 1795255200 },
    { tag: 'taxi/tips#production#1', commit: old, counter: 1, time: 1795255201 },
  ]);
  expect([...tags.versions.keys()]).toEqual(['v0.0.1']);
  expect(stageOf(tags)).toBe('v0.0.1');
  expect(tags.next).toBe(2);
  expect(await git('cat-file', '-t', 'taxi/tips@v0.0.1')).toBe('tag');
  expect([...(await ledger.tags('taxi')).taken, ...(await ledger.tags('tips')).taken]).toEqual([]);
});

test('nothing of the commit is fetched or sent, only the tag', async () => {
  const { open, commit, work } = await remote();
  const old = await commit('one', { 'big.bin': 'x'.repeat(100_000) });
  await commit('two', { 'big.bin': 'y' });
  await (await open({ shallow: true })).writeTags('tips', NOW, () => [register('v0.0.1', old)]);
  const ledger = await open();
  await ledger.writeTags('tips', NOW, () => [stage('assign', old)]);
  const mirror = `${work.path}/.git/assay/ledger.git`;
  const objects = await work.git(
    ...['--git-dir', mirror, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'],
  );
  expect(objects.split('\n').filter((type) => type === 'blob')).toEqual([]);
});

test('lightweight tags say nothing, but their names and numbers are taken', async () => {
  const { open, commit, git } = await remote();
  const one = await commit('one');
  await git('tag', 'tips@v0.0.1', one);
  await git('tag', 'tips#production#7', one);
  const tags = await (await open()).tags('tips');
  expect(tags.tags).toEqual([]);
  expect([...tags.taken].toSorted()).toEqual(['tips#production#7', 'tips@v0.0.1']);
  expect(tags.next).toBe(8);
});

test('a stage is where it was assigned last, until it is unassigned; the number counts over all of them', async () => {
  const { open, commit } = await remote();
  const [one, two] = [await commit('one'), await commit('two')];
  const ledger = await open();
  const write = (...tags: NewTag[]) => ledger.writeTags('tips', NOW, () => tags);
  await write(register('v0.0.1', one), stage('assign', one));
  await write(register('v0.0.2', two), stage('assign', two));
  expect(stageOf(await ledger.tags('tips'))).toBe('v0.0.2');
  await write(stage('unassign', two));
  expect(stageOf(await ledger.tags('tips'))).toBe('v0.0.1');
  await write(stage('assign', two));
  expect(stageOf(await ledger.tags('tips'))).toBe('v0.0.2');
  await write({ event: { kind: 'deregister', version: 'v0.0.2' }, commit: two, message: 'bad' });
  const tags = await ledger.tags('tips');
  expect(stageOf(tags)).toBe('v0.0.1');
  expect([...tags.versions.keys()]).toEqual(['v0.0.1']);
  expect(tags.next).toBe(5);
});

test('a tag that was moved or removed on the remote is seen as it is now', async () => {
  const { open, commit, git } = await remote();
  const [one, two] = [await commit('one'), await commit('two')];
  const ledger = await open();
  await ledger.writeTags('tips', NOW, () => [register('v0.0.1', one), register('v0.0.2', two)]);
  await git('tag', '--force', '--annotate', '--message=moved', 'tips@v0.0.1', two);
  await git('tag', '--delete', 'tips@v0.0.2');
  expect((await ledger.tags('tips')).tags).toMatchObject([
    { tag: 'tips@v0.0.1', commit: two, message: 'moved' },
  ]);
});

test('six writers at once: each decides again on what the faster ones left', async () => {
  const { open, commit } = await remote();
  const one = await commit('one');
  const ledgers = await Promise.all(Array.from({ length: 6 }, () => open({ shallow: true })));
  const written = await Promise.all(
    ledgers.map((ledger, i) =>
      // Half of them only want it to be there.
      ledger.writeTags('tips', NOW, ({ versions }) =>
        i % 2 === 0 && versions.size > 0
          ? []
          : [{ ...register(`v0.0.${versions.size + 1}`, one), message: `of run ${i}` }],
      ),
    ),
  );
  const { versions } = await (await open()).tags('tips');
  const made = written.flatMap(({ names }) => names);
  expect(made.toSorted()).toEqual([...versions.keys()].map((version) => `tips@${version}`));
  expect(made.length).toBeGreaterThanOrEqual(3);
});

test('several tags are pushed all or none', async () => {
  const { open, commit, git } = await remote();
  const one = await commit('one');
  const ledger = await open();
  await git('tag', 'tips#production#1', one);
  // As a writer who does not look: the second name is taken, so the first is not written either.
  const { names } = await ledger.writeTags('tips', NOW, ({ next }) => [
    register('v0.0.1', one),
    stage('assign', one),
    ...(next === 2 ? [] : [register('v0.0.2', one)]),
  ]);
  expect(names).toEqual(['tips@v0.0.1', 'tips#production#2']);
  await expect(
    ledger.writeTags('tips', NOW, () =>
      ['v1.0.0', 'v2.0.0', 'v3.0.0', 'v4.0.0'].map((v) => register(v, one)),
    ),
  ).rejects.toThrow(TypeError);
});

test.each(['assign', 'unassign'] as const)(
  "a stranger's tag that leaves no number is named: %s",
  async (kind) => {
    const { open, commit, git } = await remote();
    const one = await commit('one');
    await git('tag', 'tips#production#999999999999999', one);
    const ledger = await open();
    await expect(ledger.writeTags('tips', NOW, () => [stage(kind, one)])).rejects.toMatchObject({
      code: 'tag-numbers',
      message: expect.stringContaining('tips#production#999999999999999'),
    });
    // What is not numbered goes on.
    expect((await ledger.writeTags('tips', NOW, () => [register('v0.0.1', one)])).names).toHaveLength(1);
  },
);

test('a tag above or below the name of a new one is named, and is no lost race', async () => {
  const { open, commit, git } = await remote();
  const one = await commit('one');
  await git('tag', 'taxi', one);
  const written = (await open()).writeTags('taxi/tips', NOW, () => [register('v0.0.1', one)]);
  await expect(written).rejects.toMatchObject({
    code: 'ref-conflict',
    message: 'the tag taxi/tips@v0.0.1 cannot be made on the remote, because the tag taxi is there',
  });
});

test.each([
  ['tags-protected', 'error: GH013: Repository rule violations found for refs/tags/tips@v0.0.1'],
  ['tags-refused', 'Permission to octo/taxi.git denied to github-actions[bot].'],
])('%s: says what to change', async (code, text) => {
  const { open, commit, refusePushes } = await remote();
  const one = await commit('one');
  refusePushes(text);
  const written = (await open()).writeTags('tips', NOW, () => [register('v0.0.1', one)]);
  await expect(written).rejects.toMatchObject({ code });
});

test('a commit that is not on the remote is named', async () => {
  const { open, commit, work } = await remote();
  await commit('one');
  const local = await work.commit('local');
  const ledger = await open();
  const written = ledger.writeTags('tips', NOW, () => [register('v0.0.1', local)]);
  await expect(written).rejects.toMatchObject({ code: 'commit-not-pushed' });
});

test('a remote that is gone is unreachable, for reading and for writing', async () => {
  const { open, commit, path } = await remote();
  const one = await commit('one');
  const ledger = await open();
  renameSync(path, `${path}.gone`);
  await expect(ledger.tags('tips')).rejects.toMatchObject({ code: 'tags-unreachable' });
  const written = ledger.writeTags('tips', NOW, () => [register('v0.0.1', one)]);
  await expect(written).rejects.toMatchObject({ code: 'tags-unreachable' });
});

test('a repository without a remote keeps its tags itself', async () => {
  const { work, commit } = await remote();
  const one = await commit('one');
  await work.git('remote', 'remove', 'origin');
  const ledger = await Ledger.open({ clone: new Git({ cwd: work.path, env: gitEnvironment() }) });
  await ledger.writeTags('tips', NOW, () => [register('v0.0.1', one)]);
  expect(await work.git('tag', '--list')).toBe('tips@v0.0.1');
  expect([...(await ledger.tags('tips')).versions.keys()]).toEqual(['v0.0.1']);
});
