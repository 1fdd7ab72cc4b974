import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestBytes } from '@assay/contract';
import { expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { cloneForEach, env, git, record, withPredictions } from '../testing/ledger-clone.ts';

const at = cloneForEach();

test('eight writers at once: every record arrives, and the history is a line', async () => {
  const commits = Array.from({ length: 8 }, (_, i) => at.commit(`c${i}`));
  git(at.work, 'push', '-q', 'origin', 'main');
  const clones = commits.map((_, i) => join(at.folder, `clone${i}`));
  for (const clone of clones) git(at.folder, 'clone', '-q', at.remote, clone);
  const ledgers = await Promise.all(clones.map((clone) => at.open(clone)));
  await Promise.all(ledgers.map((ledger, i) => ledger.record(record(commits[i] ?? ''), undefined)));
  const files = git(at.remote, 'ls-tree', '-r', '--name-only', 'assay-ledger').split('\n');
  expect(files).toHaveLength(8);
  expect(git(at.remote, 'rev-list', '--count', 'assay-ledger')).toBe('8');
  expect(git(at.remote, 'rev-list', '--merges', '--count', 'assay-ledger')).toBe('0');
});

test('recording the same run twice makes one commit', async () => {
  const head = at.commit('one');
  const ledger = await at.open();
  await ledger.record(record(head), undefined);
  await ledger.record(record(head), undefined);
  expect(git(at.remote, 'rev-list', '--count', 'assay-ledger')).toBe('1');
});

test('predictions come back byte for byte, to another clone, and only the newest 20 are kept', async () => {
  const bytes = (i: number) => new Uint8Array([0, 255, 10, 13, i]);
  const ledger = await at.open();
  for (let i = 0; i < 21; i++) await ledger.record(withPredictions(at.commit(`c${i}`), bytes(i)), bytes(i));
  git(at.work, 'push', '-q', 'origin', 'main');
  const other = join(at.folder, 'other');
  git(at.folder, 'clone', '-q', at.remote, other);
  expect(git(other, 'for-each-ref', 'refs/assay')).toBe('');
  const found = await (await at.open(other)).predictions(digestBytes(bytes(20)));
  expect([...(found ?? [])]).toEqual([0, 255, 10, 13, 20]);
  expect(await (await at.open(other)).predictions(digestBytes(bytes(0)))).toBeUndefined();
  expect(
    git(at.remote, 'for-each-ref', '--format=%(refname)', 'refs/assay/predictions').split('\n'),
  ).toHaveLength(20);
});

test('killed after the predictions and before the record: running again mends it', async () => {
  const head = at.commit('one');
  const bytes = new Uint8Array([1, 2, 3]);
  const { pushPredictions } = await import('./predictions.ts');
  const { Mirror } = await import('./mirror.ts');
  const mirror = await Mirror.open({
    git: new Git({ cwd: at.work, env }),
    folder: join(at.work, '.git/assay/ledger.git'),
    remote: at.remote,
  });
  await pushPredictions(mirror, digestBytes(bytes), bytes);
  await (await at.open()).record(withPredictions(head, bytes), bytes);
  expect((await (await at.open()).findBaseline('tip-predictor', head))?.record.source.commit).toBe(head);
});

test('a repository with no remote keeps the ledger in itself', async () => {
  const head = at.commit('one');
  git(at.work, 'remote', 'remove', 'origin');
  await (await at.open()).record(record(head), undefined);
  expect(await (await at.open()).findBaseline('tip-predictor', head)).toMatchObject({ commit: head });
  expect(git(at.work, 'branch', '--list', 'assay-ledger')).toContain('assay-ledger');
});

test('outside a git repository there is one clear error', async () => {
  const nowhere = mkdtempSync(join(tmpdir(), 'assay-nowhere-'));
  await expect(at.open(nowhere)).rejects.toMatchObject({
    code: 'git-failed',
    fix: 'run inside a git repository',
  });
  rmSync(nowhere, { recursive: true });
});
