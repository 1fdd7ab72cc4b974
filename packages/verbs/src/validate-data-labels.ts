import {
  type DataContract,
  type DataReport,
  type Finding,
  type LabelChanges,
  type Located,
  UserError,
} from '@assay/contract';
import { type Engine, labelChanges, notCompared, openTable, type Source } from '@assay/data';
import { Git } from '@assay/registry';
import { baseData, fetchCommit } from './base-data.ts';
import { type NamedData, pathsAt } from './base-paths.ts';
import type { Context } from './context.ts';
import { reviewMissing } from './label-review.ts';
import { isTable } from './table.ts';

/** A data set that was checked. */
interface Checked {
  readonly source: Source;
  readonly contract: Located<DataContract> | null;
  readonly named: NamedData;
}

/**
 * The report with the labels that changed since the base commit of the run, where its contract says which column is the label; and
 * with a finding where they have to be reviewed and are not.
 */
export async function withLabelChanges(
  context: Context,
  engine: Engine,
  report: DataReport,
  { source, contract, named }: Checked,
): Promise<DataReport> {
  const { base } = context.trigger;
  const labels = contract?.value.labels;
  if (contract === null || labels === undefined || base === null) return report;
  if (isLeftOut(report.environment, source, contract.value, labels.column)) return report;
  const changes = await compare(context, engine, { source, contract, named, rows: report.rows }, base);
  // Where nobody knows whether labels changed, somebody has to look too: else another name of the file gets round the review.
  const asks = labels.review !== undefined && changes.changed !== 0;
  const found = asks ? await reviewMissing(context, changes, contract) : null;
  const findings: readonly Finding[] = found === null ? report.findings : [found, ...report.findings];
  return {
    ...report,
    outcome: found?.severity === 'error' ? 'fail' : report.outcome,
    findings: [...findings],
    checks: report.checks + Number(labels.review !== undefined),
    labels: { ...report.labels, changes },
  };
}

async function compare(
  context: Context,
  engine: Engine,
  { source, contract, named, rows }: Checked & { contract: Located<DataContract>; rows: number },
  base: string,
): Promise<LabelChanges> {
  const { column } = contract.value.labels ?? {};
  if (!source.columns.some(({ name }) => name === column))
    return notCompared(base, `no column ${JSON.stringify(column)} here`);
  if (isTable(named.path)) return notCompared(base, 'git does not keep what the table of Trino held');
  try {
    const { root, gitEnvironment } = context;
    const git = new Git({ cwd: root, env: { ...gitEnvironment, GIT_NO_REPLACE_OBJECTS: '1' } });
    const missing = await fetchCommit(git, base);
    if (missing !== undefined)
      return notCompared(base, `git cannot have the commit ${base.slice(0, 7)}: ${missing}`);
    const namedThere = await pathsAt(context, base, named);
    if (namedThere === undefined)
      return notCompared(
        base,
        `${named.config} at ${base.slice(0, 7)} names no data set ${JSON.stringify(named.name)}`,
      );
    const before = await baseData(context, git, base, source.files, namedThere);
    if (before.kind === 'same') return sameLabels(base, rows);
    if (before.kind !== 'files') return notCompared(base, before.reason);
    try {
      const table = await openTable(engine, {
        path: before.paths,
        root: before.root,
        encoding: contract.value.encoding,
      });
      return await labelChanges(engine, source, table, contract, base);
    } finally {
      await before.remove();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return notCompared(base, error.message);
  }
}

/** Whether labels are not looked at in this environment, or may be absent and are. */
function isLeftOut(
  environment: string | undefined,
  { columns }: Source,
  { columns: rules, environments = {} }: DataContract,
  label: string,
): boolean {
  const { skip = [], optional = [] } = environments[environment ?? ''] ?? {};
  const mayLack = optional.includes(label) || rules[label]?.required === false;
  return skip.includes('labels') || (mayLack && !columns.some(({ name }) => name === label));
}

/** Of files that are the same. */
function sameLabels(base: string, rows: number): LabelChanges {
  return { base, rows, changed: 0, added: 0, removed: 0, moves: [], examples: [], reason: null };
}
