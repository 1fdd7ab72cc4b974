import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type GitHub, type Grant, git, startGitHub, temporaryFolder } from '../../harness/index.ts';

interface Status {
  state: string;
  description: string;
  environment_url: string;
  log_url: string;
}

interface Deployment {
  id: number;
  ref: string;
  task: string;
  payload: object;
  environment: string;
  description: string | null;
  production_environment: boolean;
  transient_environment: boolean;
}

/** A world that was set up once, to be copied: the repositories, a checkout, and what GitHub keeps of deployments. */
export interface Frozen {
  gitRoot: string;
  workspace: string;
  sha: string;
  /** Oldest first, each with its statuses. */
  deployments: { deployment: Deployment; statuses: Status[] }[];
}

/** What the workflows of the READMEs grant to the writers. */
export const PERMISSIONS: Grant['permissions'] = {
  actions: 'write',
  contents: 'write',
  deployments: 'write',
  'pull-requests': 'write',
};

/** Copies a world as it is now. What a fresh job does not find is left out of the checkout. */
export async function freeze(github: GitHub, workspace: string, without: readonly string[]): Promise<Frozen> {
  const [gitRoot, copy] = [temporaryFolder('frozen-remotes'), temporaryFolder('frozen-workspace')];
  cpSync(github.git.root, gitRoot, { recursive: true });
  cpSync(workspace, copy, { recursive: true });
  for (const name of ['.git/assay', ...without]) rmSync(join(copy, name), { recursive: true, force: true });
  const path = `/repos/${github.repository}/deployments`;
  const listed = (await github.call('GET', `${path}?per_page=100`)) as unknown as Deployment[];
  const deployments = [];
  for (const deployment of listed.toReversed()) {
    const statuses = (await github.call('GET', `${path}/${deployment.id}/statuses`)) as unknown as Status[];
    deployments.push({ deployment, statuses: statuses.toReversed() });
  }
  return { gitRoot, workspace: copy, sha: await git(copy, ['rev-parse', 'HEAD']), deployments };
}

export interface Thawed {
  github: GitHub;
  server: string;
  token: string;
  /** A checkout of its own. */
  checkOut(): Promise<string>;
}

/** Starts GitHub with a copy of the world. */
export async function thaw(frozen: Frozen): Promise<Thawed> {
  const gitRoot = temporaryFolder('remotes');
  cpSync(frozen.gitRoot, gitRoot, { recursive: true });
  const github = await startGitHub({ gitRoot, contentPerMinute: 1000 });
  const server = github.url.replace('127.0.0.1', 'github.localhost');
  const token = github.grant(PERMISSIONS);
  const path = `/repos/${github.repository}`;
  await github.call('PUT', `${path}/environments/production`, {});
  for (const { deployment, statuses } of frozen.deployments) {
    const { id, ...fields } = pick(deployment);
    const made = { ...fields, auto_merge: false, required_contexts: [] };
    await github.call('POST', `${path}/deployments`, made, token);
    for (const { state, description, environment_url, log_url } of statuses) {
      const status = { state, description, environment_url, log_url, auto_inactive: false };
      await github.call('POST', `${path}/deployments/${id}/statuses`, status, token);
    }
  }
  const checkOut = async () => {
    const workspace = temporaryFolder('workspace');
    cpSync(frozen.workspace, workspace, { recursive: true });
    await git(workspace, ['remote', 'set-url', 'origin', `${server}/${github.repository}.git`]);
    return workspace;
  };
  return { github, server, token, checkOut };
}

function pick(deployment: Deployment) {
  const { id, ref, task, payload, environment, description } = deployment;
  const { production_environment, transient_environment } = deployment;
  const fields = {
    id,
    ref,
    task,
    payload: payload as never,
    environment,
    production_environment,
    transient_environment,
  };
  return { ...fields, ...(description === null ? {} : { description }) };
}
