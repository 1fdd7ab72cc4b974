import { realpath } from 'node:fs/promises';
import { type CommandResult, type Output, runCommand } from '@assay/command';
import {
  type Artifact,
  digestValue,
  durationMilliseconds,
  type Train,
  type Training,
  UserError,
  whyUnreadable,
} from '@assay/contract';
import { describeEnvironment } from './environment.ts';
import { digestInputs, resolveInputs } from './files/inputs.ts';
import { readParameters } from './files/parameters.ts';
import { collectResults, expectResults, nothing } from './results.ts';

/** The contract's `train` section, and where it holds. */
export interface TrainRequest extends Train {
  /** The root of the user's repository: the command runs there, and all paths are relative to it. */
  root: string;
}

export interface TrainDeps {
  clock: () => Date;
  /** The whole environment of the user's command; none of it is recorded. */
  environment: NodeJS.ProcessEnv;
  /** Takes the command's output as it comes; where it returns a promise, the command waits for it. */
  output: Output;
  /** Stops the command. */
  signal?: AbortSignal | undefined;
}

export interface TrainResult {
  training: Training;
  /** The model; `undefined` when the command did not end well, or no outputs are named. */
  artifact: Artifact | undefined;
  /** What the user should know, one sentence each. */
  notes: string[];
}

/**
 * Runs a training command and says what went in, how it went and what came out.
 *
 * A command that fails or is stopped is a result, not an error: `outcome` is `failed` or `cut-off`, without artifact and
 * metrics. `cut-off` also stands for a signal from elsewhere that ended the command's shell (`exit` is then `null`).
 * Units: seconds of wall-clock time; memory in MB of 1,000,000 bytes, measured as ProcessTree says. The fingerprint is the
 * digest of command, inputs, params, environment and seed, and of nothing else; inputs are digested before the run.
 *
 * @throws UserError `command-not-found` (exit code 127), and those of inputs, params, outputs and metrics file
 */
export async function train(request: TrainRequest, deps: TrainDeps): Promise<TrainResult> {
  const { command, seed, seeds } = request;
  const root = await realRoot(request.root);
  // First, since their file is an input too: where it is not there, it is called by what the user named it with.
  const params = await readParameters(root, request.params);
  const { paths, notes } = await resolveInputs(root, request.inputs);
  const inputs = await digestInputs(root, paths);
  const environment = await describeEnvironment(root, command, deps.environment);
  const expected = await expectResults(root, request);

  const started = deps.clock().toISOString();
  const run = await runCommand({
    command,
    root,
    environment: { ...deps.environment, ASSAY_SEED: String(seed) },
    timeLimitMs: durationMilliseconds(request.timeout),
    output: deps.output,
    signal: deps.signal,
  });
  if (run.exit === 127 && run.ended === undefined) throw commandNotFound(command);
  notes.push(...notesOn(run));
  const outcome = outcomeOf(run);
  const left = outcome === 'trained' ? await collectResults(root, expected, inputs) : nothing;

  const training: Training = {
    command,
    outcome,
    exit: run.exit,
    started,
    seconds: round(run.seconds, 1000),
    'peak-memory-mb': run.peakBytes === null ? null : round(run.peakBytes / 1e6, 10),
    seed,
    fingerprint: digestValue({ command, inputs, params, environment, seed, ...(seeds && { seeds }) }),
    inputs,
    params,
    environment,
    metrics: left.metrics,
  };
  return { training, artifact: left.artifact, notes: [...notes, ...left.notes] };
}

function outcomeOf(run: CommandResult): Training['outcome'] {
  if (run.ended !== undefined || run.exit === null) return 'cut-off';
  return run.exit === 0 ? 'trained' : 'failed';
}

function notesOn({ ended, exit, signal, survivors }: CommandResult): string[] {
  const notes: string[] = [];
  if (ended === 'time-limit') notes.push('the command was stopped: it took longer than `train.timeout`');
  if (ended === 'aborted') notes.push('the command was stopped on request');
  if (ended === undefined && signal !== null)
    notes.push(`the command was ended by ${signal}${hintOn(signal)}`);
  if (exit === 137) notes.push(`a part of the command was ended by SIGKILL${hintOn('SIGKILL')}`);
  if (survivors.length > 0) notes.push(`these processes could not be ended: ${survivors.join(', ')}`);
  return notes;
}

function hintOn(signal: NodeJS.Signals): string {
  return signal === 'SIGKILL' ? ', which is what a system out of memory does' : '';
}

async function realRoot(root: string): Promise<string> {
  return realpath(root).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError(
      'file-not-found',
      `the folder ${JSON.stringify(root)} cannot be read: ${whyUnreadable(cause)}`,
      {
        fix: 'name the root of the repository',
        cause,
      },
    );
  });
}

function commandNotFound(command: string): UserError {
  return new UserError('command-not-found', `a program in \`train.command\` was not found: ${command}`, {
    fix: 'install it in a step before, or correct its name or path in `train.command`',
  });
}

function round(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
