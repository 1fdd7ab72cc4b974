import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { killGroup } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { inputVariables, readActionMetadata } from './action-metadata.ts';
import { type Folders, type GitHubAccess, githubVariables, type WorkflowRun } from './environment.ts';
import { fileVariables, makeStepFiles, readStepFiles, type StepFiles } from './step-files.ts';
import { StepLog } from './step-log.ts';
import type { StepResult } from './step-result.ts';

export interface RunActionOptions {
  /** The folder of `action.yml`. */
  action: string;
  /** Runs this file instead of the entry that `action.yml` names: sources instead of the bundle. */
  main?: string;
  /** Which entry of `action.yml` to run. */
  step?: 'pre' | 'main' | 'post';
  inputs?: Record<string, string>;
  /** Further variables of the step, as `env:` gives them. Nothing of this process's environment gets in but PATH. */
  env?: Record<string, string>;
  /** What an earlier step of the same action saved: it arrives as STATE_ variables. */
  state?: Record<string, string>;
  event?: object;
  run?: WorkflowRun;
  github?: GitHubAccess;
  /** Work tree; by default an empty folder. */
  workspace?: string;
  /** RUNNER_TEMP and RUNNER_TOOL_CACHE; by default empty folders. */
  temp?: string;
  toolCache?: string;
  /** Masked from the start, as the secrets of a workflow are. */
  secrets?: readonly string[];
  timeLimitMilliseconds?: number;
}

export interface RunningAction {
  /** Ends the step and everything that it started; SIGKILL, as a lost runner does, unless told otherwise. */
  kill(signal?: NodeJS.Signals): void;
  result: Promise<StepResult>;
}

/** Runs one step of a JavaScript action as GitHub's runner does, and waits for it. It never throws for a failing step. */
export function runAction(options: RunActionOptions): Promise<StepResult> {
  return startAction(options).result;
}

/** As `runAction`, but answers at once, so that the step can be killed half-way. */
export function startAction(options: RunActionOptions): RunningAction {
  const { timeLimitMilliseconds = 60_000 } = options;
  const { entry, env, files, folders } = prepare(options);
  const log = new StepLog();
  for (const secret of [...(options.secrets ?? []), options.github?.token, env['ACTIONS_RUNTIME_TOKEN']]) {
    if (secret) log.masks.add(secret);
  }
  const child = spawn(process.execPath, [entry], {
    cwd: folders.workspace,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    killGroup(child.pid, 'SIGKILL');
  }, timeLimitMilliseconds);

  const finish = async (): Promise<StepResult> => {
    const ended = new Promise<[number | null, NodeJS.Signals | null]>((done, failed) => {
      child.once('error', failed);
      child.once('close', (code, signal) => done([code, signal]));
    });
    const streams = Promise.all([readLines(child.stdout, log), readLines(child.stderr, log)]);
    const [exitCode, signal] = await ended.finally(() => clearTimeout(timer));
    const [stdout, stderr] = await streams;
    return {
      exitCode,
      signal,
      timedOut,
      ...readStepFiles(files, log, exitCode),
      stdout: stdout.shown,
      stderr: stderr.shown,
      unmasked: stdout.written + stderr.written,
      commands: log.commands,
      // Those that the step asked for; the secrets it was given are known already.
      masks: log.commands.filter(({ name }) => name === 'add-mask').map(({ data }) => data),
      folders,
    };
  };
  return { kill: (by = 'SIGKILL') => killGroup(child.pid, by), result: finish() };
}

interface PreparedStep {
  entry: string;
  env: Record<string, string>;
  files: StepFiles;
  folders: Folders;
}

function prepare(options: RunActionOptions): PreparedStep {
  const { action, step = 'main', github } = options;
  const home = temporaryFolder('runner');
  const folders: Folders = {
    home,
    workspace: options.workspace ?? join(home, 'workspace'),
    temp: options.temp ?? join(home, 'temp'),
    toolCache: options.toolCache ?? join(home, 'tools'),
    eventPath: join(home, 'event.json'),
  };
  for (const folder of [folders.workspace, folders.temp, folders.toolCache])
    mkdirSync(folder, { recursive: true });
  writeFileSync(folders.eventPath, JSON.stringify(options.event ?? {}));

  const metadata = readActionMetadata(action);
  const entry = options.main ?? metadata[step];
  if (entry === undefined) throw new Error(`${action}/action.yml has no ${step} step`);
  const files = makeStepFiles(home);
  const variables = githubVariables(options.run ?? {}, folders, github);
  const inputs = inputVariables(metadata, options.inputs ?? {}, {
    github: { ...contextOf(variables, 'GITHUB_'), token: github?.token ?? '' },
    runner: contextOf(variables, 'RUNNER_'),
  });
  const state = Object.entries(options.state ?? {}).map(([name, value]) => [`STATE_${name}`, value]);
  const env = {
    ...variables,
    ...fileVariables(files),
    ...inputs,
    ...Object.fromEntries(state),
    ...options.env,
  };
  return { entry: resolve(action, entry), env, files, folders };
}

async function readLines(stream: Readable, log: StepLog): Promise<{ shown: string; written: string }> {
  let shown = '';
  let written = '';
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    written += `${line}\n`;
    shown += `${log.take(line)}\n`;
  }
  return { shown, written };
}

// `github.run_id` is GITHUB_RUN_ID, and so on.
function contextOf(variables: Record<string, string>, prefix: string): Record<string, string> {
  const own = Object.entries(variables).filter(([name]) => name.startsWith(prefix));
  return Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length).toLowerCase(), value]));
}
