import { type Deployment, deploymentSchema, UserError, versionSchema } from '@assay/contract';
import { type Ledger, versionPath } from '@assay/registry';
import { deploymentPaths, eachOf } from './deploy-journal.ts';

/** Deployments of an environment, oldest first, and how many are in the ledger but not on this machine. */
export interface Known {
  deployments: Deployment[];
  missing: number;
}

/**
 * Reads the deployments of an environment. Without a network those are there that were read before: the ledger's list of
 * files is always here, their texts come when they are read first.
 */
export async function readDeployments(ledger: Ledger, environment: string): Promise<Known> {
  const paths = await deploymentPaths(ledger, environment);
  const read = await eachOf(paths, (path) =>
    ledger.read(path, deploymentSchema).catch((error: unknown) => unlessAway(ledger, error)),
  );
  const deployments = read.filter((one) => one !== undefined);
  return { deployments, missing: paths.length - deployments.length };
}

/** The commit of a registered version; `null` where the ledger does not have it here. */
export async function commitOf(ledger: Ledger, model: string, version: string): Promise<string | null> {
  const found = await ledger
    .read(versionPath(model, version), versionSchema)
    .catch((error: unknown) => unlessAway(ledger, error));
  return found?.commit ?? null;
}

function unlessAway(ledger: Ledger, error: unknown): undefined {
  if (ledger.freshness === 'stale' && error instanceof UserError && error.code === 'git-failed')
    return undefined;
  throw error;
}
