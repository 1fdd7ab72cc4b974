import { type RetrainingFacts, renderRetrainingText, retrainingTitle } from '@assay/report';
import { decide, planChanges, withPlanned } from '@assay/retraining';
import { z } from 'zod';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { common, duckdbLibrary, flag, text, textOr } from './inputs.ts';
import { trainChallenger } from './open-retraining-pr-challenger.ts';
import { committedFiles, withCommit } from './open-retraining-pr-commit.ts';
import { shortDiff } from './open-retraining-pr-diff.ts';
import { type Done, done } from './open-retraining-pr-done.ts';
import { openAccess } from './open-retraining-pr-github.ts';
import { type Matched, matchModels } from './open-retraining-pr-match.ts';
import { readKnown, whyNot } from './open-retraining-pr-prepare.ts';
import { factsOf, publish } from './open-retraining-pr-publish.ts';
import { type RetrainingAsk, readAsk } from './open-retraining-pr-request.ts';
import { requireTrusted } from './trusted.ts';
import { defineVerb, type Result } from './verb.ts';

const inputs = z.object({
  'drift-report': textOr('.assay/drift.json').describe('What "check-drift" found'),
  monitor: text.describe('The monitor that the drift report has to be of'),
  compare: flag(true).describe(
    'Let champion and challenger predict the same old and new rows, by "evaluate.predict", and compare them',
  ),
  'validation-workflow': text.describe(
    'A workflow to start on the branch, pull-request.yml for example: needed where the token is that of the job, whose pull requests start none',
  ),
  force: flag(false).describe(
    'Go on in spite of the cool-down, of the same batch, without drift, and without a monitor; commits of people are kept all the same',
  ),
  'dry-run': flag(false).describe('Show the pull request and its changes; train nothing and write nothing'),
  config: common.config,
  ...duckdbLibrary,
});

export const openRetrainingPr = defineVerb({
  name: 'open-retraining-pr',
  description:
    'Open, or bring up to date, the one retraining pull request of a model: its changes, and champion against challenger',
  inputs,
  outputs: {
    outcome:
      'opened, updated, unchanged, cool-down, not-asked, insufficient-data, nothing-to-change, person-commits or dry-run',
    'pull-request': 'Number of the pull request, where there is one',
    url: 'Its address',
    branch: 'Its branch',
    commit: 'The commit that was pushed',
  },
  async run(given: z.output<typeof inputs>, context: Context): Promise<Result<Done>> {
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
  },
});

async function retrain(context: Context, ask: RetrainingAsk, given: z.output<typeof inputs>): Promise<Done> {
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
