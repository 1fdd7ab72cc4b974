import { appendFileSync, cpSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Deployment, deploymentSchema } from '@assay/contract';
import { deploymentsFolder, Git, Ledger } from '@assay/registry';
import {
  type GitHub,
  git,
  gitEnvironment,
  startGitHub,
  TemporaryRepository,
  temporaryFolder,
} from '@assay/test';
import type { Context, Result } from '../index.ts';
import { fullProject, inRepository, project } from './project.ts';

/** What the command prints and writes, and nobody else may. */
export const CANARY = 'hunter2-canary';

const COMMAND = `#!/bin/sh
set -eu
echo "the password is $CANARY"
echo "$ASSAY_VERSION $(cat "$ASSAY_MODEL")" >> "$SERVICE/log"
echo "URL=$SERVICE_URL" >> "$ASSAY_OUTPUT"
echo "PASSWORD=$CANARY" >> "$ASSAY_OUTPUT"
`;

const CONTRACT = `deploy:
  command: ./deploy.sh
  timeout: 30s
  health: {url: "$URL/health?version=$ASSAY_VERSION&password=$PASSWORD", within: 1s, every: 1s}
`;

/** What the workflow of the README grants. */
const PERMISSIONS = { contents: 'write', deployments: 'write', actions: 'read' } as const;

/** Versions v0.0.1, v0.0.2 and v0.0.3 of one model, each on its commit, in a folder of bare repositories. */
export async function releasedVersions(more = ''): Promise<string> {
  const root = temporaryFolder('remotes');
  const server = await startGitHub({ gitRoot: root });
  await server.close();
  const bare = join(root, `${server.repository}.git`);
  // As GitHub does: files come when they are read first.
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
    await git(bare, ['config', key, 'true']);
  const files = { ...fullProject(0.6, `${CONTRACT}${more}`), 'deploy.sh': { executable: COMMAND } };
  const main = await project(files as unknown as Record<string, string>);
  await main.repository.git('remote', 'add', 'origin', `file://${bare}`);
  for (const skill of [0.6, 0.7, 0.8]) {
    if (skill > 0.6) await main.repository.commit(`skill ${skill}`, { 'params.json': `{"skill": ${skill}}` });
    await main.repository.git('push', '--quiet', '--force', 'origin', 'main');
    const release = await inRepository(main.repository, { records: true });
    for (const verb of ['train', 'evaluate', 'report', 'promote']) await release.run(verb);
  }
  return root;
}

/** GitHub with released versions, and a service that a command puts them into. */
export interface DeployScene {
  server: GitHub;
  bare: string;
  /** Versions that do not become healthy. */
  bad: Set<string>;
  /** What the command has put there, oldest first: version and model. */
  log(): string[];
  /** A checkout of a tag (or of main), in a run of its own, and how verbs are run there. */
  job(options?: JobOptions): Promise<Job>;
  deployments(environment?: string): Promise<Deployment[]>;
  /** States of the deployments on GitHub, oldest first. */
  states(environment?: string): Promise<string[]>;
  tags(): Promise<string[]>;
  /** Everything that outsiders can read. */
  everything(): Promise<string>;
  close(): Promise<void>;
}

interface JobOptions {
  tag?: string;
  run?: number | null;
  now?: string;
  token?: string | null;
  signal?: AbortSignal;
}

interface Job {
  path: string;
  context: Context;
  told: string[];
  run(verb: string, inputs?: Record<string, string>): Promise<Result>;
}

