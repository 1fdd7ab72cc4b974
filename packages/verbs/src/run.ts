import { rm } from 'node:fs/promises';
import { type RunRecord, UserError } from '@assay/contract';
import { openLedger } from './baseline.ts';
import { composedLater } from './composed-later.ts';
import type { Context } from './context.ts';
import { evaluate } from './evaluate.ts';
import { evaluateDefinition } from './evaluate-definition.ts';
import { exitOf, requireRecord } from './gate.ts';
import { inRoot, readProject } from './project.ts';
import { recordBase, report } from './report.ts';
import { reportDefinition } from './report-definition.ts';
import type { RunInputs } from './run-definition.ts';
import { isDirty } from './run-record.ts';
import { train } from './train.ts';
import { trainDefinition } from './train-definition.ts';
import { validateData } from './validate-data.ts';
import { validateDataDefinition } from './validate-data-definition.ts';
import type { Exit, Result, Verb } from './verb.ts';

export async function run(given: RunInputs, context: Context): Promise<Result<RunRecord>> {
  const project = await readProject(context, given.config);
  if (project === undefined) {
    throw new UserError('contract-missing', `there is no ${given.config} in ${context.root}`, {
      fix: "run at the root of a repository that has one; how to write it is in docs/contract.md of Assay's own repository",
    });
  }
  if (given['record-base']) await requireBase(context);
  const { data, train: training, evaluate: evaluation } = project.value;
  await rm(inRoot(context, given.record), { force: true });
  const steps: Verb[] = [
    ...(Object.keys(data).length > 0 ? [{ ...validateDataDefinition, run: validateData }] : []),
    ...(training ? [{ ...trainDefinition, run: train }] : []),
    ...(evaluation ? [{ ...evaluateDefinition, run: evaluate }] : []),
    { ...reportDefinition, run: report },
  ] as unknown as Verb[];
  const common = {
    config: given.config,
    record: given.record,
    'duckdb-library': given['duckdb-library'] ?? '',
  };
  let modelled = true;
  for (const step of steps) {
    // As in a workflow: bad data are not trained on, and without a model there is nothing to evaluate.
    if (!modelled && step.name !== reportDefinition.name) continue;
    const result = await step.run(step.inputs.parse(common), context);
    context.log.info(`${step.name}: ${result.message}`);
    modelled &&= result.exit === 0;
  }
  const record = await requireRecord(context, given.record);
  const recorded =
    given['record-base'] && !context.trigger.records
      ? await recordBase(context, given.record, record)
      : false;
  return {
    document: record,
    exit: record.verdict ? exitOf(record.verdict) : worst(record),
    outputs: { verdict: record.verdict?.outcome ?? '', record: given.record },
    annotations: [],
    report: composedLater(record, context),
    alone: true,
    message: `${record.verdict ? `${record.verdict.outcome}: ${record.verdict.why}` : 'no policy, so no verdict'}${recorded ? '; recorded in the ledger' : ''}`,
  };
}

/** What is recorded is what others will be compared with: a commit as it is, of the default branch. */
async function requireBase(context: Context): Promise<void> {
  const { commit, branch, baseBranch } = context.trigger;
  const refuse = (what: string, fix: string) =>
    new UserError('not-a-base', `${what} is no baseline`, { fix });
  if (commit === null) throw refuse('a run without a commit', 'commit first');
  if (await isDirty(context))
    throw refuse('a run with uncommitted changes', 'commit them, or leave out "record-base"');
  if (baseBranch !== null && branch !== baseBranch)
    throw refuse(`a run of ${branch ?? 'a detached commit'}`, `check out ${baseBranch} first`);
  // A ledger that cannot be written to is told before the training, not after it.
  await openLedger(context);
}

/** Without a policy, only what is broken outright fails. */
function worst(record: RunRecord): Exit {
  const broken =
    record.data?.some((report) => report.outcome === 'fail') ||
    (record.training !== undefined && record.training.outcome !== 'trained');
  return broken ? 1 : 0;
}
