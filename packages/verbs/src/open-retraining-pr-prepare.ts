import { type Retraining, UserError } from '@assay/contract';
import type { RetrainingPull } from '@assay/github';
import { Git } from '@assay/registry';
import { renderBranchKept } from '@assay/report';
import { decide } from '@assay/retraining';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { readAttempts } from './open-retraining-pr-attempts.ts';
import { type Done, done } from './open-retraining-pr-done.ts';
import { placeOf, type RetrainingAccess } from './open-retraining-pr-github.ts';
import { remoteTip } from './open-retraining-pr-push.ts';
import type { RetrainingAsk } from './open-retraining-pr-request.ts';

/** What is known of the model's retraining before anything is done. */
export interface Known {
  attempts: Retraining | undefined;
  /** Its own pull requests, oldest first. */
  pulls: readonly RetrainingPull[];
}

/** @throws UserError `pull-taken`, `pull-elsewhere` (the branch was renamed in the contract), `ledger-unreachable`, and those of `openGitHub` and the ledger */
export async function readKnown(
  context: Context,
  ask: RetrainingAsk,
  access: RetrainingAccess,
): Promise<Known> {
  const { findRetrainingPulls, taken } = await import('@assay/github');
  const ledger = await openLedger(context);
  if (ledger.freshness === 'stale') {
    throw new UserError('ledger-unreachable', 'the ledger cannot be read as it is now', {
      fix: 'the git server did not answer as it should: run the job again',
    });
  }
  const attempts = await readAttempts(ledger, ask.model);
  const numbers = attempts?.attempts.flatMap(({ pull }) => (pull === null ? [] : [pull])) ?? [];
  const all = await findRetrainingPulls(access.github, placeOf(access, ask, numbers));
  const stranger = all.find(({ own, state }) => !own && state === 'open');
  if (stranger !== undefined) throw taken(ask.branch, stranger);
  const elsewhere = all.find(({ state, headRef }) => state === 'open' && headRef !== ask.branch);
  if (elsewhere !== undefined) {
    throw new UserError(
      'pull-elsewhere',
      `#${elsewhere.number} is still open for the branch ${elsewhere.headRef}`,
      {
        fix: 'close or merge it first: a model has one retraining pull request at a time',
      },
    );
  }
  return { attempts, pulls: all.filter(({ own }) => own) };
}

/** Whether a retraining is to be made now; if not, why. A branch that holds commits of people is left to them. */
export async function whyNot(
  context: Context,
  ask: RetrainingAsk,
  access: RetrainingAccess,
  known: Known,
  force: boolean,
): Promise<Done | undefined> {
  const decision = decide(ask.retrain, ask.report, known.attempts, known.pulls, {
    now: context.now(),
    force,
  });
  const pullOf = (wanted: number) => known.pulls.find(({ number }) => number === wanted) ?? null;
  switch (decision.action) {
    case 'open':
    case 'update': {
      const git = new Git({ cwd: context.root, env: context.gitEnvironment });
      const tip = await remoteTip(git, ask.branch);
      return isOurs(tip, known) ? undefined : branchKept(context, ask, access, known);
    }
    case 'unchanged':
      return done(ask, 'unchanged', `#${decision.pull} was opened for this batch already`, {
        pull: pullOf(decision.pull),
      });
    case 'cool-down':
      return done(
        ask,
        'cool-down',
        `#${decision.pull} was closed: cool-down until ${decision.until.toISOString()}`,
      );
    default:
      return done(ask, decision.action, ask.report.why);
  }
}

/** Whether nothing is lost by putting another commit in the place of the branch's tip. */
export function isOurs(tip: string | undefined, { attempts, pulls }: Known): boolean {
  if (tip === undefined) return true;
  const pushed = attempts?.attempts.some(({ commit }) => commit === tip) ?? false;
  return pushed || pulls.some(({ merged, headSha }) => merged && headSha === tip);
}

/** Leaves the branch as it is, and says so on its pull request. */
export async function branchKept(
  context: Context,
  ask: RetrainingAsk,
  { github, owner, repo, author, run }: RetrainingAccess,
  { pulls }: Known,
): Promise<Done> {
  const pull = pulls.find(({ state }) => state === 'open');
  if (pull !== undefined) {
    const { retrainingKey, upsertComment } = await import('@assay/github');
    await upsertComment(github, {
      owner,
      repo,
      number: pull.number,
      key: retrainingKey(ask.model),
      body: renderBranchKept(ask.report, ask.branch),
      stamp: { run: run.id, attempt: run.attempt, sha: ask.commit },
      author,
    });
  }
  const why = `${ask.branch} has commits that Assay did not make, and is left as it is`;
  context.log.warn(`${why}; merge or delete it to let Assay begin anew`);
  return done(ask, 'person-commits', why, { pull: pull ?? null });
}
