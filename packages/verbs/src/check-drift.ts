import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DriftReport } from '@assay/contract';
import type { Engine } from '@assay/data';
import { composeDrift, driftAnnotations } from '@assay/report';
import { openReference } from './check-drift-data.ts';
import { type DriftInputs, driftInputs } from './check-drift-inputs.ts';
import { checkOnce } from './check-drift-once.ts';
import { driftPlan } from './check-drift-plan.ts';
import { profileResult, saveProfile } from './check-drift-profile.ts';
import { driftedNames, driftReport } from './check-drift-report.ts';
import { checkScheduled } from './check-drift-scheduled.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { readProject } from './project.ts';
import { defineVerb, type Result } from './verb.ts';

/** Where the steps after this one find the report. */
const REPORT_PATH = '.assay/drift.json';

export const checkDrift = defineVerb({
  name: 'check-drift',
  description:
    'Compare current data, predictions or metrics with the reference: once, or on a schedule with bounded false alarms',
  inputs: driftInputs,
  outputs: {
    outcome: 'none, drift, or insufficient data',
    columns: 'Names of the columns and metrics that drift, with commas between',
    since: 'The batch that raised the alarm which stands; empty without a monitor, or without an alarm',
    report: 'Path of the report, which open-retraining-pr reads; empty where only a profile was written',
  },
  async run(given: DriftInputs, context: Context): Promise<Result> {
    // A check that fails leaves no report: that of another day would be acted on.
    await rm(join(context.root, REPORT_PATH), { force: true });
    const { found } = await withEngine(context, given['duckdb-library'], (engine) =>
      check(engine, given, context),
    );
    return found;
  },
});

async function check(engine: Engine, given: DriftInputs, context: Context): Promise<Result> {
  const project = await readProject(context, given.config);
  const plan = await driftPlan(given, project?.value, context);
  const { 'save-profile': out, 'dry-run': dryRun } = given;
  const reference = await openReference(engine, context, plan);
  const profile = out === undefined ? null : await saveProfile(engine, context, plan, reference, out);
  const [only] = plan.batches ?? [];
  if (only === undefined && profile !== null) return profileResult(out ?? '', profile);
  if (only === undefined) throw new TypeError('a plan has a batch, or asks for a profile');
  const { monitor } = plan;
  const remember = context.trigger.trusted && !dryRun;
  const checked =
    monitor === null
      ? await checkOnce(engine, context, given, plan, reference, only)
      : await checkScheduled(engine, context, { ...plan, monitor }, reference, remember);
  if (monitor !== null && !remember) context.log.warn(whyForgotten(context, dryRun));
  return publish(await driftReport(context, plan, reference, checked), given, context);
}

function whyForgotten({ trigger }: Context, dryRun: boolean): string {
  const forgotten = 'the monitor has not counted this batch';
  return dryRun
    ? `${forgotten}: this is a dry run`
    : `${forgotten}: the code of this run (${trigger.event}) has not been accepted. A schedule, or a push to the default branch, counts it`;
}

async function publish(report: DriftReport, given: DriftInputs, context: Context): Promise<Result> {
  const path = join(context.root, REPORT_PATH);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(report, null, 1)}\n`);
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
    report: composeDrift(report, run === null ? {} : { runUrl: run.url }),
    alone: true,
    message: `${report.outcome}: ${report.why}`,
  };
}
