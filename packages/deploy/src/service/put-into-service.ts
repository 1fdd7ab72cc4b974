import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandResult, endStrays, type Output, runCommand } from '@assay/command';
import { type Deploy, durationMilliseconds, UserError } from '@assay/contract';
import { askHealth, type Complaint } from './ask-health.ts';
import { capOutput } from './cap-output.ts';
import { expandUrl } from './health-url.ts';
import { watchHealth } from './watch-health.ts';
import { readWritten } from './written-values.ts';

/** A version, as the user's command finds it. */
export interface ServiceRequest {
  /** Folder that the command runs in: the root of the user's repository. */
  root: string;
  deploy: Deploy;
  /** Absolute path of the model's file or folder. */
  path: string;
  model: string;
  version: string;
  digest: string;
  environment: string;
  /** Id of the deployment: what the command leaves when this process is killed is known by it. */
  deployment: string;
}

export interface ServiceDeps {
  /** The whole environment of the command, but for what Assay adds. */
  environment: NodeJS.ProcessEnv;
  output: Output;
  signal: AbortSignal;
}

/** What came of it. `failed`: the command did; `unhealthy`: the command went well, and the service is not. */
export interface Service {
  outcome: 'healthy' | 'unhealthy' | 'failed';
  /** In our own words alone: nothing that the command or the service said is in it. */
  why: string;
  /** It was told to stop. */
  cancelled: boolean;
  /** Scheme, host and port of what was asked for its health. */
  address: string | null;
}

/**
 * Runs the user's command for a version, then watches until the service is healthy.
 *
 * What the command does must come to the same when it is done twice: after a run that was killed it is done again.
 */
export async function putIntoService(request: ServiceRequest, deps: ServiceDeps): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-deploy-'));
  try {
    return await serve(request, deps, join(folder, 'output'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function serve(request: ServiceRequest, deps: ServiceDeps, file: string): Promise<Service> {
  const { deploy, root } = request;
  const { signal } = deps;
  const output = capOutput(deps.output);
  const ours = {
    ASSAY_MODEL: request.path,
    ASSAY_MODEL_NAME: request.model,
    ASSAY_VERSION: request.version,
    ASSAY_MODEL_DIGEST: request.digest,
    ASSAY_ENVIRONMENT: request.environment,
    ASSAY_DEPLOYMENT: request.deployment,
    ASSAY_OUTPUT: file,
  };
  const environment = { ...deps.environment, ...ours };
  const end = (outcome: Service['outcome'], why: string, address: string | null = null): Service => ({
    outcome,
    why,
    cancelled: signal.aborted,
    address,
  });
  await writeFile(file, '', { mode: 0o600 });
  const timeLimitMs = durationMilliseconds(deploy.timeout);
  const ran = await runCommand({ command: deploy.command, root, environment, timeLimitMs, output, signal });
  const failure = failureOf('the command', ran, `${deploy.timeout} (deploy.timeout)`);
  if (failure !== undefined) return end('failed', failure);
  const written = await readWritten(file);
  if ('problem' in written) return end('failed', written.problem);
  const { health } = deploy;
  if (health === undefined) return end('healthy', 'the command ended with 0; the contract names no health');

  const values = { ...written.values, ...ours };
  const expanded = health.url === undefined ? undefined : expandUrl(health.url, values);
  if (expanded !== undefined && 'problem' in expanded) return end('failed', expanded.problem);
  const ask = async (remainingMs: number): Promise<Complaint> => {
    if (expanded !== undefined) return askHealth(expanded.url, signal, Math.min(remainingMs, 10_000));
    return runHealthCommand({
      command: health.command ?? '',
      root,
      environment: { ...environment, ...values },
      timeLimitMs: remainingMs,
      output,
      signal,
    });
  };
  const patience = {
    withinMs: durationMilliseconds(health.within),
    everyMs: durationMilliseconds(health.every),
    inARow: health['in-a-row'],
  };
  const { complaint, asked } = await watchHealth(ask, patience, signal);
  const address = expanded?.url.origin ?? null;
  const times = `asked ${asked} ${asked === 1 ? 'time' : 'times'}`;
  if (complaint === undefined) return end('healthy', `the service is healthy (${times})`, address);
  return end('unhealthy', `not healthy within ${health.within}: ${complaint} (${times})`, address);
}

/**
 * Ends what is left on this machine of the commands of deployments, by what each finds in its environment; on Linux alone.
 *
 * @returns ids of processes that could not be ended
 */
export function endDeployCommands(deployments: readonly string[]): Promise<number[]> {
  return endStrays(new Set(deployments.map((id) => `ASSAY_DEPLOYMENT=${id}`)));
}

async function runHealthCommand(request: Parameters<typeof runCommand>[0]): Promise<Complaint> {
  return failureOf('the health command', await runCommand(request), 'the time for it');
}

function failureOf(what: string, { exit, ended, signal }: CommandResult, limit: string): string | undefined {
  if (ended === 'aborted') return 'it was cancelled';
  if (ended === 'time-limit') return `${what} was stopped after ${limit}`;
  if (exit === 0) return undefined;
  return exit === null ? `${what} was ended by ${signal ?? 'a signal'}` : `${what} ended with ${exit}`;
}

/**
 * Refuses an address for the health that could never be one, before anything is touched.
 *
 * @throws UserError `health-url`
 */
export function checkHealthUrl(deploy: Deploy): void {
  const url = deploy.health?.url;
  if (url === undefined || url.includes('$')) return;
  const expanded = expandUrl(url, {});
  if ('url' in expanded) return;
  throw new UserError('health-url', expanded.problem, {
    fix: 'write an address that begins with http:// or https://, or $NAME and let the command write NAME=value to $ASSAY_OUTPUT',
  });
}
