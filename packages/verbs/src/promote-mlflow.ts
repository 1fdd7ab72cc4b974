import { type Promote, UserError } from '@assay/contract';
import { type MlflowVersion, mirrorVersion } from '@assay/registry';
import type { Context } from './context.ts';
import type { Evidence } from './promote-evidence.ts';
import type { Registered } from './promote-register.ts';

/** The address of the MLflow server that was named: by the input, by the contract, or by the environment. */
export function mlflowAddress(
  context: Context,
  input: string | undefined,
  { mlflow }: Promote,
): string | undefined {
  const named = input ?? mlflow?.['tracking-uri'];
  if (named !== undefined) return named;
  const fromEnvironment = context.environment['MLFLOW_TRACKING_URI'] || undefined;
  // Set for the training, perhaps: a folder, a database or a cloud's own, which have no registry that is reached so.
  if (fromEnvironment !== undefined && mlflow === undefined && !/^https?:/.test(fromEnvironment))
    return undefined;
  return fromEnvironment;
}

/**
 * Shows the version in MLflow. The version stands in git, whatever becomes of this: a failure is answered, not thrown.
 */
export async function mirror(
  context: Context,
  address: string,
  promote: Promote,
  { version }: Registered,
  { record }: Evidence,
): Promise<MlflowVersion | UserError> {
  const tags = {
    'assay.tag': version.tag,
    'assay.artifact': version.artifact,
    'assay.policy': version.policy,
    'assay.commit': version.commit,
    'assay.approved-by': version.by,
    'mlflow.source.git.commit': version.commit,
    ...(version.run === null ? {} : { 'assay.run': version.run }),
  };
  try {
    return await mirrorVersion(address, context.environment, {
      version,
      record,
      at: context.now(),
      stage: promote.stage,
      experiment: promote.mlflow?.experiment ?? version.model,
      registeredModel: promote.mlflow?.['registered-model'] ?? version.model,
      tags,
    });
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
}
