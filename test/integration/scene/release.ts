import { cpSync, existsSync, globSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import {
  findProgram,
  type RunActionOptions,
  run,
  startAction,
  temporaryFolder,
} from '../../harness/index.ts';
import { duckdbToolCache, LIBRARY_FOLDER } from './duckdb.ts';

export const root = join(import.meta.dirname, '../../..');

export const verbs = [
  'validate-data',
  'train',
  'evaluate',
  'gate',
  'report',
  'promote',
  'deploy',
  'rollback',
  'check-drift',
  'open-retraining-pr',
] as const;
export type VerbName = (typeof verbs)[number];

const SOURCES = ['packages/*/src/**/*', 'actions/*/*', '.github/workflows/*', 'scripts/build/*'];
const NOT_BUILT = /\.test\.ts$|\/testing\//;

export type StepOptions = Omit<RunActionOptions, 'action' | 'main'>;

/** A copy of the release tree with nothing above it, and how its actions are run. */
export class Release {
  readonly folder: string;
  /** Holds git, node and sh, and nothing else. */
  readonly path: string;
  /** Has the DuckDB library already; tests of fetching it take another. */
  readonly toolCache: string;
  /** What is made of the code is kept from one start to the next; `release-tree` tests the start of a new machine. */
  readonly compiled = { NODE_COMPILE_CACHE: temporaryFolder('compiled') };

  constructor(folder: string, path: string, toolCache: string) {
    this.folder = folder;
    this.path = path;
    this.toolCache = toolCache;
  }

  /** Starts a step of one of the actions, as the runner would. */
  start(verb: VerbName, options: StepOptions = {}) {
    return startAction({
      action: join(this.folder, 'actions', verb),
      toolCache: this.toolCache,
      timeLimitMilliseconds: 120_000,
      ...options,
      env: { PATH: this.path, ...this.compiled, ...options.env },
    });
  }

  run(verb: VerbName, options: StepOptions = {}) {
    return this.start(verb, options).result;
  }

  /** What Node is given for `assay validate-data … --json`. */
  commandLine(args: readonly string[]): string[] {
    return [this.program, ...this.computing('validate-data', args), '--json'];
  }

  /** Runs `assay validate-data … --json` in a folder, at somebody's terminal. */
  validateData(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
    return this.compute('validate-data', cwd, [...args, '--json'], env);
  }

  /** Runs a verb that computes, and so needs the library of DuckDB. */
  compute(verb: string, cwd: string, args: readonly string[], env: Record<string, string> = {}) {
    return this.assay(cwd, this.computing(verb, args), env);
  }

  /** Runs `assay …`. */
  assay(cwd: string, args: readonly string[], env: Record<string, string> = {}) {
    const environment = { PATH: this.path, HOME: temporaryFolder('home'), ...this.compiled, ...env };
    return run(process.execPath, [this.program, ...args], { cwd, env: environment, mayFail: true });
  }

  private get program(): string {
    return join(this.folder, 'dist/assay.js');
  }

  private computing(verb: string, args: readonly string[]): string[] {
    return [verb, '--duckdb-library', join(this.toolCache, LIBRARY_FOLDER), ...args];
  }
}

/** Copies release/ to an empty folder from which no node_modules can be reached. It is not built here. */
export async function openRelease(): Promise<Release> {
  refuseStale();
  const folder = temporaryFolder('release');
  cpSync(join(root, 'release'), folder, { recursive: true });
  return new Release(folder, barePath(), await duckdbToolCache());
}

/** A folder for PATH with what a runner needs at least. */
function barePath(): string {
  const folder = join(temporaryFolder('path'), 'bin');
  mkdirSync(folder);
  for (const name of ['git', 'sh']) symlinkSync(findProgram(name) ?? `/missing/${name}`, join(folder, name));
  symlinkSync(process.execPath, join(folder, 'node'));
  return folder;
}

function refuseStale(): void {
  const manifest = join(root, 'release/package.json');
  if (!existsSync(manifest)) throw new Error('there is no release/: run `pnpm build` first');
  const built = statSync(manifest).mtimeMs;
  const newer = SOURCES.flatMap((pattern) => globSync(pattern, { cwd: root })).filter(
    (path) => !NOT_BUILT.test(path) && changedAfter(path, built),
  );
  if (newer.length > 0) throw new Error(`release/ is older than ${newer[0]}: run \`pnpm build\` first`);
}

function changedAfter(path: string, time: number): boolean {
  const found = statSync(join(root, path));
  return found.isFile() && found.mtimeMs > time;
}

/** A file of a workspace as text. */
export function readText(...path: string[]): string {
  return readFileSync(join(...path), 'utf8');
}
