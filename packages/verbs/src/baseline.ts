import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBytes, UserError } from '@assay/contract';
import { type Baseline, Git, Ledger } from '@assay/registry';
import type { Context } from './context.ts';

/** The ledger of the user's repository, to write to. @throws UserError as `Ledger.open` */
export function openLedger(context: Context): Promise<Ledger> {
  return Ledger.open({ clone: new Git({ cwd: context.root, env: context.gitEnvironment }) });
}

/** The ledger of the user's repository, to read; `undefined`, with a warning, where there is none to be had. */
export async function readLedger(context: Context): Promise<Ledger | undefined> {
  try {
    const ledger = await openLedger(context);
    if (ledger.freshness === 'stale')
      context.log.warn('the remote cannot be reached: the ledger is read as it was when it last could');
    return ledger;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`no baseline: ${error.message}; ${error.fix}`);
    return undefined;
  }
}

/** The record that this run is compared with: of the base commit, or its nearest ancestor that has one. */
export async function findBaseline(
  context: Context,
  ledger: Ledger | undefined,
  model: string,
): Promise<Baseline | undefined> {
  const { base } = context.trigger;
  return base === null ? undefined : ledger?.findBaseline(model, base);
}

/** The predictions kept with a baseline, as a file in a folder of ours; `undefined` when they were not kept. */
export async function fetchBasePredictions(
  context: Context,
  ledger: Ledger | undefined,
  baseline: Baseline,
  folder: string,
): Promise<string | undefined> {
  const kept = baseline.record.evaluation?.predictions;
  if (!kept?.stored) return undefined;
  const bytes = await ledger?.predictions(kept.digest);
  if (bytes === undefined) return undefined;
  if (digestBytes(bytes) !== kept.digest) {
    context.log.warn(
      'the kept predictions of the baseline are not the ones that it was recorded with: they are not used',
    );
    return undefined;
  }
  const file = join(folder, 'base-predictions.parquet');
  await writeFile(file, bytes);
  return file;
}
