import type { DataReport, DataSet, Outcome, RunRecord } from '@assay/contract';
import { UserError } from '@assay/contract';
import { isStoredProfile } from '@assay/data';
import { annotations, counted } from '@assay/report';
import { composedLater } from './composed-later.ts';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { needs, readProject } from './project.ts';
import { addSections, openRecord } from './run-record.ts';
import { checkData, type Job } from './validate-data-check.ts';
import type { ValidateDataInputs } from './validate-data-definition.ts';
import { dressInWords } from './validate-data-dress.ts';
import { refuseNoEnvironments } from './validate-data-environment.ts';
import { skewInWords } from './validate-data-skew-words.ts';
import type { Result } from './verb.ts';

export async function validateData(given: ValidateDataInputs, context: Context): Promise<Result> {
  const { infer: first, update, import: schema, export: format, merge } = given;
  onlyOne({
    infer: first,
    update,
    import: schema !== undefined,
    export: format !== undefined,
    merge: merge !== undefined,
  });
  // Each is loaded where it is asked for.
  if (first || update) return (await import('./validate-data-infer.ts')).infer(given, context);
  if (merge !== undefined)
    return (await import('./validate-data-profile.ts')).mergeParts({ ...given, merge }, context);
  if (schema !== undefined)
    return (await import('./validate-data-import.ts')).importSchema({ ...given, import: schema }, context);
  if (format !== undefined)
    return (await import('./validate-data-export.ts')).exportSchema({ ...given, export: format }, context);
  const project = await readProject(context, given.config);
  const sets = project?.value.data ?? {};
  const jobs = jobsOf(given, sets);
  if (given.environment !== undefined) {
    const contracts = new Set(jobs.flatMap(({ contract }) => contract ?? []));
    await refuseNoEnvironments(given.environment, [...contracts], context.root);
  }
  const isProfiled = given.profile !== undefined || given.html !== undefined;
  const profile = isProfiled
    ? (await import('./validate-data-profile.ts')).profiling(given, context, jobs.length)
    : undefined;
  const opening = openRecord(context, given.record, project, 'data');
  // It is awaited behind the data; where those are amiss, that is what is said.
  opening.catch(() => {});
  const { found: reports, engine } = await withEngine(context, given['duckdb-library'], async (opened) => {
    const done: DataReport[] = [];
    for (const job of jobs)
      done.push(await checkData(opened, context, job, given.environment, sets, profile));
    return done;
  });
  const record = await addSections(
    context,
    given.record,
    await opening,
    'data',
    // The same data and contract make the same record: how long it took is not in it.
    { data: reports.map(({ seconds: _, ...report }) => report) },
    engine,
  );
  const outcome = outcomeOf(reports);
  const findings = reports.flatMap((report) => report.findings);
  const written = (await profile?.write(reports[0]?.engine ?? engine)) ?? {};
  return {
    document: reports.length === 1 ? reports[0] : { outcome, data: reports },
    exit: outcome === 'fail' ? 1 : 0,
    outputs: {
      outcome,
      rows: String(reports.reduce((sum, report) => sum + report.rows, 0)),
      findings: String(findings.length),
      record: given.record,
      ...written,
    },
    annotations: annotations({ ...record, data: reports }),
    report: composedLater({ ...onlyData(record), data: reports }, context),
    alone: given.data !== undefined,
    message: [...reports.map(inWords), ...Object.values(written).map((path) => `${path} written`)].join('; '),
  };
}

/** @throws UserError `input-conflict`: more than one thing is to be done. Bringing up to date is a kind of inference. */
function onlyOne({
  infer: first,
  update,
  ...others
}: Record<'infer' | 'update' | 'import' | 'export' | 'merge', boolean>): void {
  const asked = Object.entries({ infer: first || update, ...others }).flatMap(([name, is]) =>
    is ? [name] : [],
  );
  if (asked.length < 2) return;
  throw new UserError(
    'input-conflict',
    `the inputs ${asked.map((name) => `"${name}"`).join(' and ')} do different things`,
    {
      fix: 'give one of them',
    },
  );
}

/** A data set without a contract was not judged, and does not count beside one that was. */
function outcomeOf(reports: readonly DataReport[]): Outcome {
  const outcomes = reports.map((report) => report.outcome);
  return (['fail', 'pass'] as const).find((outcome) => outcomes.includes(outcome)) ?? 'inconclusive';
}

function onlyData(record: RunRecord) {
  const { training, artifact, evaluation, comparisons, verdict, ...rest } = record;
  return rest;
}

function jobsOf(given: ValidateDataInputs, declared: Record<string, DataSet>): Job[] {
  if (given.data === undefined && given.contract !== undefined) {
    throw new UserError('input-missing', 'the input "contract" says nothing without "data"', {
      fix: 'give the input "data" too; data sets of assay.yml name their contracts there',
    });
  }
  if (given.data === undefined && given.reference !== undefined && given.html === undefined) {
    throw new UserError('input-missing', 'the input "reference" says nothing without "data"', {
      fix: 'give the input "data" too; data sets of assay.yml name their references there',
    });
  }
  if (given.data !== undefined) {
    const { data: path, contract, html } = given;
    // The page has profiles of its own, in which there is not what a comparison needs.
    const isOfPage = html !== undefined && given.reference?.some(isStoredProfile);
    return [
      {
        ...{ name: 'data', path, config: undefined, where: undefined, contract },
        reference: isOfPage ? undefined : given.reference,
      },
    ];
  }
  const jobs = Object.entries(declared).map(([name, set]) => ({
    name,
    path: [set.path].flat(),
    config: given.config,
    where: set.where,
    contract: set.contract,
    reference: set.reference === undefined ? undefined : [set.reference].flat(),
  }));
  if (jobs.length === 0) throw needs('data', 'data', 'data');
  return jobs;
}

function inWords(report: DataReport): string {
  const { name, outcome, rows, checks, findings } = report;
  const found = findings.length === 0 ? 'nothing found' : counted(findings.length, 'finding');
  const checked =
    checks === 0 && report.contract === undefined
      ? 'no data contract: nothing was checked'
      : `${counted(checks, 'check')}, ${found}`;
  return `${name}: ${outcome}, ${counted(rows, 'row')}, ${checked}${skewInWords(report)}${dressInWords(report)}`;
}
