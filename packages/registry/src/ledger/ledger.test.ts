import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestBytes, type RunRecord } from '@assay/contract';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Git } from '../git/git.ts';
import { Ledger } from './ledger.ts';

const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

let folder: string;
let work: string;
let remote: string;

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim();

function commit(name: string): string {
  writeFileSync(join(work, 'file'), name);
  git(work, 'add', 'file');
  git(work, 'commit', '-qm', name);
  return git(work, 'rev-parse', 'HEAD');
}

const open = (cwd = work) => Ledger.open({ clone: new Git({ cwd, env }) });

function record(commit: string, more: Partial<RunRecord> = {}): RunRecord {
  return {
    assay: 'run/1',
    id: '01JD0000000000000000000000',
    model: 'tip-predictor',
    created: '2026-11-21T10:00:00Z',
    source: { repository: null, commit, branch: 'main', dirty: false, base: null, pull: null },
    origin: {
      event: 'local',
      run: null,
      attempt: null,
      job: null,
      actor: null,
      host: { os: 'linux', arch: 'x64', cpus: 2, 'memory-mb': 1000, node: '24.0.0' },
    },
    contract: null,
    evaluation,
    'made-by': { assay: '0.1.0', engine: null },
    ...more,
  };
}

const evaluation: NonNullable<RunRecord['evaluation']> = {
  task: 'binary',
  set: null,
  rows: 1,
  paired: true,
  source: { path: 'p.csv', format: 'csv' },
  metrics: [],
  slices: [],
  curves: {},
  predictions: null,
  seconds: 0,
};

