import { join } from 'node:path';
import {
  type GitHub,
  git,
  gitEnvironment,
  startGitHub,
  TemporaryRepository,
  temporaryFolder,
  temporaryRepository,
} from '@assay/test';
import type { Context } from '../context.ts';
import type { Result } from '../index.ts';
import { inRepository } from './project.ts';
import { retrainingFiles } from './retraining-project.ts';

const NOW = '2026-11-02T10:00:00Z';

interface Pull {
  number: number;
  title: string;
  body: string;
  state: string;
  user: { login: string };
  labels: { name: string }[];
  head: { sha: string };
}

/** GitHub with one repository whose champion is on record, and jobs on its default branch. */
export interface RetrainingScene {
  server: GitHub;
  /** Where main is pushed from. */
  author: TemporaryRepository;
  /** A checkout of main, and how the verb is run there. */
  job(options?: JobOptions): Promise<Job>;
  /** All pull requests, oldest first. */
  pulls(): Promise<Pull[]>;
  /** A file of a branch on the server; `undefined`: it is not there. */
  file(branch: string, path: string): Promise<string | undefined>;
  /** Paths that a branch changes. */
  changed(branch: string): Promise<string[]>;
}

export interface JobOptions {
  token?: string;
  run?: number;
  now?: string;
  depth?: number;
}

export interface Job {
  root: string;
  context: Context;
  told: string[];
  clone: TemporaryRepository;
  open(inputs?: Record<string, string>): Promise<Result>;
}

/** What the workflow of the README grants. */
export const PERMISSIONS = { contents: 'write', 'pull-requests': 'write', actions: 'write' } as const;

export async function retrainingScene(files: Record<string, string> = {}): Promise<RetrainingScene> {
  const gitRoot = temporaryFolder('remotes');
  const server = await startGitHub({ gitRoot, accounts: ['robot'], contentPerMinute: 10_000 });
  const repository = server.repository;
  const bare = join(gitRoot, `${repository}.git`);
  const author = await temporaryRepository();
  await author.git('remote', 'add', 'origin', bare);
  await author.commit('Begin', { ...retrainingFiles, ...files });
  await author.git('push', '--quiet', '--force', 'origin', 'main');
  const recorded = await (await inRepository(author)).run('run', { 'record-base': 'true' });
  if (!recorded.message.includes('recorded')) throw new Error(`no champion: ${recorded.message}`);
  let runs = 100;
  const scene: RetrainingScene = {
    server,
    author,
    async job({ token, run, now = NOW, depth = 1 } = {}) {
      const path = temporaryFolder('workspace');
      await git(path, ['clone', '--quiet', `--depth=${depth}`, `file://${bare}`, '.']);
      const clone = new TemporaryRepository(path);
      await clone.git('remote', 'set-url', 'origin', `${server.url}/${repository}.git`);
      const made = await inRepository(clone);
      runs += 1;
      Object.assign(
        made.context,
        asJob(made.context, server, token ?? server.grant(PERMISSIONS), run ?? runs, now),
      );
      const open = (inputs: Record<string, string> = {}) => made.run('open-retraining-pr', inputs);
      return { root: path, context: made.context, told: made.told, clone, open };
    },
    async pulls() {
      const path = `/repos/${repository}/pulls?state=all&per_page=100`;
      const all = (await server.call('GET', path)) as unknown as Pull[];
      return all.sort((a, b) => a.number - b.number);
    },
    file: (branch, path) => server.git.ask(repository, 'show', `refs/heads/${branch}:${path}`),
    changed: async (branch) =>
      (await server.git.run(repository, 'diff', '--name-only', `main...${branch}`)).split('\n'),
  };
  return scene;
}

function asJob(context: Context, server: GitHub, token: string, run: number, now: string): Context {
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  return {
    ...context,
    now: () => new Date(now),
    trigger: {
      ...context.trigger,
      event: 'schedule',
      repository: server.repository,
      baseBranch: 'main',
      base: context.trigger.commit,
      run: { id: run, attempt: 1, url: `${server.url}/runs/${run}`, job: 'drift', actor: 'octocat' },
    },
    gitEnvironment: {
      ...gitEnvironment(),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `http.${server.url}/.extraheader`,
      GIT_CONFIG_VALUE_0: header,
    },
    github: { token, apiUrl: server.url, serverUrl: server.url, author: null, artifacts: false },
  };
}
