import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { GitHub } from '../github/index.ts';
import { killGroup } from '../process.ts';
import { runtimeToken } from '../runner/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ActLog, type RanJob } from './act-log.ts';
import { type Permissions, permissionsOf, readOnly, usesOf } from './permissions.ts';
import { standIns } from './stand-ins.ts';

export interface WorkflowOptions {
  /** The program. */
  act: string;
  github: GitHub;
  /** The tree that is OWNER/assay@v1. */
  release: string;
  /** File below .github/workflows, as it is in the commit. */
  workflow: string;
  commit: string;
  /** Full name: refs/heads/main, refs/pull/1/merge, refs/tags/v1. */
  ref: string;
  event: string;
  payload: object;
  runId: number;
  runAttempt?: number;
  secrets?: Record<string, string>;
  /** RUNNER_TOOL_CACHE. */
  toolCache: string;
  /** What actions/setup-python puts in front of PATH. */
  python?: string;
  env?: Record<string, string>;
  timeLimitMilliseconds?: number;
}

export interface RanWorkflow {
  exitCode: number | null;
  /** Those that ran, by id; `CALLER/JOB` for the jobs of a workflow that is called. */
  jobs: Map<string, RanJob>;
  /** What GITHUB_TOKEN could do in each job of the workflow. */
  permissions: Map<string, Permissions>;
  /** Everything that was printed. */
  log: string;
}

/**
 * Runs a whole workflow by act, as it is in the commit, against the stand-in of GitHub.
 *
 * act has one token for all jobs and knows no permissions: here the token may do, from the first step of each job on, what
 * `permissions:` gives to that job, for jobs run one by one. Not played: concurrency, environments, `timezone`.
 *
 * @throws where GitHub would not start it: a called workflow asks for more than its caller has
 */
export async function runWorkflow(options: WorkflowOptions): Promise<RanWorkflow> {
  const { github, release, workflow, commit, timeLimitMilliseconds = 120_000 } = options;
  const text = await github.git.run(github.repository, 'show', `${commit}:.github/workflows/${workflow}`);
  const called = (uses: string) => {
    const [, path] = /^OWNER\/assay\/(\.github\/workflows\/[\w-]+\.yml)@v1$/.exec(uses) ?? [];
    if (path === undefined) throw new Error(`only workflows of the release can be called, not ${uses}`);
    return readFileSync(join(release, path), 'utf8');
  };
  const permissions = permissionsOf(text, called);
  const uses = usesOf(text).flatMap((use) => (use.includes('/workflows/') ? usesOf(called(use)) : [use]));

  // The stand-in reads this object at each request.
  const granted: Permissions = {};
  const token = github.grant(granted);
  const log = new ActLog((job) => {
    const given = permissions.get(job) ?? {};
    for (const name of Object.keys(granted)) delete granted[name as keyof Permissions];
    Object.assign(granted, isFromFork(options.payload) ? readOnly(given) : given);
  });

  const folder = temporaryFolder('workflow');
  const file = join(folder, '.github/workflows', workflow);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const child = spawn(
    options.act,
    actArguments({ ...options, secrets: { ...options.secrets, GITHUB_TOKEN: token } }, folder, file, uses),
    {
      cwd: folder,
      env: {
        // act takes the first Node that it finds.
        PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
        HOME: folder,
        LC_ALL: 'C.UTF-8',
        PIP_DISABLE_PIP_VERSION_CHECK: '1',
        PIP_NO_INDEX: '1', // what is asked for is there already
        ...(options.python === undefined ? {} : { ASSAY_TEST_PYTHON: options.python }),
        ...options.env,
      },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const timer = setTimeout(() => killGroup(child.pid, 'SIGKILL'), timeLimitMilliseconds);
  const streams = [child.stdout, child.stderr].map(async (stream) => {
    for await (const line of createInterface({ input: stream })) log.take(line);
  });
  const exitCode = await new Promise<number | null>((done, failed) => {
    child.once('error', failed);
    child.once('close', done);
  }).finally(() => clearTimeout(timer));
  await Promise.all(streams);
  const printed = [...log.jobs].map(([id, job]) => `── ${id}: ${job.result}\n${job.log}`);
  return { exitCode, jobs: log.jobs, permissions, log: `${log.told}${printed.join('')}` };
}

/** Of a pull request from a fork the token can only read, whatever the workflow says. */
function isFromFork(payload: object): boolean {
  const { pull_request: pull } = payload as {
    pull_request?: Record<'head' | 'base', { repo: { full_name: string } }>;
  };
  return pull !== undefined && pull.head.repo.full_name !== pull.base.repo.full_name;
}

function actArguments(
  options: WorkflowOptions,
  folder: string,
  file: string,
  uses: readonly string[],
): string[] {
  const { github, release, event, payload, ref, commit, runId, runAttempt = 1, secrets = {} } = options;
  const cache = join(folder, 'cache');
  mkdirSync(cache);
  symlinkSync(options.toolCache, join(cache, 'tool_cache')); // where act has RUNNER_TOOL_CACHE
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(payload));
  const variables = {
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REF: ref,
    SHA_REF: commit, // act's name for GITHUB_SHA
    GITHUB_RUN_ID: String(runId),
    GITHUB_RUN_ATTEMPT: String(runAttempt),
    GITHUB_API_URL: github.url,
    GITHUB_GRAPHQL_URL: `${github.url}/graphql`,
    // By this name, and not by its number, the client of artifacts takes it for GitHub.
    GITHUB_SERVER_URL: github.url.replace('127.0.0.1', 'github.localhost'),
    ACTIONS_RESULTS_URL: `${github.url}/`,
    ACTIONS_RUNTIME_TOKEN: runtimeToken(runId),
  };
  return [
    event,
    ...[
      '--workflows',
      file,
      '--eventpath',
      eventFile,
      '--actor',
      'octocat',
      '--json',
      '--concurrent-jobs',
      '1',
    ],
    ...['--platform', 'ubuntu-latest=-self-hosted', '--no-skip-checkout', '--rm', '--no-cache-server'],
    ...['--use-new-action-cache', '--action-cache-path', cache],
    ...[`OWNER/assay@v1=${release}`, ...standIns(uses)].flatMap((mapping) => ['--local-repository', mapping]),
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    // Not by the environment: in act, all of its own is in that of each step.
    ...Object.entries(secrets).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
  ];
}
