import { type Retraining, retrainingSchema } from '@assay/contract';
import { documentEdit, type Ledger, retrainingPath } from '@assay/registry';

type Attempt = Retraining['attempts'][number];

const MOST = 50;

/** The attempts at retraining a model, as the ledger has them. */
export function readAttempts(ledger: Ledger, model: string): Promise<Retraining | undefined> {
  return ledger.read(retrainingPath(model), retrainingSchema);
}

/**
 * Notes an attempt: before its commit is pushed, so that a branch that was pushed is always known to be ours, and again
 * when its pull request has a number.
 */
export function noteAttempt(ledger: Ledger, model: string, attempt: Attempt): Promise<void> {
  const next = (old: Retraining | undefined): Retraining => {
    const others = old?.attempts ?? [];
    const known = others.find(({ commit, branch }) => commit === attempt.commit && branch === attempt.branch);
    const same = known !== undefined && known === others[0] && known.batch === attempt.batch;
    // Run again, or run twice at once: the number that is known is not forgotten, and nothing new is nothing new.
    if (same && old !== undefined && (attempt.pull === null || attempt.pull === known.pull)) return old;
    const merged = { ...attempt, pull: attempt.pull ?? known?.pull ?? null };
    return {
      assay: 'retraining/1',
      model,
      attempts: [merged, ...others.filter((other) => other !== known)].slice(0, MOST),
    };
  };
  const what = attempt.pull === null ? 'begun' : `is #${attempt.pull}`;
  return ledger.edit(
    [documentEdit(retrainingPath(model), retrainingSchema, next)],
    `retraining of ${model} ${what}: ${attempt.commit.slice(0, 12)}`,
  );
}
