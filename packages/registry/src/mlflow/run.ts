import { z } from 'zod';
import { type MlflowClient, Refusal } from './client.ts';
import { batchesOf, inputsOf } from './entries.ts';
import type { Mirrored } from './mirror-version.ts';

/** The tag that says when the run was made in MLflow: its start is the training's. */
const MADE = 'assay.mirrored-at';

const nothing = z.looseObject({});
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

/** Finds the run of a record by its tag, or makes it, and logs into it what the record holds. Answers its id. */
export async function mirrorRun(
  client: MlflowClient,
  experiment: string,
  mirrored: Mirrored,
): Promise<string> {
  const { record, version } = mirrored;
  const find = async () => {
    const body = {
      experiment_ids: [experiment],
      filter: `tags.\`assay.record\` = '${record.id}'`,
      max_results: 100,
    };
    const { runs } = await client.post('runs/search', body, runsSchema);
    // Of two that were made at once each writer takes the earlier one.
    const moments = runs.map(({ info, data }) => ({
      id: info.run_id,
      at: data.tags.find(({ key }) => key === MADE)?.value ?? '',
    }));
    return moments.sort((a, b) => (`${a.at} ${a.id}` < `${b.at} ${b.id}` ? -1 : 1))[0]?.id;
  };
  const start = Date.parse(record.created);
  let id = await find();
  if (id === undefined) {
    const tags = { 'assay.record': record.id, [MADE]: mirrored.at.toISOString(), ...mirrored.tags };
    const body = {
      experiment_id: experiment,
      run_name: version.version,
      start_time: start,
      tags: tagList(tags),
    };
    const made = await client.post('runs/create', body, z.looseObject({ run: runSchema }));
    id = (await find()) ?? made.run.info.run_id;
    if (id !== made.run.info.run_id)
      await client.post('runs/delete', { run_id: made.run.info.run_id }, nothing);
  }
  for (const batch of batchesOf(record))
    await client.post('runs/log-batch', { run_id: id, ...batch }, nothing);
  const datasets = inputsOf(record);
  if (datasets.length > 0) await client.post('runs/log-inputs', { run_id: id, datasets }, nothing);
  const end = start + Math.round((record.training?.seconds ?? 0) * 1000);
  await client.post('runs/update', { run_id: id, status: 'FINISHED', end_time: end }, nothing);
  return id;
}

/** As MLflow takes tags. */
export function tagList(tags: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(tags).map(([key, value]) => ({ key, value: value.slice(0, 5000) }));
}

/** The answer, or `undefined` where MLflow says no with this code. */
export async function unless<T>(code: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Refusal && error.code === code) return undefined;
    throw error;
  }
}
