import { relative } from 'node:path';
import { runCommand } from '@assay/command';
import {
  type AssayYml,
  durationMilliseconds,
  type Evaluate,
  type RunRecord,
  type Task,
  UserError,
} from '@assay/contract';
import { type Engine, openSource } from '@assay/data';
import { compareWithBase, evaluatePredictions } from '@assay/evaluate';
import type { Ledger } from '@assay/registry';
import type { Match } from '@assay/report';
import type { PlannedFile } from '@assay/retraining';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { RETRAINING_FOLDER } from './open-retraining-pr-challenger.ts';
import { challengerOf, findChampion, type LocalModel } from './open-retraining-pr-champion.ts';
import type { RetrainingAsk } from './open-retraining-pr-request.ts';
import { findRows, type PredictedRows } from './open-retraining-pr-rows.ts';
import { inRoot } from './project.ts';

/** Champion against challenger, and what could not be compared. */
export interface Matched {
  champion: string | null;
  matches: Match[];
  missing: string[];
}

/** How both predict and are measured. */
interface Rules {
  predict: string;
  evaluate: Evaluate & { task: Task };
  timeLimitMs: number;
  record: RunRecord;
}

/**
 * Lets champion and challenger predict the same rows, old and new, and compares them row by row where the rows have ids.
 * What is missing, and a prediction that fails, is a sentence for the reader, never an error.
 */
export async function matchModels(
  context: Context,
  ledger: Ledger,
  ask: RetrainingAsk,
  record: RunRecord,
  planned: readonly PlannedFile[],
  duckdbLibrary: string | undefined,
): Promise<Matched> {
  const contract = ask.project.value;
  const rules = rulesOf(contract, record);
  if (typeof rules === 'string') return { champion: null, matches: [], missing: [rules] };
  const champion = await findChampion(context, ledger, contract);
  if (typeof champion === 'string') return { champion: null, matches: [], missing: [champion] };
  const challenger = challengerOf(context, record);
  const missing = champion.digest === challenger.digest ? ['both are the same model, byte for byte'] : [];
  const matches: Match[] = [];
  if (missing.length === 0) {
    await withEngine(context, duckdbLibrary, async (engine) => {
      for (const rows of await findRows(context, engine, contract, ask, planned)) {
        const found =
          typeof rows === 'string' ? rows : await matchOn(context, engine, rules, champion, challenger, rows);
        if (typeof found === 'string') missing.push(found);
        else matches.push(found);
      }
    });
  }
  return { champion: champion.from, matches, missing };
}

function rulesOf({ evaluate, train }: AssayYml, record: RunRecord): Rules | string {
  if (evaluate?.predict === undefined)
    return 'the contract has no "evaluate.predict", the command by which either model predicts';
  const { predict, task } = evaluate;
  if (task === undefined) return 'the contract has no "evaluate.task"';
  if (record.artifact === undefined)
    return 'the training names no "outputs", so there is no model to predict with';
  return {
    predict,
    evaluate: { ...evaluate, task },
    timeLimitMs: durationMilliseconds(train?.timeout ?? '6h'),
    record,
  };
}

async function matchOn(
  context: Context,
  engine: Engine,
  rules: Rules,
  champion: LocalModel,
  challenger: LocalModel,
  rows: PredictedRows,
): Promise<Match | string> {
  const { confidence, interval, replicates, seed } = rules.evaluate;
  try {
    const base = await predicted(context, engine, rules, 'champion', champion, rows);
    const candidate = await predicted(context, engine, rules, 'challenger', challenger, rows);
    const comparison = await compareWithBase(
      candidate,
      {
        // The champion's predictions of these rows, in the place of those that its own run was recorded with.
        record: { ...rules.record, evaluation: base.evaluation, artifact: undefined },
        commit: rules.record.source.commit ?? '',
        behind: 0,
        predictions:
          base.predictions?.ids === undefined
            ? undefined
            : { ids: base.predictions.ids, sample: base.predictions.whole },
      },
      { confidence, interval, replicates, seed },
    );
    const { data, name } = rows;
    return {
      data,
      name,
      rows: comparison.metrics.find(({ slice }) => slice === null)?.n ?? candidate.evaluation.rows,
      comparison,
    };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `on the ${rows.data} data: ${error.message}`;
  }
}

async function predicted(
  context: Context,
  engine: Engine,
  { predict, evaluate, timeLimitMs }: Rules,
  who: 'champion' | 'challenger',
  model: LocalModel,
  rows: PredictedRows,
) {
  const file = inRoot(context, `${RETRAINING_FOLDER}/${rows.data}-${who}.csv`);
  const run = await context.log.group(`predict: ${who} on the ${rows.data} data`, () =>
    runCommand({
      command: predict,
      root: context.root,
      environment: {
        ...context.environment,
        ASSAY_MODEL: model.path,
        ASSAY_DATA: rows.path,
        ASSAY_PREDICTIONS: file,
      },
      timeLimitMs,
      output: (chunk, stream) => context.log.output(chunk, stream),
      signal: context.signal,
    }),
  );
  if (run.exit !== 0) {
    throw new UserError(
      'predict-failed',
      `the ${who} could not predict (exit code ${run.exit ?? 'none, a signal'})`,
      {
        fix: 'see the output of "evaluate.predict" in the log',
      },
    );
  }
  const path = relative(context.root, file);
  const { relation, digest } = await openSource(engine, { path, root: context.root });
  const source = { relation, digest: async () => digest };
  // What is asked beside the predictions is about the evaluation set, and these are other rows.
  const { training: _, behaviour: __, threshold, ...rest } = evaluate;
  const asked = typeof threshold === 'number' ? { ...rest, threshold } : rest;
  return evaluatePredictions(engine, source, asked, {
    path,
    root: context.root,
    keepAs: `${file}.parquet`,
    clock: () => context.now().getTime(),
    artifact: model.digest,
  });
}
