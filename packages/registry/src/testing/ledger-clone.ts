import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestBytes, type RunRecord } from '@assay/contract';
import { afterEach, beforeEach } from 'vitest';
import { Git } from '../git/git.ts';
import { Ledger } from '../ledger/ledger.ts';
import { record as smallestRecord } from './record.ts';

/** Nothing of this machine's git. */
export const env = {
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.org',
};

/** Runs git and answers its output. */
export const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trim();

/** A remote and a clone of it in a folder that is gone after the test. */
export class Clone {
  folder = '';
  work = '';
  remote = '';

  /** Commits to the clone without pushing. Answers the commit. */
  readonly commit = (name: string): string => {
    writeFileSync(join(this.work, 'file'), name);
    git(this.work, 'add', 'file');
    git(this.work, 'commit', '-qm', name);
    return git(this.work, 'rev-parse', 'HEAD');
  };

  /** The ledger as a clone sees it now. */
  readonly open = (cwd = this.work): Promise<Ledger> => Ledger.open({ clone: new Git({ cwd, env }) });
}

/** Gives each test of a file a clone of its own. */
export function cloneForEach(): Clone {
  const at = new Clone();
  beforeEach(() => {
    at.folder = mkdtempSync(join(tmpdir(), 'assay-ledger-'));
    at.remote = join(at.folder, 'remote.git');
    at.work = join(at.folder, 'work');
    git(at.folder, 'init', '-q', '--bare', '-b', 'main', at.remote);
    git(at.folder, 'clone', '-q', at.remote, at.work);
  });
  afterEach(() => rmSync(at.folder, { recursive: true, force: true }));
  return at;
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

/** The record of a commit that was evaluated. */
export function record(commit: string, more: Partial<RunRecord> = {}): RunRecord {
  const source = { repository: null, commit, branch: 'main', dirty: false, base: null, pull: null };
  return smallestRecord({ model: 'tip-predictor', source, evaluation, ...more });
}

/** The same with predictions of these bytes. */
export function withPredictions(commit: string, bytes: Uint8Array): RunRecord {
  return record(commit, {
    evaluation: { ...evaluation, predictions: { digest: digestBytes(bytes), stored: true } },
  });
}
