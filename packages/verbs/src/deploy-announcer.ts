import { UserError } from '@assay/contract';
import type { Announcer } from '@assay/deploy';
import type { Context } from './context.ts';

/**
 * Shows deployments on GitHub; `null` where there is no token or no repository. The environment must be there, unless it
 * may be made.
 *
 * Nothing goes out but our own words, the version, and the addresses of the run and the service.
 *
 * @throws UserError `environment-missing`, and those of `openGitHub`
 */
export async function openAnnouncer(
  context: Context,
  environment: string,
  createEnvironment: boolean,
): Promise<Announcer | null> {
  const { github: access, trigger } = context;
  const { repository, run } = trigger;
  if (access === null || repository === null) {
    context.log.info('no token, or no repository on GitHub: the deployment is shown in the ledger alone');
    return null;
  }
  const { ensureDeployment, openGitHub, requireEnvironment, setDeploymentState } = await import(
    '@assay/github'
  );
  const [owner, repo] = repository.split('/');
  if (owner === undefined || repo === undefined)
    throw new UserError('repository-unknown', `"${repository}" is no repository on GitHub`, {
      fix: 'the remote "origin" must name it as owner/name',
    });
  const place = { owner, repo };
  const github = openGitHub({
    token: access.token,
    apiUrl: access.apiUrl,
    userAgent: `assay/${context.version}`,
    log: context.log,
  });
  if (!createEnvironment) await requireEnvironment(github, { ...place, environment });
  const logUrl = run?.url ?? null;
  return {
    async begin({ id, model, version, artifact, 'rolls-back': back }, sha) {
      const description = `${model} ${version}${back === null ? '' : ' (rollback)'}`;
      const payload = { assay: id, model, version, digest: artifact };
      const number = await ensureDeployment(github, { ...place, sha, environment, description, payload });
      await setDeploymentState(github, {
        ...place,
        deployment: number,
        state: 'in_progress',
        description,
        logUrl,
      });
      return number;
    },
    async end(deployment, state, description, environmentUrl) {
      await setDeploymentState(github, { ...place, deployment, state, description, logUrl, environmentUrl });
    },
    async retire(deployment) {
      const description = 'another version took its place';
      await setDeploymentState(github, { ...place, deployment, state: 'inactive', description, logUrl });
    },
  };
}
