import { type RunRecord, recordText } from '@assay/contract';
import { dropModels, type Kept, keepModel, listModel } from '../models/index.ts';
import { append } from './append.ts';
import { type DocumentEdit, editsOf, json } from './documents.ts';
import type { Mirror } from './mirror.ts';
import { runPath, verdictPath } from './paths.ts';
import { dropPredictions, listPredictions, pushPredictions, readPredictionList } from './predictions.ts';

/** A run, and what is kept with its record. */
export interface Run {
  readonly record: RunRecord;
  readonly predictions: Uint8Array | undefined;
  /** Where its model's bytes lie: the work tree. */
  readonly root: string;
  /** Documents that go into the same commit. */
  readonly more: readonly DocumentEdit[];
}

/** As `record` of the ledger. */
export async function recordRun(
  mirror: Mirror,
  { record, predictions, root, more }: Run,
): Promise<Kept | null> {
  const { commit } = record.source;
  if (commit === null) throw new TypeError('only the run of a commit can be recorded');
  const { model, verdict, artifact } = record;
  const digest = record.evaluation?.predictions?.digest;
  const kept = predictions !== undefined && digest !== undefined;
  const listed = await readPredictionList(mirror, model);
  if (kept) await pushPredictions(mirror, digest, predictions);
  const modelKept = artifact === undefined ? null : await keepModel(mirror, root, artifact);
  const models =
    artifact !== undefined && modelKept === 'kept'
      ? await listModel(mirror, model, { digest: artifact.digest, commit })
      : { edits: {}, before: [] };
  await append(
    mirror,
    {
      [runPath(model, commit)]: () => recordText(record),
      ...(verdict?.artifact ? { [verdictPath(model, verdict.artifact)]: () => json(verdict) } : {}),
      ...(kept ? listPredictions(model, digest, commit) : {}),
      ...models.edits,
      ...editsOf(more),
    },
    `record ${model} at ${commit.slice(0, 12)}: ${verdict?.outcome ?? 'no verdict'}`,
  );
  if (kept) await dropPredictions(mirror, model, listed);
  await dropModels(mirror, model, models.before);
  return modelKept;
}
