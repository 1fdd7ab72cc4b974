import { type Deployment, UserError } from '@assay/contract';
import {
  type EnvironmentState,
  inService,
  type Journal,
  lastGood,
  type RollOutRequest,
  rollOut,
} from '@assay/deploy';
import type { Context } from './context.ts';
import { type DeployDocument, resultOf } from './deploy-result.ts';
import { openWay } from './deploy-service.ts';
import type { RollbackInputs } from './rollback-definition.ts';
import type { Result } from './verb.ts';

export async function rollback(given: RollbackInputs, context: Context): Promise<Result<DeployDocument>> {
  const way = await openWay(context, 'rollback', given);
  const { request, ports } = way;
  const { environment, model } = request;
  const state = await ports.journal.read();
  const { undoes, version } =
    begun(state, ports.journal, request) ?? choose(state, model, environment, given.to);
  const verified = await ports.verify(version);
  return resultOf(context, way, await rollOut({ ...request, rollback: 'none' }, verified, ports, undoes));
}

interface Choice {
  /** The deployment to undo. */
  undoes: Deployment;
  /** The version to go back to. */
  version: string;
}

/** The rollback that an earlier attempt of this run has begun, or come to the end of: the run is for one, not for two. */
function begun(
  { turn, deployments }: EnvironmentState,
  journal: Journal,
  { model, run }: RollOutRequest,
): Choice | undefined {
  const holder = deployments.find(({ id }) => id === turn?.deployment);
  const left = turn !== undefined && holder !== undefined && journal.isMine(turn, holder);
  const latest = deployments.findLast((one) => one.model === model);
  const done = latest?.outcome === 'healthy' && latest.run !== null && latest.run === run;
  const own = [left ? holder : undefined, done ? latest : undefined].find(
    (one) => one !== undefined && one['rolls-back'] !== null,
  );
  const undoes = deployments.find(({ id }) => id === own?.['rolls-back']);
  return own === undefined || undoes === undefined ? undefined : { undoes, version: own.version };
}

function choose(
  { deployments }: EnvironmentState,
  model: string,
  environment: string,
  to: string | undefined,
): Choice {
  const undoes = inService(deployments, model) ?? deployments.findLast((one) => one.model === model);
  if (undoes === undefined) {
    throw new UserError('nothing-deployed', `nothing of ${model} was ever deployed to ${environment}`, {
      fix: 'check the input "environment", or use "deploy"',
    });
  }
  if (to !== undefined) {
    const wanted = to.slice(to.lastIndexOf('@') + 1);
    const good = deployments.some(
      (one) => one.model === model && one.outcome === 'healthy' && one.version === wanted,
    );
    if (good) return { undoes, version: wanted };
    throw new UserError('version-never-healthy', `${model} ${wanted} was never healthy in ${environment}`, {
      fix: 'name a version that was (assay history), or use "deploy" for one that is new there',
    });
  }
  const good = lastGood(deployments, undoes);
  if (good !== undefined) return { undoes, version: good.version };
  throw new UserError(
    'no-good-version',
    `${environment} has no good version of ${model} before ${undoes.version}`,
    {
      fix: 'name one with "to" (assay history lists them), or use "deploy"',
    },
  );
}
