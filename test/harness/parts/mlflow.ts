import { spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { killGroup, run } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { freePort } from './free-port.ts';
import { part } from './part.ts';
import { pythonPart } from './python.ts';

export interface Mlflow {
  /** Starts a server of its own, empty, on a free port. */
  start(): Promise<MlflowServer>;
}

export interface MlflowServer {
  url: string;
  /** Runs lines of Python against it, by MLflow's own client as `client`; what they put into `answer` comes back. */
  ask(lines: string): Promise<unknown>;
  close(): Promise<void>;
}

const environment = pythonPart('mlflow', join(import.meta.dirname, 'mlflow-requirements.txt'), {
  complete: true,
});

const READY_MILLISECONDS = 60_000;

/** The real MLflow server and client from PyPI. */
export const mlflowPart = part<Mlflow>('MLflow', async () => {
  const python = await environment();
  if (!python.available) throw new Error(python.why);
  return { start: () => start(python.bin) };
});

async function start(bin: string): Promise<MlflowServer> {
  const folder = temporaryFolder('mlflow');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PATH: `${bin}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    // Half the memory, and no processes beside it.
    MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
    MLFLOW_DISABLE_TELEMETRY: 'true',
    GIT_PYTHON_REFRESH: 'quiet',
  };
  const args = ['--backend-store-uri', `sqlite:///${folder}/mlflow.db`, '--artifacts-destination', folder];
  const options = ['--workers', '1', '--host', '127.0.0.1', '--port', String(port)];
  const log = join(folder, 'server.log');
  const server = spawn(join(bin, 'mlflow'), ['server', ...args, ...options], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = createWriteStream(log);
  server.stdout.pipe(output, { end: false });
  server.stderr.pipe(output, { end: false });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = () => killGroup(server.pid, 'SIGKILL');
  process.once('exit', stop);
  const close = async () => {
    process.off('exit', stop);
    stop();
    await ended;
  };
  for (let waited = 0; !(await isReady(url)); waited += 100) {
    if (server.exitCode !== null || waited > READY_MILLISECONDS) {
      await close();
      throw new Error(`the MLflow server does not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    }
    await setTimeout(100);
  }
  return {
    url,
    close,
    async ask(lines) {
      const script = [
        'import json, mlflow',
        `client = mlflow.MlflowClient(${JSON.stringify(url)})`,
        lines,
        'print(json.dumps(answer))',
      ].join('\n');
      const { stdout } = await run(join(bin, 'python'), ['-c', script], { cwd: folder, env });
      return JSON.parse(stdout);
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health`).catch(() => undefined);
  return answer?.ok === true;
}
