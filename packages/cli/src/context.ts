import { homedir } from 'node:os';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { Git } from '@assay/registry';
import { visibleLines } from '@assay/report';
import { type Context, type Log, type Trigger, thisHost, VERSION } from '@assay/verbs';
import { forRunner } from './for-runner.ts';
import { type LocalGitHub, localGitHub } from './github.ts';
import { localTrigger } from './trigger.ts';

/** Messages go to standard error: standard output is for the document. */
function terminalLog(json: boolean): Log {
  const say = (style: 'dim' | 'yellow' | 'bold', text: string) =>
    process.stderr.write(`${styleText(style, forRunner(visibleLines(text)), { stream: process.stderr })}\n`);
  return {
    info: (message) => say('dim', message),
    warn: (message) => say('yellow', `warning: ${message}`),
    output: (chunk, stream) => {
      (stream === 'stderr' || json ? process.stderr : process.stdout).write(chunk);
    },
    group: async (name, step) => {
      say('bold', name);
      return step();
    },
  };
}

/**
 * Ctrl-C, for a verb that runs commands of the user and stops in its own way: from its first look on. Until then, and to any
 * other verb, Ctrl-C is what it is to any program: the end, at once (130 to a shell).
 */
function interruption(): () => AbortSignal {
  let abort: AbortController | undefined;
  return () => {
    if (abort !== undefined) return abort.signal;
    const asked = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
    abort = asked;
    return asked.signal;
  };
}

/** What git tells of the folder that a verb is run in. */
export interface Told {
  readonly root: string;
  readonly trigger: Trigger;
  readonly gitHub: LocalGitHub | null;
}

/** Asks git: that can be begun before it is known what the verb is given. */
export async function askGit(verb: string, root: string): Promise<Told> {
  const environment = process.env;
  const git = new Git({ cwd: root, env: environment });
  const [trigger, gitHub] = await Promise.all([localTrigger(git), localGitHub(verb, git, environment)]);
  return { root, trigger, gitHub };
}

/** What a verb uses from outside, at a terminal. */
export async function localContext(json: boolean, asked: Promise<Told>): Promise<Context> {
  const { root, trigger, gitHub } = await asked;
  const environment = process.env;
  const interrupted = interruption();
  return {
    root,
    trigger: { ...trigger, repository: gitHub?.repository ?? null },
    log: terminalLog(json),
    now: () => new Date(),
    environment,
    gitEnvironment: environment,
    toolCache: join(environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'assay'),
    registry: environment['npm_config_registry'] ?? 'https://registry.npmjs.org/',
    github: gitHub?.access ?? null,
    get signal() {
      return interrupted();
    },
    host: thisHost(),
    version: VERSION,
  };
}
