import { type Policy, type RunRecord, type TestSet, testSetSchema, UserError } from '@assay/contract';
import { lookOf, withLook } from '@assay/gate';
import { type DocumentEdit, documentEdit, testSetPath } from '@assay/registry';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { requireTrusted } from './trusted.ts';

/** What the ledger has of the evaluation set of a run; `unknown` where it cannot be read. Asked only where the policy has a budget. */
export async function readLooks(
  context: Context,
  { evaluation }: RunRecord,
  policy: Policy,
): Promise<TestSet | 'unknown' | undefined> {
  if (policy['test-set'] === undefined || evaluation?.set == null) return undefined;
  try {
    const ledger = await openLedger(context);
    if (ledger.freshness === 'stale')
      context.log.warn(
        'the remote cannot be reached: looks at the evaluation set are those of the last time',
      );
    return await ledger.read(testSetPath(evaluation.set), testSetSchema);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`looks at the evaluation set cannot be counted: ${error.message}; ${error.fix}`);
    return 'unknown';
  }
}

/** The documents of the ledger that the look of a judged run changes: none where it is no look. */
export function lookEdits(context: Context, record: RunRecord): DocumentEdit[] {
  const found = lookOf(record, context.now());
  if (found === undefined) return [];
  const { set, look } = found;
  return [documentEdit(testSetPath(set), testSetSchema, (old) => withLook(old, set, look))];
}

/**
 * Writes the look of a judged run into the ledger: of one that could not do it itself, as a pull request cannot.
 *
 * @throws UserError `untrusted-run`, `record-other-model`, and as `Ledger.edit`
 */
export async function countLook(
  context: Context,
  record: RunRecord,
  model: string | undefined,
): Promise<void> {
  requireTrusted(context, 'counting a look');
  // The record may be a stranger's: it gets no say in other models' files.
  if (model !== undefined && record.model !== model) {
    throw new UserError('record-other-model', `the record is of another model than ${model}`, {
      fix: 'count the records of this model alone: name the artifact of its own workflow',
    });
  }
  const edits = lookEdits(context, record);
  if (edits.length > 0) await (await openLedger(context)).edit(edits, 'count a look at an evaluation set');
}
