import { setTimeout } from 'node:timers/promises';
import { UserError } from '@assay/contract';
import { z } from 'zod';
import { MlflowClient, Refusal } from './client.ts';
import type { Mirrored } from './mirrored.ts';
import { explained, nothing, unless } from './refusals.ts';
import { experimentId, mirrorRun, tagList } from './run.ts';
import {
  aliasOf,
  type Numbered,
  oneVersion,
  setAlias,
  VERSION_TAG,
  versionOf,
  versionSchema,
} from './versions.ts';

/** Where it stands in MLflow now. */
export interface MlflowVersion {
  host: string;
  run: string;
  /** MLflow's number of the version. */
  version: string;
  alias: string;
  /** The number that the alias stood on before; `null`: on none. */
  before: string | null;
}

const TRIES = 4;
const READY_MS = 60_000;
const POLL_MS = 500;

/**
 * Shows a version and its stage in an MLflow registry: a run with params, metrics with their intervals and data sets, a
 * model version, and an alias. Everything is looked for before it is made, so that running again makes nothing twice and
 * mends what was cut off.
 *
 * @throws UserError `mlflow-address`, `mlflow-certificate`, `mlflow-unreachable`, `mlflow-unauthorized`,
 *   `mlflow-unexpected`, `mlflow-refused`, `mlflow-not-ready`
 */
export async function mirrorVersion(
  uri: string,
  environment: NodeJS.ProcessEnv,
  mirrored: Mirrored,
): Promise<MlflowVersion> {
  const client = await MlflowClient.open(uri, environment);
  return explained(client, async () => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await mirror(client, mirrored);
      } catch (error) {
        // What its database says where another writer inserted the same a moment before.
        if (!(error instanceof Refusal && error.code === 'BAD_REQUEST' && attempt < TRIES)) throw error;
        await setTimeout(Math.random() * POLL_MS * attempt);
      }
    }
  });
}

async function mirror(client: MlflowClient, mirrored: Mirrored): Promise<MlflowVersion> {
  const experiment = await experimentId(client, mirrored.experiment);
  const run = await mirrorRun(client, experiment, mirrored);
  const { registeredModel: name } = mirrored;
  await unless('RESOURCE_ALREADY_EXISTS', client.post('registered-models/create', { name }, nothing));
  const { version } = await registered(client, run, mirrored);
  const alias = aliasOf(mirrored.stage);
  return { host: client.host, run, version, alias, before: await setAlias(client, name, alias, version) };
}

/** The version of this run, found or made, once it is ready. */
async function registered(client: MlflowClient, run: string, mirrored: Mirrored): Promise<Numbered> {
  const { registeredModel: name, version } = mirrored;
  const find = async () => {
    const schema = z.looseObject({ model_versions: z.array(versionSchema).default([]) });
    const query = { filter: `run_id='${run}'`, max_results: '100' };
    const { model_versions: all } = await client.get('model-versions/search', query, schema);
    return all
      .filter((one) => one.name === name && versionOf(one) === version.version)
      .sort((a, b) => Number(a.version) - Number(b.version))[0];
  };
  let found = await find();
  if (found === undefined) {
    const body = {
      name,
      run_id: run,
      // Its bytes are in git; MLflow takes no address of another host.
      source: `assay:/models/${version.artifact.replace('sha256:', '')}`,
      description: `${version.tag}: ${version.artifact}`,
      tags: tagList({ [VERSION_TAG]: version.version, ...mirrored.tags }),
    };
    const { model_version: made } = await client.post('model-versions/create', body, oneVersion);
    found = (await find()) ?? made;
    // Two at once: each takes the lower number, and whoever made the other removes it.
    if (found.version !== made.version)
      await client.delete('model-versions/delete', { name, version: made.version }, nothing);
  }
  return ready(client, name, found);
}

async function ready(client: MlflowClient, name: string, found: Numbered): Promise<Numbered> {
  let now = found;
  for (let waited = 0; waited < READY_MS; waited += POLL_MS) {
    if (now.status === 'READY') return now;
    if (now.status === 'FAILED_REGISTRATION') break;
    await setTimeout(POLL_MS);
    const query = { name, version: now.version };
    now = (await client.get('model-versions/get', query, oneVersion)).model_version;
  }
  throw new UserError(
    'mlflow-not-ready',
    `MLflow registered version ${now.version} of ${name}, and it is ${now.status}: ${now.status_message ?? ''}`,
    { fix: 'remove that version in MLflow, then run again' },
  );
}
