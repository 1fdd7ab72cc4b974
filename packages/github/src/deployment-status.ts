import type { GitHub } from './client.ts';
import { cut } from './deployment.ts';
import { type Place, settled } from './deployment-effect.ts';

export interface DeploymentStatusRequest extends Place {
  /** Number of the deployment. */
  deployment: number;
  state: 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  description: string;
  /** Address of the log: left out unless it is a plain http or https one. */
  logUrl?: string | null;
  /** Address of the service; likewise. */
  environmentUrl?: string | null;
}

const LIST = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';

/**
 * Sees to it that a deployment is in a state: adds a status unless the newest one says so already.
 *
 * Others are left as they are: GitHub's own way of making earlier ones inactive leaves out those to production, and would
 * end those of other models in the same environment.
 */
export async function setDeploymentState(github: GitHub, request: DeploymentStatusRequest): Promise<void> {
  const { owner, repo, deployment, state, description } = request;
  const [logUrl, environmentUrl] = [safeUrl(request.logUrl), safeUrl(request.environmentUrl)];
  const look = async () => {
    const { data } = await github.request(`GET ${LIST}`, {
      owner,
      repo,
      deployment_id: deployment,
      per_page: 100,
    });
    const newest = data.reduce<(typeof data)[number] | undefined>(
      (latest, one) => (latest === undefined || one.id > latest.id ? one : latest),
      undefined,
    );
    return newest?.state === state ? true : undefined;
  };
  const post = async () => {
    await github.request(`POST ${LIST}`, {
      owner,
      repo,
      deployment_id: deployment,
      state,
      description: cut(description),
      auto_inactive: false,
      ...(logUrl === undefined ? {} : { log_url: logUrl }),
      ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
    });
    return true as const;
  };
  await settled<true>(github, look, post);
}

/** An address as others may see it: http or https, and nobody's password in it. */
function safeUrl(text: string | null | undefined): string | undefined {
  if (text === null || text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, username, password, href } = new URL(text);
  const safe = /^https?:$/.test(protocol) && username === '' && password === '' && href.length <= 1000;
  return safe ? href : undefined;
}