function withPredictions(commit: string, bytes: Uint8Array): RunRecord {
  return record(commit, {
    evaluation: { ...evaluation, predictions: { digest: digestBytes(bytes), stored: true } },
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-ledger-'));
  remote = join(folder, 'remote.git');
  work = join(folder, 'work');
  git(folder, 'init', '-q', '--bare', '-b', 'main', remote);
  git(folder, 'clone', '-q', remote, work);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a repository without a ledger has no baseline', async () => {
  const head = commit('one');
  const ledger = await open();
  expect(ledger.freshness).toBe('absent');
  expect(await ledger.findBaseline('tip-predictor', head)).toBeUndefined();
});

test('the nearest first-parent ancestor with a record is the baseline, and a merged branch is not walked', async () => {
  const first = commit('one');
  git(work, 'checkout', '-qb', 'side');
  const side = commit('side');
  git(work, 'checkout', '-q', 'main');
  commit('two');
  git(work, 'merge', '-q', '--no-ff', '-X', 'ours', 'side', '-m', 'merge');
  const head = git(work, 'rev-parse', 'HEAD');
  git(work, 'push', '-q', 'origin', 'main', 'side');
  const ledger = await open();
  await ledger.record(record(first), undefined);
  await ledger.record(record(side), undefined);
  const found = await (await open()).findBaseline('tip-predictor', head);
  // merge -> two -> one: two steps; the record of `side` is nearer in time, but was never a state of main.
  expect(found).toMatchObject({ commit: first, behind: 2 });
  expect(await ledger.findBaseline('another-model', head)).toBeUndefined();
});

test('a shallow clone finds the baseline, and stays shallow', async () => {
  const first = commit('one');
  for (let i = 0; i < 5; i++) commit(`more ${i}`);
  git(work, 'push', '-q', 'origin', 'main');
  await (await open()).record(record(first), undefined);
  const shallow = join(folder, 'shallow');
  git(folder, 'clone', '-q', '--depth=1', `file://${remote}`, shallow);
  const head = git(shallow, 'rev-parse', 'HEAD');
  const ledger = await open(shallow);
  expect(await ledger.findBaseline('tip-predictor', head)).toMatchObject({ commit: first, behind: 5 });
  expect(git(shallow, 'rev-list', '--count', 'HEAD')).toBe('1');
  expect(git(shallow, 'config', '--get-regexp', '^remote').includes('promisor')).toBe(false);
});

test('eight writers at once: every record arrives, and the history is a line', async () => {
  const commits = Array.from({ length: 8 }, (_, i) => commit(`c${i}`));
  git(work, 'push', '-q', 'origin', 'main');
  const clones = commits.map((_, i) => join(folder, `clone${i}`));
  for (const clone of clones) git(folder, 'clone', '-q', remote, clone);
  const ledgers = await Promise.all(clones.map((clone) => open(clone)));
  await Promise.all(ledgers.map((ledger, i) => ledger.record(record(commits[i] ?? ''), undefined)));
  const files = git(remote, 'ls-tree', '-r', '--name-only', 'assay-ledger').split('\n');
  expect(files).toHaveLength(8);
  expect(git(remote, 'rev-list', '--count', 'assay-ledger')).toBe('8');
  expect(git(remote, 'rev-list', '--merges', '--count', 'assay-ledger')).toBe('0');
});

test('recording the same run twice makes one commit', async () => {
  const head = commit('one');
  const ledger = await open();
  await ledger.record(record(head), undefined);
  await ledger.record(record(head), undefined);
  expect(git(remote, 'rev-list', '--count', 'assay-ledger')).toBe('1');
});

test('predictions come back byte for byte, to another clone, and only the newest 20 are kept', async () => {
  const bytes = (i: number) => new Uint8Array([0, 255, 10, 13, i]);
  const ledger = await open();
  for (let i = 0; i < 21; i++) await ledger.record(withPredictions(commit(`c${i}`), bytes(i)), bytes(i));
  git(work, 'push', '-q', 'origin', 'main');
  const other = join(folder, 'other');
  git(folder, 'clone', '-q', remote, other);
  expect(git(other, 'for-each-ref', 'refs/assay')).toBe('');
  const found = await (await open(other)).predictions(digestBytes(bytes(20)));
  expect([...(found ?? [])]).toEqual([0, 255, 10, 13, 20]);
  expect(await (await open(other)).predictions(digestBytes(bytes(0)))).toBeUndefined();
  expect(
    git(remote, 'for-each-ref', '--format=%(refname)', 'refs/assay/predictions').split('\n'),
  ).toHaveLength(20);
});

test('killed after the predictions and before the record: running again mends it', async () => {
  const head = commit('one');
  const bytes = new Uint8Array([1, 2, 3]);
  const { pushPredictions } = await import('./predictions.ts');
  const { Mirror } = await import('./mirror.ts');
  const mirror = await Mirror.open({
    git: new Git({ cwd: work, env }),
    folder: join(work, '.git/assay/ledger.git'),
    remote,
  });
  await pushPredictions(mirror, digestBytes(bytes), bytes);
  await (await open()).record(withPredictions(head, bytes), bytes);
  expect((await (await open()).findBaseline('tip-predictor', head))?.record.source.commit).toBe(head);
});

test('a remote that refuses the push is named, with the permission to add', async () => {
  const head = commit('one');
  writeFileSync(join(remote, 'hooks/pre-receive'), '#!/bin/sh\necho "Permission denied" >&2; exit 1\n', {
    mode: 0o755,
  });
  await expect((await open()).record(record(head), undefined)).rejects.toMatchObject({
    code: 'ledger-refused',
  });
});

test('an unreachable remote is an error at first, and a stale copy later', async () => {
  const head = commit('one');
  await (await open()).record(record(head), undefined);
  git(work, 'remote', 'set-url', 'origin', join(folder, 'gone.git'));
  const ledger = await open();
  expect(ledger.freshness).toBe('stale');
  expect(await ledger.findBaseline('tip-predictor', head)).toMatchObject({ behind: 0 });
  rmSync(join(work, '.git/assay'), { recursive: true });
  await expect(open()).rejects.toMatchObject({ code: 'ledger-unreachable' });
});

test('a repository with no remote keeps the ledger in itself', async () => {
  const head = commit('one');
  git(work, 'remote', 'remove', 'origin');
  await (await open()).record(record(head), undefined);
  expect(await (await open()).findBaseline('tip-predictor', head)).toMatchObject({ commit: head });
  expect(git(work, 'branch', '--list', 'assay-ledger')).toContain('assay-ledger');
});

test('outside a git repository there is one clear error', async () => {
  const nowhere = mkdtempSync(join(tmpdir(), 'assay-nowhere-'));
  await expect(open(nowhere)).rejects.toMatchObject({
    code: 'git-failed',
    fix: 'run inside a git repository',
  });
  rmSync(nowhere, { recursive: true });
});

test('a run that failed before its evaluation is no baseline: the one before it is', async () => {
  const first = commit('one');
  const broken = commit('two');
  const ledger = await open();
  await ledger.record(record(first), undefined);
  const { evaluation: _none, ...failed } = record(broken);
  await ledger.record(failed, undefined);
  expect(await ledger.findBaseline('tip-predictor', broken)).toMatchObject({ commit: first, behind: 1 });
});

test('what was not judged well is no baseline, or its successor would pass against it', async () => {
  const judged = (outcome: 'pass' | 'fail' | 'inconclusive') => ({
    verdict: {
      assay: 'verdict/1' as const,
      outcome,
      why: '',
      policy: digestBytes('policy'),
      artifact: null,
      set: null,
      data: null,
      rules: [],
      'on-inconclusive': 'warn' as const,
    },
  });
  const ledger = await open();
  const [failed, good] = [commit('zero'), commit('one')];
  await ledger.record(record(failed, judged('fail')), undefined);
  // Nothing was judged well yet.
  expect(await ledger.findBaseline('tip-predictor', good)).toMatchObject({ commit: failed, behind: 1 });
  await ledger.record(record(good, judged('pass')), undefined);
  const worse = [commit('two'), commit('three')];
  await ledger.record(record(worse[0] ?? '', judged('fail')), undefined);
  await ledger.record(record(worse[1] ?? '', judged('inconclusive')), undefined);
  expect(await ledger.findBaseline('tip-predictor', commit('four'))).toMatchObject({
    commit: good,
    behind: 3,
  });
});

test('a record that stands under the name of another commit is refused', async () => {
  const first = commit('one');
  const second = commit('two');
  const ledger = await open();
  await ledger.record(record(first), undefined);
  git(work, 'fetch', '-q', 'origin', 'assay-ledger');
  git(work, 'checkout', '-q', '--detach', 'FETCH_HEAD');
  const folder = join(work, 'runs/tip-predictor');
  const name = (sha: string) => join(folder, sha.slice(0, 2), `${sha}.json`);
  mkdirSync(join(folder, second.slice(0, 2)), { recursive: true });
  renameSync(name(first), name(second));
  git(work, 'add', '-A');
  git(work, 'commit', '-qm', 'forged');
  git(work, 'push', '-q', 'origin', 'HEAD:assay-ledger');
  git(work, 'checkout', '-q', 'main');
  const forged = (await open()).findBaseline('tip-predictor', second);
  await expect(forged).rejects.toMatchObject({ code: 'ledger-wrong-record' });
});

test('a ledger that was there and is gone is told, with how to bring it back', async () => {
  const head = commit('one');
  await (await open()).record(record(head), undefined);
  git(remote, 'update-ref', '-d', 'refs/heads/assay-ledger');
  await expect(open()).rejects.toMatchObject({
    code: 'ledger-gone',
    fix: expect.stringContaining('git push origin'),
  });
});

test('a damaged ledger is named, and what to remove from it', async () => {
  const head = commit('one');
  const ledger = await open();
  const { append } = await import('./append.ts');
  const { Mirror } = await import('./mirror.ts');
  const mirror = await Mirror.open({
    git: new Git({ cwd: work, env }),
    folder: join(work, '.git/assay/ledger.git'),
    remote,
  });
  const path = `runs/tip-predictor/${head.slice(0, 2)}/${head}.json`;
  await append(
    mirror,
    { [path]: () => 'garbage', 'predictions/tip-predictor.json': () => 'garbage' },
    'damage',
  );
  await expect((await open()).findBaseline('tip-predictor', head)).rejects.toMatchObject({
    code: 'ledger-damaged',
  });
  await expect(
    ledger.record(withPredictions(head, new Uint8Array([1])), new Uint8Array([1])),
  ).rejects.toMatchObject({
    code: 'ledger-damaged',
  });
});
