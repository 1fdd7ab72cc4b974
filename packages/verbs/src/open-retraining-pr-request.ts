import { readFile } from 'node:fs/promises';
import {
  type AssayYml,
  type DriftReport,
  driftReportSchema,
  type Located,
  type Retrain,
  UserError,
} from '@assay/contract';
import { LEDGER_BRANCH } from '@assay/registry';
import type { Context } from './context.ts';
import { inRoot, needs, readProject } from './project.ts';

/** What is asked for: the contract, what the monitor found, and where the changes go. */
export interface RetrainingAsk {
  project: Located<AssayYml>;
  retrain: Retrain;
  report: DriftReport;
  model: string;
  /** The day of the batch, for `{{ date }}`. */
  date: string;
  branch: string;
  /** The branch that it is merged into, and the commit of it that is changed. */
  base: string;
  commit: string;
}

const MOST_BYTES = 10_000_000;

/**
 * Reads contract and drift report, and holds them to each other.
 *
 * @throws UserError `contract-missing`, `nothing-to-do`, `drift-report-missing`, `drift-report-invalid`,
 *   `drift-report-other`, `branch-name`, `no-commit`
 */
export async function readAsk(
  context: Context,
  given: { config: string; 'drift-report': string; monitor: string | undefined; force: boolean },
): Promise<RetrainingAsk> {
  const project = await readProject(context, given.config);
  if (project === undefined) {
    throw new UserError('contract-missing', `there is no ${given.config}`, {
      fix: 'run at the root of a repository that has one, with "retrain:" in it',
    });
  }
  const { retrain, model } = project.value;
  if (retrain === undefined) throw needs('retraining to be made', 'config', 'retrain');
  const path = given['drift-report'];
  const report = await readReport(context, path);
  const other = (what: string) =>
    new UserError('drift-report-other', `${path} is of ${what}`, {
      fix: 'run "check-drift" for this model and monitor before this step, in the same job',
    });
  if (report.model !== model) throw other(`the model ${report.model}, and this is ${model}`);
  if (given.monitor !== undefined && report.monitor !== given.monitor)
    throw other(
      `${report.monitor === null ? 'no monitor' : `the monitor ${report.monitor}`}, not of ${given.monitor}`,
    );
  // What somebody compared by hand raises no alarm: only a monitor bounds how often one is false.
  if (report.monitor === null && !given.force) {
    throw new UserError('drift-report-other', `${path} is of a comparison that no monitor made`, {
      fix: 'run "check-drift" with a monitor of the contract, without "reference" and "current"; or give "force" to act on it',
    });
  }
  const { commit, baseBranch } = context.trigger;
  if (commit === null) {
    throw new UserError('no-commit', 'there is no commit to change', { fix: 'commit first' });
  }
  const base = baseBranch ?? 'main';
  const branch = retrain.branch ?? branchOf(model);
  checkBranch(branch, base);
  return { project, retrain, report, model, date: dayOf(report), branch, base, commit };
}

/**
 * The branch of a model whose contract names none. With `+`, which no model has in its name, for `/`: git has no place for the
 * branches of `taxi` and of `taxi/tips` where one lies below the other.
 */
function branchOf(model: string): string {
  return `assay/retrain-${model.replaceAll('/', '+')}`;
}

async function readReport(context: Context, path: string): Promise<DriftReport> {
  const bytes = await readFile(inRoot(context, path)).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('drift-report-missing', `there is no drift report at ${path}`, {
      fix: 'run "check-drift" before this step, in the same job; or name its report by "drift-report"',
      cause,
    });
  });
  try {
    if (bytes.length > MOST_BYTES) throw new Error(`it has ${bytes.length} bytes`);
    return driftReportSchema.parse(JSON.parse(bytes.toString()));
  } catch (cause) {
    throw new UserError('drift-report-invalid', `${path} is no drift report of this Assay`, {
      fix: 'let "check-drift" of the same version write it',
      cause,
    });
  }
}

/** The day of a batch that is called by its day; of any other, that of the check. */
function dayOf({ batch, created }: DriftReport): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(batch) ? batch : created.slice(0, 10);
}

/** Git's rules for names of branches (git-check-ref-format), and none of the branches that others write. */
function checkBranch(branch: string, base: string): void {
  const refuse = (why: string) =>
    new UserError('branch-name', `the branch ${JSON.stringify(branch)} ${why}`, {
      fix: 'name another one under "retrain.branch": assay/retrain-NAME',
    });
  if (branch === base || branch === LEDGER_BRANCH) throw refuse('is not for a pull request');
  const parts = branch.split('/');
  const bad = parts.some((part) => part === '' || part.startsWith('.') || part.endsWith('.lock'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what git forbids
  if (bad || branch.startsWith('-') || /\.$|\.\.|@\{|[\u0000-\u0020\u007f~^:?*[\\]/.test(branch))
    throw refuse('has no name that git takes');
}
