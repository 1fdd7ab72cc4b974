import type { RunRecord } from '@assay/contract';

/** What asked for the run, as far as it is known: a GitHub event, or a person at a terminal. */
export interface Trigger {
  /** Name of the GitHub event, or `local`. */
  event: string;
  /** owner/name. */
  repository: string | null;
  /** The commit that is judged; for a pull request its head, not the merge commit that is checked out. */
  commit: string | null;
  branch: string | null;
  /** The commit to compare with; `null`: the parent of the default branch's push, or none. */
  base: string | null;
  baseBranch: string | null;
  pull: { number: number; fromFork: boolean } | null;
  /** Whether what this run finds may be recorded: a push to the default branch. */
  records: boolean;
  /** Name of the tag that was pushed or that the run is of. */
  tag: string | null;
  /**
   * Whether the code that runs has been accepted: of the default branch or of a tag, or a person's own machine. Only such
   * a run may write tags, the ledger and deployments.
   */
  trusted: boolean;
  /** Whether tracked files differ from the commit; `null`: git is to be asked. */
  dirty: boolean | null;
  run: { id: number; attempt: number; url: string; job: string; actor: string } | null;
}

/** Where messages go. Progress and notes are for people; results are returned, never logged. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  /** Output of the user's command, as it comes. */
  output(chunk: Uint8Array, stream: 'stdout' | 'stderr'): void;
  /** Runs a step under a heading that can be folded. */
  group<T>(name: string, step: () => Promise<T>): Promise<T>;
}

/** What the publishing surfaces of GitHub need; present only where a token is. */
export interface GitHubAccess {
  token: string;
  apiUrl: string;
  serverUrl: string;
  /** Login that the token's comments carry; `null`: ask GitHub. */
  author: string | null;
  /** Whether the runner takes artifacts. */
  artifacts: boolean;
}

/** Everything from outside that a verb uses: nothing below reads the environment, the clock or the arguments itself. */
export interface Context {
  /** Root of the user's repository; every path is relative to it. */
  root: string;
  trigger: Trigger;
  log: Log;
  now: () => Date;
  /** Environment of the user's commands: none of Assay's own inputs and tokens. */
  environment: NodeJS.ProcessEnv;
  /** Environment of git, which holds the token where there is one. */
  gitEnvironment: NodeJS.ProcessEnv;
  /** Folder for what is fetched once: the DuckDB library. */
  toolCache: string;
  /** npm registry that it is fetched from. */
  registry: string;
  github: GitHubAccess | null;
  signal: AbortSignal;
  host: RunRecord['origin']['host'];
  version: string;
}