export async function deployScene(released: string): Promise<DeployScene> {
  const gitRoot = temporaryFolder('remotes');
  cpSync(released, gitRoot, { recursive: true });
  const server = await startGitHub({ gitRoot, contentPerMinute: 10_000 });
  const { repository } = server;
  const bare = join(gitRoot, `${repository}.git`);
  await server.call('PUT', `/repos/${repository}/environments/production`, {});
  const folder = temporaryFolder('service');
  appendFileSync(join(folder, 'log'), '');
  const bad = new Set<string>();
  const log = () => readFileSync(join(folder, 'log'), 'utf8').trim().split('\n').filter(Boolean);
  const service = createServer(({ url }, response) => {
    const version = new URL(url ?? '', 'http://service').searchParams.get('version') ?? '';
    const up = log().at(-1)?.startsWith(`${version} `) === true && !bad.has(version);
    response.writeHead(up ? 200 : 503).end(CANARY);
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
  const said: string[] = [];
  const ledger = async () => {
    const cwd = temporaryFolder('reader');
    await git(cwd, ['clone', '--quiet', '--bare', `file://${bare}`, '.']);
    return Ledger.open({ clone: new Git({ cwd, env: gitEnvironment() }), remote: `file://${bare}` });
  };
  let runs = 100;
  const all = async (environment: string) => {
    const path = `/repos/${repository}/deployments?environment=${environment}&per_page=100`;
    return ((await server.call('GET', path)) as unknown as { id: number }[]).toReversed();
  };
  return {
    server,
    bare,
    bad,
    log,
    async job({ tag, run, now = '2026-11-02T10:00:00Z', token = server.grant(PERMISSIONS), signal } = {}) {
      const path = temporaryFolder('workspace');
      await git(path, ['clone', '--quiet', '--depth=1', '--branch', tag ?? 'main', `file://${bare}`, '.']);
      const clone = new TemporaryRepository(path);
      await clone.git(
        'remote',
        'set-url',
        'origin',
        token === null ? `file://${bare}` : `${server.url}/${repository}.git`,
      );
      const made = await inRepository(clone);
      runs += 1;
      const number = run === undefined ? runs : run;
      Object.assign(made.context, inJob(made.context, server, { tag, number, now, token }));
      made.context.environment = {
        PATH: process.env['PATH'],
        SERVICE: folder,
        SERVICE_URL: serviceUrl,
        CANARY,
      };
      if (signal !== undefined) made.context.signal = signal;
      return {
        path,
        context: made.context,
        told: made.told,
        run: async (verb, inputs) => {
          const result = await made.run(verb, inputs);
          said.push(JSON.stringify(result));
          return result;
        },
      };
    },
    async deployments(environment = 'production') {
      const from = await ledger();
      const paths = (await from.list(deploymentsFolder(environment))).filter(
        (path) => !path.includes('/turn-'),
      );
      const read = await Promise.all(paths.toSorted().map((path) => from.read(path, deploymentSchema)));
      return read.filter((one) => one !== undefined);
    },
    async states(environment = 'production') {
      const states = [];
      for (const { id } of await all(environment)) {
        const list = await server.call('GET', `/repos/${repository}/deployments/${id}/statuses`);
        states.push((list as unknown as { state: string }[])[0]?.state ?? 'none');
      }
      return states;
    },
    tags: async () => (await git(bare, ['tag', '--list', '--sort=taggerdate'])).split('\n'),
    async everything() {
      const texts = [...said, JSON.stringify(server.requests)];
      for (const { id } of await all('production'))
        texts.push(
          JSON.stringify(await server.call('GET', `/repos/${repository}/deployments/${id}/statuses`)),
        );
      texts.push(JSON.stringify(await all('production')));
      texts.push(
        await git(bare, ['log', '--patch', '--all']),
        await git(bare, ['for-each-ref', '--format=%(contents)']),
      );
      return texts.join('\n');
    },
    async close() {
      service.closeAllConnections();
      service.close();
      await server.close();
    },
  };
}

function inJob(
  context: Context,
  server: GitHub,
  job: { tag: string | undefined; number: number | null; now: string; token: string | null },
): Partial<Context> {
  const { tag = null, number, now, token } = job;
  const run =
    number === null
      ? null
      : { id: number, attempt: 1, url: `${server.url}/runs/${number}`, job: 'deploy', actor: 'octocat' };
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
  return {
    now: () => new Date(now),
    trigger: {
      ...context.trigger,
      event: 'push',
      tag,
      branch: null,
      run,
      repository: token === null ? null : server.repository,
    },
    gitEnvironment: {
      ...gitEnvironment(),
      ...(token === null
        ? {}
        : {
            GIT_CONFIG_COUNT: '1',
            GIT_CONFIG_KEY_0: `http.${server.url}/.extraheader`,
            GIT_CONFIG_VALUE_0: header,
          }),
    },
    github:
      token === null
        ? null
        : { token, apiUrl: server.url, serverUrl: server.url, author: null, artifacts: false },
  };
}
