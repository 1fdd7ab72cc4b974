import { z } from 'zod';
import { MlflowClient } from './client.ts';
import { explained } from './refusals.ts';
import { aliasOf, removeAlias, setAlias, versionOf, versionSchema } from './versions.ts';

/** Whose alias is moved. */
export interface AliasMove {
  registeredModel: string;
  stage: string;
  /** The version that has the stage again, as v1.2.3. */
  version: string;
}

/** Where the alias stands now. */
export interface MovedAlias {
  host: string;
  alias: string;
  /** MLflow's number of the version; `null`: it does not have that version, and the alias was taken away. */
  version: string | null;
}

/**
 * Moves the alias of a stage to a version that was shown in MLflow before: after a rollback whoever loads by alias must not
 * get what was taken out of service. Run twice, it does nothing.
 *
 * @throws UserError as `mirrorVersion`
 */
export async function moveAlias(
  uri: string,
  environment: NodeJS.ProcessEnv,
  { registeredModel: name, stage, version }: AliasMove,
): Promise<MovedAlias> {
  const client = await MlflowClient.open(uri, environment);
  const alias = aliasOf(stage);
  const { host } = client;
  return explained(client, async () => {
    const found = await findVersion(client, name, version);
    if (found !== undefined) await setAlias(client, name, alias, found);
    else await removeAlias(client, name, alias);
    return { host, alias, version: found ?? null };
  });
}

/** MLflow's number of a version of ours; the lowest, as where two runs made it at once. */
async function findVersion(client: MlflowClient, name: string, version: string): Promise<string | undefined> {
  const schema = z.looseObject({
    model_versions: z.array(versionSchema).default([]),
    next_page_token: z.string().optional(),
  });
  const found: string[] = [];
  for (let page: string | undefined = ''; page !== undefined; ) {
    const filter = `name='${name.replaceAll("'", "\\'")}'`;
    const query = { filter, max_results: '1000', ...(page === '' ? {} : { page_token: page }) };
    const answer: z.output<typeof schema> = await client.get('model-versions/search', query, schema);
    for (const one of answer.model_versions)
      if (one.name === name && versionOf(one) === version) found.push(one.version);
    page = answer.next_page_token || undefined;
  }
  return found.sort((a, b) => Number(a) - Number(b))[0];
}
