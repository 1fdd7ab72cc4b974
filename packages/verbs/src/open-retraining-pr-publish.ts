import { type RunRecord, UserError } from '@assay/contract';
import { type RetrainingFacts, renderRetraining, retrainingTitle } from '@assay/report';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { noteAttempt } from './open-retraining-pr-attempts.ts';
import type { BuiltCommit } from './open-retraining-pr-commit.ts';
import { type Done, done } from './open-retraining-pr-done.ts';
import { label, placeOf, type RetrainingAccess, startChecks } from './open-retraining-pr-github.ts';
import type { Matched } from './open-retraining-pr-match.ts';
import { branchKept, isOurs, readKnown } from './open-retraining-pr-prepare.ts';
import { pushBranch, remoteTip } from './open-retraining-pr-push.ts';
import type { RetrainingAsk } from './open-retraining-pr-request.ts';

/** What is to be shown and pushed. */
export interface Prepared {
  built: BuiltCommit;
  record: RunRecord;
  matched: Matched;
}

const PUSHES = 3;

/**
 * Pushes the commit, opens or updates the pull request, and notes both in the ledger. Killed between any two steps and run
 * again it comes to the same end: the attempt is noted before the push, so that its commit is known to be ours, and with the
 * number of its pull request after all else.
 *
 * @throws UserError as `pushBranch` and `upsertRetrainingPull`; `branch-busy`: others were faster each time
 */
export async function publish(
  context: Context,
  ask: RetrainingAsk,
  access: RetrainingAccess,
  { built, record, matched }: Prepared,
  workflow: string | undefined,
): Promise<Done> {
  const { upsertRetrainingPull } = await import('@assay/github');
  const { model, branch, report } = ask;
  const { commit, changed } = built;
  const attempt = {
    at: context.now().toISOString(),
    monitor: report.monitor,
    batch: report.current.digest,
    branch,
    commit,
    pull: null,
  };
  await noteAttempt(await openLedger(context), model, attempt);
  const kept = await push(context, ask, access, built);
  if (kept !== undefined) return kept;
  const checks = await startChecks(context, access, branch, workflow);
  const facts: RetrainingFacts = {
    ...factsOf(ask, built.changed, record, matched),
    checks,
    runUrl: access.run.url,
  };
  const { pulls } = await readKnown(context, ask, access);
  const outcome = await upsertRetrainingPull(access.github, {
    ...placeOf(
      access,
      ask,
      pulls.map(({ number }) => number),
    ),
    title: retrainingTitle(facts),
    body: renderRetraining(facts),
    stamp: { run: access.run.id, attempt: access.run.attempt, sha: commit },
  });
  const { number, url, action } = outcome;
  await label(context, access, number, ask.retrain.labels);
  await noteAttempt(await openLedger(context), model, { ...attempt, pull: number });
  const why = `${changed.map(({ path }) => path).join(', ')} changed`;
  return done(ask, action === 'opened' ? 'opened' : 'updated', why, { pull: { number, url }, commit });
}

/** Pushes, unless the branch has come to hold somebody's commits. */
async function push(
  context: Context,
  ask: RetrainingAsk,
  access: RetrainingAccess,
  { commit, git }: BuiltCommit,
): Promise<Done | undefined> {
  const { branch } = ask;
  for (let attempt = 1; attempt <= PUSHES; attempt += 1) {
    const expected = await remoteTip(git, branch);
    if (expected === commit) return undefined;
    const known = await readKnown(context, ask, access);
    if (!isOurs(expected, known)) return branchKept(context, ask, access, known);
    if ((await pushBranch(git, { branch, commit, expected })) === 'pushed') return undefined;
  }
  throw new UserError('branch-busy', `others pushed to ${branch} each time`, { fix: 'run the job again' });
}

/** What there is to say, but for what only a run on GitHub knows. */
export function factsOf(
  { report, branch }: RetrainingAsk,
  changed: BuiltCommit['changed'],
  record: RunRecord | null,
  { champion, matches, missing }: Matched,
): Omit<RetrainingFacts, 'checks' | 'runUrl'> {
  const { training, artifact, verdict, comparisons } = record ?? {};
  return {
    drift: report,
    files: changed,
    branch,
    training: training === undefined ? null : { seconds: training.seconds, digest: artifact?.digest ?? null },
    champion,
    matches,
    missing,
    recorded: comparisons?.find((comparison) => comparison.with === 'base') ?? null,
    verdict: verdict === undefined ? null : { outcome: verdict.outcome, why: verdict.why },
  };
}
