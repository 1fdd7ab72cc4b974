import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryRepository } from '@assay/test';
import { describe, expect, test } from 'vitest';
import type { Trigger } from './context.ts';
import { changed, contract, files, given, labelsOf, pull, REVIEW, rows } from './testing/labelled.ts';
import { inRepository } from './testing/project.ts';

test('labels are compared with those of the base commit, over all files', async () => {
  const made = await changed({ 'data/a.csv': rows('card', 'cash', 'card', 'cash') });
  rmSync(join(made.repository.path, 'data/b.csv'));
  const result = await made.run('validate-data', given);
  expect(result).toMatchObject({ exit: 0, document: { outcome: 'pass' } });
  expect(labelsOf(result)).toEqual({
    changes: {
      ...{ base: made.context.trigger.base, rows: 3, changed: 1, added: 1, removed: 2, reason: null },
      moves: [{ from: 'cash', to: 'card', n: 1 }],
      examples: [{ row: 1, id: '1', from: 'cash', to: 'card' }],
    },
  });
  expect(made.record()).toMatchObject({ data: [{ labels: { changes: { changed: 1 } } }] });
  expect(readdirSync(join(made.repository.path, '.assay'))).toEqual(['run.json']);
});

test('files that are the same have the same labels', async () => {
  const made = await changed({ 'other.txt': 'x' });
  expect(labelsOf(await made.run('validate-data', given))).toMatchObject({
    changes: { rows: 5, changed: 0, added: 0, removed: 0, reason: null },
  });
});

test('files that are the same without the label have none to compare', async () => {
  const made = await changed({ 'c.yml': contract().replace('column: pay', 'column: yes') });
  const result = await made.run('validate-data', given);
  expect(result.document).toMatchObject({ outcome: 'fail', findings: [{ column: 'yes', check: 'labels' }] });
  expect(labelsOf(result)).toMatchObject({ changes: { changed: null, reason: 'no column "yes" here' } });
});

test('a file more has more rows', async () => {
  const made = await changed({ 'data/c.csv': 'id,pay\n21,cash\n' });
  expect(labelsOf(await made.run('validate-data', given))).toMatchObject({
    changes: { rows: 5, changed: 0, added: 1, removed: 0 },
  });
});

test('without a base, or a label in the contract, nothing is compared', async () => {
  const made = await changed({ 'data/a.csv': rows('card') }, { base: null });
  expect(labelsOf(await made.run('validate-data', given))).toEqual({});
  const plain = await changed({ 'data/a.csv': rows('card'), 'c.yml': contract().split('labels:')[0] ?? '' });
  expect(labelsOf(await plain.run('validate-data', given))).toBeUndefined();
});

test('a shallow clone fetches the base', async () => {
  const { repository, context } = await changed({ 'data/a.csv': rows('card', 'cash', 'card') });
  const clone = await temporaryRepository();
  await clone.git('remote', 'add', 'origin', `file://${repository.path}`);
  await clone.git('fetch', '--quiet', '--depth=1', 'origin', 'main');
  await clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
  const made = await inRepository(clone, { base: context.trigger.base });
  expect(labelsOf(await made.run('validate-data', given))).toMatchObject({
    changes: { changed: 1, rows: 5 },
  });
  expect((await clone.git('rev-list', '--count', 'HEAD')).trim()).toBe('1');
});

test('a file more that git does not keep cannot be compared', async () => {
  const made = await changed({ '.gitignore': 'z.csv\n.assay\n', 'c.yml': contract(REVIEW) }, pull);
  writeFileSync(join(made.repository.path, 'data/z.csv'), 'id,pay\n21,cash\n');
  const result = await made.run('validate-data', given);
  expect(result.document).toMatchObject({ outcome: 'fail', findings: [{ check: 'labels review' }] });
  expect(labelsOf(result)).toMatchObject({
    changes: {
      changed: null,
      reason: expect.stringMatching(/^git has no data\/z.csv at [0-9a-f]{7}: it is kept/),
    },
  });
});

const NEW = /^git has no data\/new.csv at [0-9a-f]{7}: it is new, had another name, or is kept elsewhere/;

const POINTER = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n';

