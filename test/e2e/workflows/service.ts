import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { killGroup, temporaryFolder } from '../../harness/index.ts';
import { root } from '../../integration/scene/release.ts';

/** The service of the example, into which its deploy.sh puts versions. */
export interface ServedModel {
  /** Where deploy.sh finds it. */
  environment: { RELEASES: string; SERVICE_URL: string };
  /** What it answers: the version that it serves. */
  version(): Promise<string>;
  close(): void;
}

export async function serveExample(python: string): Promise<ServedModel> {
  const releases = temporaryFolder('releases');
  const port = await freePort();
  const script = join(root, 'examples/taxi-tips/serve.py');
  const child = spawn(python, [script, releases, String(port)], { detached: true, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  return {
    environment: { RELEASES: releases, SERVICE_URL: url },
    async version() {
      const answer = (await (await fetch(`${url}/health`)).json()) as { version: string };
      return answer.version;
    },
    close: () => killGroup(child.pid, 'SIGKILL'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
