import { UserError } from '@assay/contract';
import type { GitHub } from './client.ts';
import { type Place, settled } from './deployment-effect.ts';
import { statusOf } from './explain-error.ts';

export interface DeploymentRequest extends Place {
  /** The commit that the version is of. */
  sha: string;
  environment: string;
  description: string;
  /** What tells it from others: `assay` is its id in the ledger. */
  payload: { assay: string; model: string; version: string; digest: string };
}

const LIST = '/repos/{owner}/{repo}/deployments';

/**
 * The deployment with this payload's id: found, or made where there is none. Answers its number.
 *
 * Made without merging and without waiting for checks, because the job that deploys is itself an unfinished check of the
 * commit. A request whose answer was lost is not sent again before a look at whether it had its effect.
 */
export async function ensureDeployment(github: GitHub, request: DeploymentRequest): Promise<number> {
  const { owner, repo, sha, environment, description, payload } = request;
  const look = async () => {
    const all = await github.paginate(`GET ${LIST}`, { owner, repo, sha, environment, per_page: 100 });
    // Of two with one id, which only a lost answer can leave, the older one is meant.
    return all.findLast((one) => idIn(one.payload) === payload.assay)?.id;
  };
  const post = async () => {
    const { data } = await github
      .request(`POST ${LIST}`, {
        owner,
        repo,
        ref: sha,
        environment,
        description: cut(description),
        payload,
        auto_merge: false,
        required_contexts: [],
      })
      .catch(explainRefusal);
    if ('id' in data) return data.id;
    throw new Error(`GitHub made no deployment: ${data.message}`);
  };
  return Number(await settled(github, look, post));
}

/**
 * Sees to it that an environment is there before anything is deployed to it: GitHub would make a missing one, without any
 * protection.
 *
 * @throws UserError `environment-missing`
 */
export async function requireEnvironment(
  github: GitHub,
  { owner, repo, environment }: Place & { environment: string },
): Promise<void> {
  try {
    await github.request('GET /repos/{owner}/{repo}/environments/{environment_name}', {
      owner,
      repo,
      environment_name: environment,
    });
  } catch (cause) {
    if (statusOf(cause) !== 404) throw cause;
    throw new UserError(
      'environment-missing',
      `${owner}/${repo} has no environment "${environment}", or the token may not see it`,
      {
        fix:
          `make it under Settings > Environments, with the reviewers and branches that it needs, or give the input ` +
          '"create-environment: true" to have it without protection; in a private repository the job also needs ' +
          '`actions: read` under `permissions:`',
        cause,
      },
    );
  }
}

/** A commit that GitHub does not have, or a conflict with what its rules ask for. */
function explainRefusal(cause: unknown): never {
  const status = statusOf(cause);
  if (cause instanceof UserError || (status !== 409 && status !== 422)) throw cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  throw new UserError('deployment-refused', `GitHub makes no deployment: ${why}`, {
    fix: "push the version's commit, or mend what GitHub names",
    cause,
  });
}

/** GitHub takes 140 characters. */
export function cut(description: string): string {
  const characters = [...description];
  return characters.length <= 140 ? description : `${characters.slice(0, 139).join('')}…`;
}

/** GitHub answers with the payload as it came, or as its JSON text; others may have put anything there. */
function idIn(payload: unknown): unknown {
  const value = typeof payload === 'string' ? parsed(payload) : payload;
  return typeof value === 'object' && value !== null && 'assay' in value ? value.assay : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