describe.each([
  ['a file of another name', { 'data/new.csv': rows('card') }, files, 'data/new.csv', NEW],
  ['data that git does not keep', { '.gitignore': 'new.csv\n.assay\n' }, files, 'data/new.csv', NEW],
  [
    'a pointer of Git LFS at the base',
    { 'data/a.csv': rows('card') },
    { ...files, 'data/a.csv': POINTER },
    'data/a.csv',
    /^git has only a pointer to data\/a.csv at [0-9a-f]{7}: Git LFS keeps it/,
  ],
])('labels that git does not have: %s', (_, next, before, data, reason) => {
  async function judged(review: string, trigger: Partial<Trigger>) {
    const made = await changed({ ...next, 'c.yml': contract(review) }, trigger, before);
    writeFileSync(join(made.repository.path, data), rows('card'));
    const result = await made.run('validate-data', { ...given, data });
    expect(labelsOf(result)).toMatchObject({
      changes: { changed: null, reason: expect.stringMatching(reason) },
    });
    expect(readdirSync(join(made.repository.path, '.assay'))).toEqual(['run.json']);
    return result.document;
  }

  test('hold a pull request until they are reviewed, and say why', async () => {
    const document = await judged(REVIEW, pull);
    expect(document).toMatchObject({ outcome: 'fail' });
    const { findings } = document as { findings: { observed: string }[] };
    expect(findings).toMatchObject([
      {
        ...{ column: 'pay', check: 'labels review', severity: 'error', rows: 0 },
        expected: 'an approving review of the last commit, where labels change or cannot be compared',
      },
    ]);
    expect(findings[0]?.observed).toMatch(/^labels could not be compared \(git has (no|only a pointer to) /);
  });

  test.each([
    ['where nobody asks for a review', '', pull],
    ['on the default branch', REVIEW, { event: 'push' }],
    ['on a schedule', REVIEW, { event: 'schedule' }],
  ] as const)('are only said %s', async (_where, review, trigger) => {
    expect(await judged(review, trigger)).toMatchObject({ outcome: 'pass', findings: [] });
  });

  test('are a warning at a terminal', async () => {
    expect(await judged(REVIEW, {})).toMatchObject({
      outcome: 'pass',
      findings: [{ check: 'labels review', severity: 'warn' }],
    });
  });
});

test.each([
  ['at a terminal', {}, 'warn', /^1 label changed, and reviews are looked at on the pull request$/],
  ['without a token', pull, 'error', /^1 label changed, and there is no token to read the reviews/],
  ['on a branch by hand', { event: 'workflow_dispatch', trusted: false }, 'warn', /on the pull request$/],
  ['on the default branch', { event: 'push' }, null, /./],
  ['in a merge queue', { event: 'merge_group', trusted: false }, null, /./],
] as const)('labels that have to be reviewed: %s', async (_, trigger, severity, observed) => {
  const next = { 'data/a.csv': rows('card', 'cash', 'card'), 'c.yml': contract(REVIEW) };
  const made = await changed(next, trigger);
  const result = await made.run('validate-data', given);
  const { findings, outcome } = result.document as { findings: { observed: string }[]; outcome: string };
  expect(outcome).toBe(severity === 'error' ? 'fail' : 'pass');
  if (severity === null) return expect(findings).toEqual([]);
  expect(findings).toMatchObject([
    { column: 'pay', check: 'labels review', severity, line: 7, rows: 1, of: 5 },
  ]);
  expect(findings[0]?.observed).toMatch(observed);
});

test('labels that cannot be compared have to be reviewed too', async () => {
  const made = await changed(
    { 'c.yml': contract(REVIEW), 'data/a.csv': rows('card').replace('id', 'key') },
    pull,
  );
  rmSync(join(made.repository.path, 'data/b.csv'));
  const { document } = await made.run('validate-data', given);
  expect(document).toMatchObject({ outcome: 'fail' });
  expect((document as { findings: { observed: string }[] }).findings[0]).toMatchObject({
    check: 'labels review',
    observed: expect.stringContaining('labels could not be compared (no column "id" here)'),
  });
  const nowhere = await changed({ 'c.yml': contract(REVIEW) }, { ...pull, base: 'f'.repeat(40) });
  expect((await nowhere.run('validate-data', given)).document).toMatchObject({
    findings: [{ observed: expect.stringContaining('git cannot have the commit fffffff') }],
  });
});
