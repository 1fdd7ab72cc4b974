import type { Deployment } from '@assay/contract';
import { inService, type RollOut } from '@assay/deploy';
import type { Context } from './context.ts';
import { moveAliasBack } from './deploy-mlflow.ts';
import type { Way } from './deploy-service.ts';
import type { Result } from './verb.ts';

/** What `deploy` and `rollback` print with `--json`. */
export interface DeployDocument {
  environment: string;
  model: string;
  version: string;
  outcome: Deployment['outcome'];
  why: string;
  already: boolean;
  deployment: string;
  github: number | null;
  'rolled-back': { version: string; outcome: Deployment['outcome']; why: string; deployment: string } | null;
  'in-service': string | null;
}

/** The result of a roll-out, loud where it is not known what runs. */
export async function resultOf(
  context: Context,
  way: Way,
  rollOut: RollOut,
): Promise<Result<DeployDocument>> {
  const { request, ports } = way;
  const { deployment, already, rolledBack, known, stuck } = rollOut;
  const mlflow = await moveAliasBack(context, way, rollOut);
  const { environment, model, version, outcome, why, id, github } = deployment;
  const { deployments } = await ports.journal.read();
  const serving = known ? (inService(deployments, request.model)?.version ?? null) : null;
  const words = already
    ? `${model} ${version} is in service in ${environment} already, since ${deployment.from}: nothing was done`
    : `${model} ${version} ${outcome === 'failed' ? outcome : `is ${outcome}`} in ${environment}: ${why}`;
  const back = rolledBack === null ? '' : `. ${model} ${rolledBack.version} is in service again`;
  const lost = `. WHAT RUNS IN ${environment} IS NOT KNOWN${stuck === null ? '' : `: ${stuck}`}. Look, then run "deploy" or "rollback"`;
  const message = `${words}${known ? back : lost}${mlflow === null ? '' : `. ${mlflow}`}`;
  return {
    document: {
      environment,
      model,
      version,
      outcome,
      why,
      already,
      deployment: id,
      github,
      'rolled-back':
        rolledBack === null
          ? null
          : {
              version: rolledBack.version,
              outcome: rolledBack.outcome,
              why: rolledBack.why,
              deployment: rolledBack.id,
            },
      'in-service': serving,
    },
    exit: outcome === 'healthy' ? 0 : 1,
    outputs: { outcome, why, version, environment, 'in-service': serving ?? '', deployment: id },
    annotations: [], // the step fails with the message, which is one
    report: null,
    alone: false,
    message,
  };
}
