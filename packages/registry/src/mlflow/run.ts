import type { RunRecord } from '@assay/contract';
import { z } from 'zod';
import { type MlflowClient, Refusal } from './client.ts';
import { batchesOf, inputsOf } from './entries.ts';
import type { Mirrored } from './mirrored.ts';
import { nothing, unless } from './refusals.ts';

/** The tag that says when the run was made in MLflow: its start is the training's. */
const MADE = 'assay.mirrored-at';

const TRIES = 5;

const experimentSchema = z.looseObject({ experiment_id: z.string() });
const runSchema = z.looseObject({
  info: z.looseObject({ run_id: z.string() }),
  data: z
    .looseObject({
      tags: z.array(z.looseObject({ key: z.string(), value: z.string().default('') })).default([]),
    })
    .default({ tags: [] }),
});
const runsSchema = z.looseObject({ runs: z.array(runSchema).default([]) });

/** Finds the experiment by its name, or makes it. */
export async function experimentId(client: MlflowClient, name: string): Promise<string> {
  const find = async () => {
    const schema = z.looseObject({ experiment: experimentSchema });
    const { experiment } = await client.get('experiments/get-by-name', { experiment_name: name }, schema);
    return experiment.experiment_id;
  };
  const found = await unless('RESOURCE_DOES_NOT_EXIST', find());
  if (found !== undefined) return found;
  const made = await unless(
    'RESOURCE_ALREADY_EXISTS',
    client.post('experiments/create', { name }, experimentSchema),
  );
  return made?.experiment_id ?? find();
}

/**
 * Finds the run of a record by its tag, or makes it, and logs into it what the record holds. Of runs that were made at once
 * the earliest stays, and whoever made another removes it: where that was the one that was found, it is looked for again.
 *
 * @returns its id
 */
export async function mirrorRun(
  client: MlflowClient,
  experiment: string,
  mirrored: Mirrored,
): Promise<string> {
  let own: string | undefined;
  for (let attempt = 1; ; attempt++) {
    let id = await find(client, experiment, mirrored);
    if (id === undefined) {
      own = await make(client, experiment, mirrored);
      id = own;
    }
    const refusal = await log(client, id, mirrored.record);
    const first = (await find(client, experiment, mirrored)) ?? id;
    if (own !== undefined && own !== first) {
      await client.post('runs/delete', { run_id: own }, nothing);
      own = undefined;
    }
    if (first !== id && attempt < TRIES) continue;
    if (refusal !== undefined) throw refusal;
    return id;
  }
}

async function find(
  client: MlflowClient,
  experiment: string,
  { record }: Mirrored,
): Promise<string | undefined> {
  const filter = `tags.\`assay.record\` = '${record.id}'`;
  const body = { experiment_ids: [experiment], filter, max_results: 100 };
  const { runs } = await client.post('runs/search', body, runsSchema);
  const moments = runs.map(({ info, data }) => ({
    id: info.run_id,
    at: data.tags.find(({ key }) => key === MADE)?.value ?? '',
  }));
  return moments.sort((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1))[0]?.id;
}

async function make(client: MlflowClient, experiment: string, mirrored: Mirrored): Promise<string> {
  const { record, version, at, tags } = mirrored;
  const body = {
    experiment_id: experiment,
    run_name: version.version,
    start_time: Date.parse(record.created),
    tags: tagList({ 'assay.record': record.id, [MADE]: at.toISOString(), ...tags }),
  };
  const { run } = await client.post('runs/create', body, z.looseObject({ run: runSchema }));
  return run.info.run_id;
}

/** Logs what the record holds; answers what MLflow refuses. */
async function log(client: MlflowClient, id: string, record: RunRecord): Promise<Refusal | undefined> {
  const datasets = inputsOf(record);
  const end = Date.parse(record.created) + Math.round((record.training?.seconds ?? 0) * 1000);
  try {
    for (const batch of batchesOf(record))
      await client.post('runs/log-batch', { run_id: id, ...batch }, nothing);
    if (datasets.length > 0) await client.post('runs/log-inputs', { run_id: id, datasets }, nothing);
    await client.post('runs/update', { run_id: id, status: 'FINISHED', end_time: end }, nothing);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** As MLflow takes tags. */
export function tagList(tags: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value: value.slice(0, 5000) }));
}
