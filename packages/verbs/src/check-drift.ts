import { rm } from 'node:fs/promises';
import { type DriftReport, writeWhole } from '@assay/contract';
import type { Engine } from '@assay/data';
import { composeDrift, driftAnnotations } from '@assay/report';
import { openReference } from './check-drift-data.ts';
import type { CheckDriftInputs } from './check-drift-definition.ts';
import { checkOnce } from './check-drift-once.ts';
import { driftPlan } from './check-drift-plan.ts';
import { profileResult, saveProfile } from './check-drift-profile.ts';
import { driftedNames, driftReport } from './check-drift-report.ts';
import { checkScheduled } from './check-drift-scheduled.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { inRoot, readProject } from './project.ts';
import type { Result } from './verb.ts';

/** Where the steps after this one find the report. */
const REPORT_PATH = '.assay/drift.json';

export async function checkDrift(given: CheckDriftInputs, context: Context): Promise<Result> {
  // A check that fails leaves no report: that of another day would be acted on.
  await rm(inRoot(context, REPORT_PATH), { force: true });
  const { found } = await withEngine(context, given['duckdb-library'], (engine) =>
    check(engine, given, context),
  );
  return found;
}

async function check(engine: Engine, given: CheckDriftInputs, context: Context): Promise<Result> {
  const project = await readProject(context, given.config);
  const plan = await driftPlan(given, project?.value, context);
  const { 'save-profile': out } = given;
  const reference = await openReference(engine, context, plan);
  const profile = out === undefined ? null : await saveProfile(context, plan, reference, out);
  const [only] = plan.batches ?? [];
  if (only === undefined && profile !== null) return profileResult(out ?? '', profile);
  if (only === undefined) throw new TypeError('a plan has a batch, or asks for a profile');
  const { monitor } = plan;
  const forgotten = whyForgotten(context, given);
  const checked =
    monitor === null
      ? await checkOnce(engine, context, given, plan, reference, only)
      : await checkScheduled(engine, context, { ...plan, monitor }, reference, forgotten === null);
  if (monitor !== null && forgotten !== null)
    context.log.warn(`the monitor has not counted this batch: ${forgotten}`);
  return publish(await driftReport(context, plan, reference, checked), given, context);
}

/** Inputs that make another monitor than the contract's: what it remembers would be of no worth then. */
const OVERRIDES = ['margin', 'columns', 'metrics', 'task', 'label', 'score', 'prediction'] as const;

/**
 * Why a monitor is to forget what it sees now; null where it may remember. A monitor is what the accepted contract says: to
 * begin anew, and leave an alarm behind, takes a change of that.
 */
function whyForgotten({ trigger }: Context, given: CheckDriftInputs): string | null {
  if (given['dry-run']) return 'this is a dry run';
  const overrides = OVERRIDES.filter((name) => given[name] !== undefined);
  if (overrides.length > 0)
    return `it is what the contract says, and this is a look at it with another "${overrides.join('", "')}"`;
  const { event, trusted, branch, baseBranch } = trigger;
  if (!trusted)
    return `the code of this run (${event}) has not been accepted. A schedule, or a push to the default branch, counts it`;
  if (event === 'local' && branch !== null && baseBranch !== null && branch !== baseBranch)
    return `the branch ${branch} has not been merged. A check on ${baseBranch} counts it`;
  return null;
}

async function publish(report: DriftReport, given: CheckDriftInputs, context: Context): Promise<Result> {
  const path = inRoot(context, REPORT_PATH);
  await writeWhole(path, `${JSON.stringify(report, null, 1)}\n`);
  const { run } = context.trigger;
  return {
    document: report,
    exit: report.outcome === 'drift' && given['fail-on-drift'] ? 1 : 0,
    outputs: {
      outcome: report.outcome,
      columns: driftedNames(report.columns).join(','),
      since: report.history?.alarm?.since ?? '',
      report: REPORT_PATH,
    },
    annotations: driftAnnotations(report),
    report: async () => composeDrift(report, run === null ? {} : { runUrl: run.url }),
    alone: true,
    message: `${report.outcome}: ${report.why}`,
  };
}
