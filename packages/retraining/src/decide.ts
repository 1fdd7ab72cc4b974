import { type DriftReport, durationMilliseconds, type Retrain, type Retraining } from '@assay/contract';

/** A pull request of this model's retraining, as GitHub has it. */
export interface KnownPull {
  number: number;
  state: 'open' | 'closed';
  merged: boolean;
  /** When it was closed or merged; `null` while it is open. */
  closed: string | null;
}

/** What is to be done about a drift report. */
export type Decision =
  | { action: 'open' }
  | { action: 'update'; pull: number }
  /** Nothing asks for a retraining. */
  | { action: 'not-asked' }
  | { action: 'insufficient-data' }
  /** A pull request was made for this very batch: there is nothing new. */
  | { action: 'unchanged'; pull: number }
  /** The last pull request was closed or merged a short time ago. */
  | { action: 'cool-down'; pull: number; until: Date };

/**
 * What is to be done about a drift report: one pull request at a time, brought up to date while it is open; after it was
 * closed or merged none for the cool-down; and never a second one for the same batch. An attempt that was begun and never
 * came to a pull request counts for nothing: it is made again.
 *
 * @param known what the ledger holds of the model's attempts
 * @param pulls the model's retraining pull requests, in any order
 * @param force goes on in spite of the cool-down, of the same batch, and of a report that asks for nothing
 */
export function decide(
  retrain: Retrain,
  report: DriftReport,
  known: Retraining | undefined,
  pulls: readonly KnownPull[],
  { now, force }: { now: Date; force: boolean },
): Decision {
  if (!force && retrain.when === 'drift' && report.outcome !== 'drift')
    return { action: report.outcome === 'none' ? 'not-asked' : 'insufficient-data' };
  const open = pulls.filter(({ state }) => state === 'open').sort((a, b) => a.number - b.number)[0];
  const made = known?.attempts.find(
    ({ batch, pull }) => batch === report.current.digest && pull !== null,
  )?.pull;
  const newest = known?.attempts[0]?.batch === report.current.digest;
  // A later batch has taken its place in the pull request: the same data come again as something new.
  const repeated =
    made != null && (open === undefined || newest) && pulls.some(({ number }) => number === made);
  if (!force && made != null && repeated) return { action: 'unchanged', pull: open?.number ?? made };
  if (open !== undefined) return { action: 'update', pull: open.number };
  const [last] = pulls
    .flatMap(({ number, closed }) => (closed === null ? [] : [{ number, closed: new Date(closed) }]))
    .sort((a, b) => b.closed.getTime() - a.closed.getTime());
  if (last === undefined || force) return { action: 'open' };
  const until = new Date(last.closed.getTime() + durationMilliseconds(retrain['cool-down']));
  return now < until ? { action: 'cool-down', pull: last.number, until } : { action: 'open' };
}
