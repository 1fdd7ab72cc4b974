import { type Deployment, UserError, type Version, versionSchema } from '@assay/contract';
import { type Ledger, versionPath, versionsFolder } from '@assay/registry';
import type { z } from 'zod';
import { deploymentAt, deploymentPaths, eachOf } from './deploy-journal.ts';

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
  const read = await eachOf(paths, (path) => readHere(ledger, path, deploymentAt(path)));
  const deployments = read.filter((one) => one !== undefined);
  return { deployments, missing: paths.length - deployments.length };
}

/** The commit of a registered version; `null` where the ledger does not have it here. */
export async function commitOf(ledger: Ledger, model: string, version: string): Promise<string | null> {
  return (await readHere(ledger, versionPath(model, version), versionSchema))?.commit ?? null;
}

/** The registered versions of a model, as far as they can be read here. */
export async function readVersions(ledger: Ledger, model: string): Promise<Version[]> {
  const paths = await ledger.list(versionsFolder(model));
  const read = await eachOf(paths, (path) => readHere(ledger, path, versionSchema));
  return read.filter((one) => one !== undefined);
}

/** A document of the ledger; `undefined` where there is none, or where it never was on this machine and the remote is away. */
export async function readHere<S extends z.ZodType>(
  ledger: Ledger,
  path: string,
  schema: S,
): Promise<z.output<S> | undefined> {
  try {
    return await ledger.read(path, schema);
  } catch (error) {
    if (ledger.freshness === 'stale' && error instanceof UserError && error.code === 'git-failed')
      return undefined;
    throw error;
  }
}
