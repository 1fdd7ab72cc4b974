import { join } from 'node:path';
import { run } from '../process.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { freePort } from './free-port.ts';
import { part } from './part.ts';
import { pythonPart } from './python.ts';
import { startServer } from './server-program.ts';

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
  const { close } = await startServer({
    name: 'the MLflow server',
    program: join(bin, 'mlflow'),
    args: ['server', ...args, ...options],
    folder,
    env,
    isReady: () => isReady(url),
    readyMilliseconds: READY_MILLISECONDS,
  });
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
