import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '@assay/contract';
import { diskRefusal } from './disk-refusal.ts';
import { localLock } from './local-lock.ts';
import { tellingLine } from './telling-line.ts';

/** How to call git: which folder it works on, and the environment that it sees. */
export interface GitOptions {
  /** A work tree, or a bare repository. */
  cwd: string;
  /** The whole environment of the child; credentials come in by GIT_CONFIG_* in here, never by argument. */
  env: NodeJS.ProcessEnv;
}

export interface GitResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** After this a command is ended. */
export const TIME_LIMIT_MS = 10 * 60 * 1000;

/** Waits while another process in the same clone has what a command needs: 12 s together, then it is given up. */
const WAITS_MS = [50, 100, 200, 400, 800, 1600, 3200, 6000];

interface Spawned {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** The git command line on one repository. Arguments are an argv array: nothing passes through a shell. */
export class Git {
  readonly cwd: string;
  readonly #env: NodeJS.ProcessEnv;

  constructor({ cwd, env }: GitOptions) {
    this.cwd = cwd;
    this.#env = { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' };
  }

  /** The same repository with more in its environment. */
  with(env: NodeJS.ProcessEnv): Git {
    return new Git({ cwd: this.cwd, env: { ...this.#env, ...env } });
  }

  /** The same environment in another folder. */
  in(cwd: string): Git {
    return new Git({ cwd, env: this.#env });
  }

  /** Standard output of a command that must succeed. @throws UserError `git-failed` with git's own words, and as {@link Git.try} */
  async run(args: readonly string[], input?: string | Uint8Array): Promise<string> {
    return (await this.bytes(args, input)).toString();
  }

  /** Standard output as bytes. @throws as {@link Git.run} */
  async bytes(args: readonly string[], input?: string | Uint8Array): Promise<Buffer> {
    const { code, stdout, stderr } = await this.#ask(args, input);
    if (code === 0) return stdout;
    throw new UserError('git-failed', `git ${args[0]} failed: ${tellingLine(stderr)}`, {
      fix: adviceFor(stderr),
    });
  }

  /**
   * A command whose failure is an answer.
   *
   * @throws UserError what is none, being of this machine: `git-locked`, `git-disk-full`, `git-not-writable`
   */
  async try(args: readonly string[], input?: string | Uint8Array): Promise<GitResult> {
    const { code, stdout, stderr } = await this.#ask(args, input);
    return { code, stdout: stdout.toString(), stderr };
  }

  async #ask(args: readonly string[], input: string | Uint8Array | undefined): Promise<Spawned> {
    const result = await this.#askUnlocked(args, input);
    const refusal = result.code === 0 ? undefined : diskRefusal(result.stderr);
    if (refusal !== undefined) throw refusal;
    return result;
  }

  async #askUnlocked(args: readonly string[], input: string | Uint8Array | undefined): Promise<Spawned> {
    for (const wait of WAITS_MS) {
      const result = await this.#spawn(args, input);
      if (result.code === 0 || localLock(result.stderr) === undefined) return result;
      await delay(wait * (0.5 + Math.random()));
    }
    const result = await this.#spawn(args, input);
    const lock = localLock(result.stderr);
    if (result.code === 0 || lock === undefined) return result;
    throw new UserError('git-locked', `another process in this clone has ${lock}`, {
      fix: `wait for it and run again; if there is none, one was killed: remove ${lock}.lock`,
    });
  }

  #spawn(args: readonly string[], input: string | Uint8Array | undefined): Promise<Spawned> {
    return new Promise((resolve, reject) => {
      const child = spawn('git', args, { cwd: this.cwd, env: this.#env });
      // Node's own time limit stays, and keeps the process, where git cannot be started.
      const limit = setTimeout(() => child.kill(), TIME_LIMIT_MS);
      const stdout: Buffer[] = [];
      const stderr: Buffer[] = [];
      // It has no pipes where no file may be opened any more: then an error follows.
      child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
      child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
      child.on('error', (cause: NodeJS.ErrnoException) => {
        clearTimeout(limit);
        if (cause.code !== 'ENOENT') return reject(cause);
        reject(
          new UserError('git-missing', 'git cannot be started', {
            fix: 'install git 2.30 or newer, and check that the folder exists',
            cause,
          }),
        );
      });
      child.on('close', (code) => {
        clearTimeout(limit);
        resolve({ code: code ?? 1, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString() });
      });
      // A git that ends early closes its end of the pipe: its exit code says why.
      child.stdin?.on('error', () => {});
      child.stdin?.end(input);
    });
  }
}

function adviceFor(stderr: string): string {
  if (/Authentication failed|could not read Username|403/.test(stderr)) {
    return 'give the job a token that may do this: add `contents: read` (or `write`, to record) under `permissions:`';
  }
  if (
    /Could not resolve host|Connection refused|unable to access|not appear to be a git repo|read from remote/.test(
      stderr,
    )
  )
    return 'check the network and the address of the remote, then run again';
  if (/not a git repository/.test(stderr)) return 'run inside a git repository';
  return 'run the git command by hand to see more';
}
