import { homedir } from 'node:os';
import { join, posix } from 'node:path';
import * as core from '@actions/core';
import { context as event } from '@actions/github';
import { interpretSchemas, mistakeOf } from '@assay/contract';
import { renderSummary } from '@assay/report';
import { type Context, parseInputs, type Result, thisHost, VERSION, type Verb, verbs } from '@assay/verbs';
import { commandEnvironment, gitEnvironment } from './environment.ts';
import { jobLog } from './log.ts';
import { triggerOf } from './trigger.ts';

/** Runs a verb as the step of a job: inputs in; outputs, annotations, summary and the step's outcome out. */
export async function runAction(name: string): Promise<void> {
  interpretSchemas();
  try {
    const verb = await verbs.find((candidate) => candidate.name === name)?.load();
    if (verb === undefined) throw new Error(`there is no verb "${name}"`);
    const result = await verb.run(parseInputs(verb, readInputs(verb)), contextOf());
    await show(verb, result);
  } catch (error) {
    const mistake = mistakeOf(error);
    if (mistake !== undefined) core.setFailed(`${mistake.message}\n${mistake.fix}`);
    else {
      jobLog().info(error instanceof Error ? (error.stack ?? error.message) : String(error));
      core.setFailed(`this is a bug in Assay, please report it with this log: ${error}`);
    }
  }
}

function readInputs(verb: Verb): Record<string, string> {
  return Object.fromEntries(Object.keys(verb.inputs.shape).map((name) => [name, core.getInput(name)]));
}

function contextOf(): Context {
  const variables = process.env;
  const token = core.getInput('token') || undefined;
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => abort.abort());
  return {
    root: join(variables['GITHUB_WORKSPACE'] ?? process.cwd(), core.getInput('working-directory')),
    trigger: triggerOf(variables, event.payload),
    log: jobLog(),
    now: () => new Date(),
    environment: commandEnvironment(variables),
    gitEnvironment: gitEnvironment(variables, token),
    toolCache: variables['RUNNER_TOOL_CACHE'] ?? join(homedir(), '.cache', 'assay'),
    registry: variables['npm_config_registry'] ?? 'https://registry.npmjs.org/',
    github:
      token === undefined
        ? null
        : {
            token,
            apiUrl: variables['GITHUB_API_URL'] ?? 'https://api.github.com',
            serverUrl: variables['GITHUB_SERVER_URL'] ?? 'https://github.com',
            author: null,
            artifacts: variables['ACTIONS_RUNTIME_TOKEN'] !== undefined,
          },
    signal: abort.signal,
    host: thisHost(),
    version: VERSION,
  };
}

async function show(verb: Verb, result: Result): Promise<void> {
  for (const [name, value] of Object.entries(result.outputs)) core.setOutput(name, value);
  const levels = { error: core.error, warning: core.warning, notice: core.notice };
  // The report repeats what gate and validate-data have annotated already.
  if (verb.name !== 'report')
    for (const { level, message, ...place } of result.annotations)
      levels[level](message, annotationPlace(place));
  if (result.alone && result.report !== null)
    await core.summary.addRaw(renderSummary(await result.report())).write();
  // Names and values of the user's data are in it.
  if (result.exit === 0) jobLog().info(result.message);
  else core.setFailed(`${verb.name}: ${result.message}`);
}

function annotationPlace({
  title,
  file,
  line,
}: {
  title: string;
  file?: string;
  line?: number;
}): core.AnnotationProperties {
  return {
    title,
    // GitHub knows files by their path in the repository.
    ...(file === undefined ? {} : { file: posix.join(core.getInput('working-directory'), file) }),
    ...(line === undefined ? {} : { startLine: line }),
  };
}
