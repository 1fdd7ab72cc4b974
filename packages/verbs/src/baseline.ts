import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBytes, UserError } from '@assay/contract';
import type { BaseRun } from '@assay/evaluate';
import { Git, Ledger } from '@assay/registry';
import type { Context } from './context.ts';

/** The ledger of the user's repository, to write to. @throws UserError as `Ledger.open` */
export function openLedger(context: Context): Promise<Ledger> {
  return Ledger.open({ clone: new Git({ cwd: context.root, env: context.gitEnvironment }) });
}

/** The ledger as the remote has it now. @throws UserError `ledger-unreachable`, and as `Ledger.open` */
export async function freshLedger(context: Context): Promise<Ledger> {
  const ledger = await openLedger(context);
  if (ledger.freshness !== 'stale') return ledger;
  throw new UserError(
    'ledger-unreachable',
    'the remote cannot be reached, and what is known of it may be old',
    {
      fix: 'check the network and the address of the remote "origin", then run again',
    },
  );
}

/** What a run is compared with: a record; `none` yet; or `unknown`, where the ledger could not be read. */
export type Base =
  | { baseline: Pick<BaseRun, 'record' | 'commit' | 'behind'>; ledger: Ledger | undefined }
  | 'none'
  | 'unknown';

/** Finds the record of the base commit, or of its nearest ancestor that has one. What is wrong is told, and fails nothing yet. */
export async function findBase(context: Context, model: string): Promise<Base> {
  const { base, baseBranch, commit } = context.trigger;
  if (base === null) {
    context.log.info(
      commit === null
        ? 'no baseline: there is no commit yet to compare with'
        : baseBranch === null
          ? 'no baseline: nothing says which commit to compare with (a git repository with a branch main or master, or a remote, would)'
          : `no baseline: no earlier commit of ${baseBranch} is here to compare with`,
    );
    return 'none';
  }
  try {
    const ledger = await openLedger(context);
    if (ledger.freshness === 'stale')
      context.log.warn('the remote cannot be reached: the ledger is read as it was when it last could');
    const baseline = await ledger.findBaseline(model, base);
    return baseline === undefined ? 'none' : { baseline, ledger };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`not compared with a baseline: ${error.message}; ${error.fix}`);
    return 'unknown';
  }
}

/** The predictions kept with a baseline, as a file in a folder of ours; `undefined` when they were not kept. */
export async function fetchBasePredictions(
  context: Context,
  { baseline, ledger }: Extract<Base, object>,
  folder: string,
): Promise<string | undefined> {
  const kept = baseline.record.evaluation?.predictions;
  if (!kept?.stored || ledger === undefined) return undefined;
  const bytes = await ledger.predictions(kept.digest);
  if (bytes === undefined) return undefined;
  if (digestBytes(bytes) !== kept.digest) {
    context.log.warn(
      'the kept predictions of the baseline are not the ones that it was recorded with: they are not used',
    );
    return undefined;
  }
  const file = join(folder, `base-predictions-${kept.digest.slice(-16)}.parquet`);
  await writeFile(file, bytes);
  return file;
}
