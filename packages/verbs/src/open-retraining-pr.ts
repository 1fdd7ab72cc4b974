import { type RetrainingFacts, renderRetrainingText, retrainingTitle } from '@assay/report';
import { decide, planChanges, withPlanned } from '@assay/retraining';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { trainChallenger } from './open-retraining-pr-challenger.ts';
import { committedFiles, withCommit } from './open-retraining-pr-commit.ts';
import type { OpenRetrainingPrInputs } from './open-retraining-pr-definition.ts';
import { shortDiff } from './open-retraining-pr-diff.ts';
import { type Done, done } from './open-retraining-pr-done.ts';
import { openAccess } from './open-retraining-pr-github.ts';
import { type Matched, matchModels } from './open-retraining-pr-match.ts';
import { readKnown, whyNot } from './open-retraining-pr-prepare.ts';
import { factsOf, publish } from './open-retraining-pr-publish.ts';
import { type RetrainingAsk, readAsk } from './open-retraining-pr-request.ts';
import { requireTrusted } from './trusted.ts';
import type { Result } from './verb.ts';

export async function openRetrainingPr(
  given: OpenRetrainingPrInputs,
  context: Context,
): Promise<Result<Done>> {
  if (!given['dry-run']) requireTrusted(context, 'open-retraining-pr');
  const ask = await readAsk(context, given);
  // What asks for nothing needs no token.
  const { action } = decide(ask.retrain, ask.report, undefined, [], {
    now: context.now(),
    force: given.force,
  });
  if (action === 'not-asked' || action === 'insufficient-data')
    return resultOf(done(ask, action, ask.report.why));
  return resultOf(given['dry-run'] ? await dryRun(context, ask) : await retrain(context, ask, given));
}

async function retrain(context: Context, ask: RetrainingAsk, given: OpenRetrainingPrInputs): Promise<Done> {
  const access = await openAccess(context);
  const stop = await whyNot(context, ask, access, await readKnown(context, ask, access), given.force);
  if (stop !== undefined) return stop;
  return withChanges(context, ask, (built, planned) =>
    withPlanned(context.root, planned, async () => {
      const duckdbLibrary = given['duckdb-library'];
      const record = await trainChallenger(context, ask.project, { config: given.config, duckdbLibrary });
      const matched = given.compare
        ? await matchModels(context, await openLedger(context), ask, record, planned, duckdbLibrary)
        : nothingMatched;
      return publish(context, ask, access, { built, record, matched }, given['validation-workflow']);
    }),
  );
}

/** The pull request and its changes as text; nothing is written, but to folders that are removed. */
function dryRun(context: Context, ask: RetrainingAsk): Promise<Done> {
  return withChanges(context, ask, async ({ commit, changed, git }) => {
    const facts: RetrainingFacts = {
      ...factsOf(ask, changed, null, nothingMatched),
      checks: { kind: 'not-known' },
      runUrl: null,
    };
    const diff = await shortDiff(git, ask.commit, commit);
    return done(ask, 'dry-run', `${retrainingTitle(facts)}\n\n${renderRetrainingText(facts)}\n${diff}`);
  });
}

const nothingMatched: Matched = { champion: null, matches: [], missing: [] };

type Built = NonNullable<Parameters<Parameters<typeof withCommit<Done>>[2]>[0]>;

/** Makes the commit of the changes; where there are none, there is nothing to do. */
async function withChanges(
  context: Context,
  ask: RetrainingAsk,
  step: (built: Built, planned: Awaited<ReturnType<typeof planChanges>>) => Promise<Done>,
): Promise<Done> {
  const { retrain, report, model, base } = ask;
  const committed = await committedFiles(context, ask.commit);
  const files = await planChanges(context.root, retrain.changes, ask.date, committed);
  const message = `Retrain ${model} on ${ask.date}\n\nAssay-Batch: ${report.current.digest}\n`;
  return withCommit(context, { parent: ask.commit, files, message, at: report.created }, async (built) =>
    built === undefined
      ? done(ask, 'nothing-to-change', `${base} holds all changes already`)
      : step(built, files),
  );
}

function resultOf(document: Done): Result<Done> {
  const { outcome, why, pull, branch, commit } = document;
  return {
    document,
    exit: 0,
    outputs: {
      outcome,
      'pull-request': pull === null ? '' : String(pull.number),
      url: pull?.url ?? '',
      branch,
      commit: commit ?? '',
    },
    annotations:
      outcome === 'person-commits' ? [{ level: 'warning', title: 'open-retraining-pr', message: why }] : [],
    report: null,
    alone: true,
    message: `${outcome}: ${why}${pull === null ? '' : `; ${pull.url}`}`,
  };
}
