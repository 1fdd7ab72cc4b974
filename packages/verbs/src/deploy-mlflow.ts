import { promoteSchema, UserError } from '@assay/contract';
import type { RollOut } from '@assay/deploy';
import { moveAlias } from '@assay/registry';
import type { Context } from './context.ts';
import type { Way } from './deploy-service.ts';
import { mlflowAddress } from './promote-mlflow.ts';

/**
 * After a rollback, moves the alias of the stage in MLflow to the version that is in service again. Git says what is in
 * service, whatever becomes of this: a failure is told, with what to do.
 *
 * @returns what was done, in words; `null`: nothing was rolled back, or no server is named
 */
export async function moveAliasBack(
  context: Context,
  { project, stage }: Pick<Way, 'project' | 'stage'>,
  { deployment, rolledBack }: RollOut,
): Promise<string | null> {
  const back = rolledBack ?? deployment;
  if (back['rolls-back'] === null || back.outcome !== 'healthy') return null;
  const promote = project.promote ?? promoteSchema.parse({});
  const address = mlflowAddress(context, undefined, promote);
  if (address === undefined) return null;
  const registeredModel = promote.mlflow?.['registered-model'] ?? project.model;
  const move = { registeredModel, stage, version: back.version };
  try {
    const { host, alias, version } = await moveAlias(address, context.environment, move);
    return version === null
      ? `MLflow at ${host} has no ${back.version}: its alias ${alias} was taken away; "promote" shows the version there`
      : `MLflow at ${host}: alias ${alias} on version ${version}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const told = `the alias in MLflow still stands on what was taken out of service: ${error.message}; ${error.fix}`;
    context.log.warn(told);
    return told;
  }
}
