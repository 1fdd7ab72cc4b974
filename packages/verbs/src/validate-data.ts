import type { DataReport, DataSet, Outcome } from '@assay/contract';
import { UserError } from '@assay/contract';
import { type Engine, isStoredProfile, openArriving, readContract, validate } from '@assay/data';
import { annotations, composeDocument, counted } from '@assay/report';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { opensNamed } from './named-data.ts';
import { needs, readProject } from './project.ts';
import { addSections, openRecord } from './run-record.ts';
import { columnsOf } from './validate-data-columns.ts';
import type { ValidateDataInputs } from './validate-data-definition.ts';
import { dressInWords } from './validate-data-dress.ts';
import { withLabelChanges } from './validate-data-labels.ts';
import type { Profiling } from './validate-data-profile.ts';
import { skewInWords } from './validate-data-skew-words.ts';
import { checkTable, isTable, refuseWithTable } from './validate-data-trino.ts';
import type { Result } from './verb.ts';

interface Job {
  name: string;
  path: string[];
  where: string | undefined;
  contract: string | undefined;
  reference: string[] | undefined;
}

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
  const { profile: to, html } = given;
  for (const { path, reference } of jobs)
    if (isTable(path)) refuseWithTable({ profile: to, html, reference });
  const profile =
    to === undefined && html === undefined
      ? undefined
      : (await import('./validate-data-profile.ts')).profiling(given, context, jobs.length);
  const opening = openRecord(context, given.record, project);
  // It is awaited behind the data; where those are amiss, that is what is said.
  opening.catch(() => {});
  const { found: reports, engine } = await withEngine(context, given['duckdb-library'], async (opened) => {
    const done: DataReport[] = [];
    for (const job of jobs) done.push(await check(opened, context, job, given.environment, sets, profile));
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
  return {
    document: reports.length === 1 ? reports[0] : { outcome, data: reports },
    exit: outcome === 'fail' ? 1 : 0,
    outputs: {
      outcome,
      rows: String(reports.reduce((sum, report) => sum + report.rows, 0)),
      findings: String(findings.length),
      record: given.record,
      ...(await profile?.write(engine)),
    },
    annotations: annotations({ ...record, data: reports }),
    report: composeDocument({ ...onlyData(record), data: reports }, { now: context.now() }),
    alone: given.data !== undefined,
    message: reports.map(inWords).join('; '),
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

function onlyData(record: Parameters<typeof composeDocument>[0]) {
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
      { name: 'data', path, where: undefined, contract, reference: isOfPage ? undefined : given.reference },
    ];
  }
  const jobs = Object.entries(declared).map(([name, set]) => ({
    name,
    path: [set.path].flat(),
    where: set.where,
    contract: set.contract,
    reference: set.reference === undefined ? undefined : [set.reference].flat(),
  }));
  if (jobs.length === 0) throw needs('data', 'data', 'data');
  return jobs;
}

async function check(
  engine: Engine,
  context: Context,
  job: Job,
  environment: string | undefined,
  sets: Readonly<Record<string, DataSet>>,
  profile: Profiling | undefined,
): Promise<DataReport> {
  const { root } = context;
  if (isTable(job.path)) return checkTable(engine, context, { ...job, environment }, sets);
  const reading = job.contract === undefined ? null : readContract(job.contract, root);
  // It is awaited when the data are open; where those cannot be opened, that is what is said.
  reading?.catch(() => {});
  const arriving = await openArriving(engine, { path: job.path, root });
  const contract = await reading;
  const open = opensNamed(engine, root, sets);
  const profiled = await profile?.look(engine, {
    ...{ name: job.name, source: arriving, contract, reference: job.reference },
  });
  const report = await validate(engine, arriving, contract, {
    name: job.name,
    profiled,
    environment,
    at: context.now(),
    open,
    columnsOf: columnsOf(context, open),
  });
  const { digest, bytes } = report;
  const source = { ...arriving, digest, bytes };
  const { reference } = job;
  const beside =
    reference === undefined
      ? report
      : await (await import('./validate-data-skew.ts')).withSkew(engine, context, report, {
          source,
          reference,
          contract,
        });
  return withLabelChanges(context, engine, beside, { source, contract, path: job.path });
}

function inWords(report: DataReport): string {
  const found = report.findings.length === 0 ? 'nothing found' : counted(report.findings.length, 'finding');
  return `${report.name}: ${report.outcome}, ${counted(report.rows, 'row')}, ${counted(report.checks, 'check')}, ${found}${skewInWords(report)}${dressInWords(report)}`;
}
