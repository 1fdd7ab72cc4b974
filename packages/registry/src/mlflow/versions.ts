import { z } from 'zod';
import type { MlflowClient } from './client.ts';
import { nothing, unless } from './refusals.ts';

/** A model version as MLflow's API describes it. */
export const versionSchema = z.looseObject({
  name: z.string(),
  version: z.coerce.string(),
  status: z.string().optional(),
  status_message: z.string().optional(),
  tags: z.array(z.looseObject({ key: z.string(), value: z.string().optional() })).default([]),
});
export const oneVersion = z.looseObject({ model_version: versionSchema });
export type Numbered = z.output<typeof versionSchema>;

/** The tag of a model version that names ours, as v1.2.3. */
export const VERSION_TAG = 'assay.version';

/** The alias of a stage: MLflow takes no slash in it. */
export const aliasOf = (stage: string) => stage.replaceAll('/', '-');

/** The version that a model version of MLflow's shows. */
export const versionOf = ({ tags }: Numbered) => tags.find(({ key }) => key === VERSION_TAG)?.value;

/** Sets the alias where it does not stand already; answers where it stood. */
export async function setAlias(
  client: MlflowClient,
  name: string,
  alias: string,
  version: string,
): Promise<string | null> {
  // MLflow overwrites in silence, so the old one is read first.
  const path = 'registered-models/alias';
  const old = await ifThere(client.get(path, { name, alias }, oneVersion));
  const before = old?.model_version.version ?? null;
  if (before !== version) await client.post(path, { name, alias, version }, nothing);
  return before;
}

/** Takes an alias away, if it is there. */
export async function removeAlias(client: MlflowClient, name: string, alias: string): Promise<void> {
  await ifThere(client.delete('registered-models/alias', { name, alias }, nothing));
}

/** A missing alias is an invalid parameter to MLflow. */
function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  return unless('INVALID_PARAMETER_VALUE', unless('RESOURCE_DOES_NOT_EXIST', call));
}
