import { basename } from 'node:path';
import { recordSchema, retrainingSchema, versionSchema } from '@assay/contract';
import { driftStateSchema } from '@assay/drift';
import { driftFolder, type Ledger, retrainingPath, runsFolder, versionsFolder } from '@assay/registry';
import type { Life, Watch } from '@assay/report';
import type { z } from 'zod';
import type { Log } from './context.ts';
import { eachOf } from './deploy-journal.ts';
import { readHere } from './history-deployments.ts';

/** Of more records than this only those of versions are read: each comes over the network where it was never read before. */
const MOST_RECORDS = 300;

/** What the ledger knows of a model's life. */
export async function readLife(
  ledger: Ledger,
  of: Pick<Life, 'model' | 'environment' | 'deployments'>,
  log: Log,
): Promise<Life> {
  const { model } = of;
  const versions = await readFolder(ledger, versionsFolder(model), versionSchema);
  const commits = new Set(versions.map(([, { commit }]) => `${commit}.json`));
  const records = await readFolder(ledger, runsFolder(model), recordSchema, (paths) => {
    if (paths.length <= MOST_RECORDS) return paths;
    log.warn(`the ledger has ${paths.length} records: of these, only the verdicts of versions are shown`);
    return paths.filter((path) => commits.has(basename(path)));
  });
  const states = await readFolder(ledger, driftFolder(model), driftStateSchema);
  const retraining = await readHere(ledger, retrainingPath(model), retrainingSchema);
  return {
    ...of,
    records: records.map(([, record]) => record),
    versions: versions.map(([, version]) => version),
    watches: states.map(([path, state]) => watchOf(decodeURIComponent(basename(path, '.json')), state)),
    retrainings: retraining?.attempts ?? [],
    drift: [],
  };
}

/** The documents of a folder that can be had, each with its path. */
async function readFolder<S extends z.ZodType>(
  ledger: Ledger,
  folder: string,
  schema: S,
  choose: (paths: readonly string[]) => readonly string[] = (paths) => paths,
): Promise<[string, z.output<S>][]> {
  const paths = choose(await ledger.list(folder));
  const found = await eachOf(paths, async (path) => [path, await readHere(ledger, path, schema)] as const);
  return found.flatMap(([path, document]) => (document === undefined ? [] : [[path, document]]));
}

function watchOf(monitor: string, state: z.output<typeof driftStateSchema>): Watch {
  const { reference, checks, alarm, batches, replaced } = state;
  return { monitor, reference: reference.digest, checks, alarm, batches, replaced };
}
