import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFileCommands } from './file-commands.ts';
import type { StepLog } from './step-log.ts';
import type { StepResult } from './step-result.ts';

const SUMMARY_LIMIT_BYTES = 1024 * 1024;

/** The files by which a step answers the runner. */
export type StepFiles = Record<'output' | 'env' | 'state' | 'path' | 'step_summary', string>;

/** Makes them, empty, as the runner does before each step. */
export function makeStepFiles(parent: string): StepFiles {
  const folder = join(parent, '_runner_file_commands');
  mkdirSync(folder);
  const make = (name: string) => {
    const file = join(folder, name);
    writeFileSync(file, '');
    return file;
  };
  return {
    output: make('set_output'),
    env: make('set_env'),
    state: make('save_state'),
    path: make('add_path'),
    step_summary: make('step_summary'),
  };
}

/** The variables that tell the step where they are. */
export function fileVariables(files: StepFiles): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([name, file]) => [`GITHUB_${name.toUpperCase()}`, file]),
  );
}

type Answers = Pick<
  StepResult,
  'outcome' | 'outputs' | 'env' | 'state' | 'path' | 'summary' | 'annotations' | 'problems'
>;

/** Reads them after the step, refusing what the runner refuses. */
export function readStepFiles(files: StepFiles, log: StepLog, exitCode: number | null): Answers {
  const problems = [...log.refused];
  const read = (file: string): Record<string, string> => {
    try {
      return parseFileCommands(readFileSync(file, 'utf8'));
    } catch (error) {
      problems.push(`Unable to process file command '${file}' successfully: ${(error as Error).message}`);
      return {};
    }
  };
  const env = read(files.env);
  if ('NODE_OPTIONS' in env)
    problems.push("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
  const outputs = { ...log.outputs, ...read(files.output) };
  const state = { ...log.state, ...read(files.state) };

  const annotations = [...log.annotations];
  let summary = readFileSync(files.step_summary, 'utf8');
  if (Buffer.byteLength(summary) > SUMMARY_LIMIT_BYTES) {
    const size = Math.ceil(Buffer.byteLength(summary) / 1024);
    annotations.push({
      level: 'error',
      message: `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${size}k.`,
    });
    summary = '';
  }
  const path = readFileSync(files.path, 'utf8').split(/\r?\n/).filter(Boolean);
  const outcome = exitCode === 0 && problems.length === 0 ? 'success' : 'failure';
  return { outcome, outputs, env, state, path, summary, annotations, problems };
}
