import { join } from 'node:path';
import { type AssayYml, type RunRecord, UserError, versionSchema } from '@assay/contract';
import { type Ledger, type ModelId, versionPath } from '@assay/registry';
import type { Context } from './context.ts';
import { RETRAINING_FOLDER } from './open-retraining-pr-challenger.ts';
import { inRoot } from './project.ts';

/** A model whose files are on this machine. */
export interface LocalModel {
  /** What $ASSAY_MODEL names: its one file or folder, or the folder that its several paths are relative to. */
  path: string;
  digest: string;
  /** Where it comes from: `of the commit 9d0e7b2`. */
  from: string;
}

/**
 * The model that is to be replaced, with its bytes: that of the record of the commit that is changed, or its nearest
 * ancestor's; else that of the version which has the stage. A sentence where neither was kept.
 */
export async function findChampion(
  context: Context,
  ledger: Ledger,
  { model, promote }: AssayYml,
): Promise<LocalModel | string> {
  const folder = inRoot(context, `${RETRAINING_FOLDER}/champion`);
  const fetched = async (id: ModelId, from: string): Promise<LocalModel | undefined> =>
    (await ledger.fetchModel(id, folder))
      ? { path: pathOf(folder, id.paths), digest: id.digest, from }
      : undefined;
  const baseline =
    context.trigger.commit === null ? undefined : await ledger.findBaseline(model, context.trigger.commit);
  const recorded = baseline?.record.artifact;
  if (baseline !== undefined && recorded !== undefined) {
    const found = await fetched(recorded, `of the commit ${baseline.commit.slice(0, 7)}`);
    if (found !== undefined) return found;
  }
  const stage = promote?.stage ?? 'production';
  const staged = (await ledger.tags(model)).stages.get(stage);
  const version = staged && (await ledger.read(versionPath(model, staged.version), versionSchema));
  if (version !== undefined) {
    const { artifact: digest, paths } = version;
    const found = await fetched({ digest, paths }, `of ${version.version} in ${stage}`);
    if (found !== undefined) return found;
  }
  return recorded === undefined && version === undefined
    ? 'there is no champion: no model is on record for this branch, and none has the stage'
    : 'the bytes of the champion were not kept: they are over 50 MB, or were dropped';
}

/** The challenger, where its training left it. @throws UserError `challenger-missing` */
export function challengerOf(context: Context, { artifact }: RunRecord): LocalModel {
  if (artifact === undefined) {
    throw new UserError('challenger-missing', 'the training names no outputs', {
      fix: 'add "outputs:" to "train:"',
    });
  }
  return { path: pathOf(context.root, artifact.paths), digest: artifact.digest, from: 'trained here' };
}

function pathOf(root: string, paths: readonly string[]): string {
  const [only] = paths;
  return paths.length === 1 && only !== undefined ? join(root, only) : root;
}
