import { join } from 'node:path';
import { type TestSet, testSetSchema } from '@assay/contract';
import { expect, test } from 'vitest';
import { cloneForEach, git, record } from '../testing/ledger-clone.ts';
import { documentEdit } from './documents.ts';
import { testSetPath } from './paths.ts';

const at = cloneForEach();
const set = `sha256:${'5'.repeat(64)}`;

const look = (about: string): TestSet['looks'][number] => ({
  about,
  model: 'tips',
  commit: null,
  policy: set,
  answer: 'pass',
  at: '2026-11-21T12:00:00Z',
  by: null,
  pull: null,
});

const added = (about: string) =>
  documentEdit(testSetPath(set), testSetSchema, (old) => ({
    assay: 'test-set/1' as const,
    set,
    looks: [...(old?.looks ?? []), look(about)],
  }));

test('six writers of one document at once, with a record and without: each change is made on what the others left', async () => {
  const commits = Array.from({ length: 6 }, (_, i) => at.commit(`c${i}`));
  git(at.work, 'push', '-q', 'origin', 'main');
  const clones = commits.map((_, i) => join(at.folder, `clone${i}`));
  for (const clone of clones) git(at.folder, 'clone', '-q', at.remote, clone);
  const ledgers = await Promise.all(clones.map((clone) => at.open(clone)));
  await Promise.all(
    ledgers.map((ledger, i) =>
      i % 2 === 0
        ? ledger.edit([added(`${i}`)], 'look')
        : ledger.record(record(commits[i] ?? ''), undefined, [added(`${i}`)]),
    ),
  );
  const found = await (await at.open()).read(testSetPath(set), testSetSchema);
  expect(found?.looks.map(({ about }) => about).sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  // A record and the look at it are one commit.
  expect(git(at.remote, 'rev-list', '--count', 'assay-ledger')).toBe('6');
});
