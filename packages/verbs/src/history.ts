import type { Deployment } from '@assay/contract';
import { inServiceAt } from '@assay/deploy';
import { Git, Ledger } from '@assay/registry';
import { z } from 'zod';
import type { Context } from './context.ts';
import { commitOf, type Known, readDeployments } from './history-deployments.ts';
import { momentOf } from './history-moment.ts';
import { writePage } from './history-page.ts';
import { common, lines, text } from './inputs.ts';
import { needs, readProject } from './project.ts';
import { defineVerb, type Result } from './verb.ts';

const inputs = z.object({
  at: text.describe(
    'What was in service then: a day (2026-11-03; its end in UTC) or a time (2026-11-03T14:00Z)',
  ),
  environment: text.describe("Where: the contract's, or production, by default"),
  model: text.describe('Of one model only'),
  html: text.describe(
    'Write the whole life of the model as one HTML file that opens offline: verdicts, versions, deployments, drift, retraining',
  ),
  reports: lines.describe(
    'Run records and drift reports (.json) that were kept as artifacts, for "html": the ledger has neither those of pull requests nor the evidence of drift by day',
  ),
  config: common.config,
});

/** A deployment as `--json` prints it. */
type Listed = Omit<Deployment, 'assay'> & { commit: string | null };

/** What `history` prints with `--json`. */
export interface History {
  environment: string;
  /** Whether the ledger is as the remote has it now. */
  fresh: boolean;
  /** Deployments that are in the ledger, and could not be read without a network. */
  missing: number;
  at: string | null;
  /** With `at`: what was in service then. Without: everything. Newest first. */
  deployments: Listed[];
  /** Path of the HTML file that was asked for. */
  html: string | null;
}

export const history = defineVerb({
  name: 'history',
  description: 'List what was in service, when, and by whom; or what was at a moment. From git alone',
  inputs,
  outputs: {},
  async run(given: z.output<typeof inputs>, context: Context): Promise<Result<History>> {
    const at = given.at === undefined ? null : momentOf(given.at);
    const project = await readProject(context, given.config);
    const environment = given.environment ?? project?.value.deploy?.environment ?? 'production';
    const ledger = await Ledger.open({ clone: new Git({ cwd: context.root, env: context.gitEnvironment }) });
    const known = await readDeployments(ledger, environment);
    const all = known.deployments.filter(({ model }) => given.model === undefined || model === given.model);
    const models = [...new Set(all.map(({ model }) => model))];
    const meant =
      at === null
        ? all.toReversed()
        : models.map((model) => inServiceAt(all, model, at)).filter((one) => one !== undefined);
    const commits = new Map<string, string | null>();
    for (const { model, version } of meant) {
      const name = `${model}@${version}`;
      if (!commits.has(name)) commits.set(name, await commitOf(ledger, model, version));
    }
    const deployments = meant.map(({ assay: _, ...one }) => ({
      ...one,
      commit: commits.get(`${one.model}@${one.version}`) ?? null,
    }));
    const fresh = ledger.freshness !== 'stale';
    tellGaps(context, fresh, known);
    const html = given.html ?? null;
    if (html !== null) {
      const model = given.model ?? project?.value.model;
      if (model === undefined) throw needs('model', 'model', 'model');
      const deployments = known.deployments.filter((one) => one.model === model);
      await writePage(context, ledger, { model, environment, deployments }, given.reports ?? [], html);
    }
    const message = at === null ? listed(environment, deployments) : answered(environment, at, deployments);
    return {
      document: {
        environment,
        fresh,
        missing: known.missing,
        at: at?.toISOString() ?? null,
        deployments,
        html,
      },
      exit: 0,
      outputs: {},
      annotations: [],
      report: null,
      alone: false,
      message: html === null ? message : `${message}\n\n${html} written`,
    };
  },
});

function tellGaps({ log }: Context, fresh: boolean, { missing }: Known): void {
  if (!fresh) log.warn('the remote cannot be reached: this is the ledger as it was when it last was');
  if (missing > 0) log.warn(`${missing} deployments are in the ledger, but were never read on this machine`);
}

function answered(environment: string, at: Date, deployments: readonly Listed[]): string {
  const moment = at.toISOString();
  if (deployments.length === 0)
    return `nothing is known to have been in service in ${environment} at ${moment}`;
  const lines = deployments.map(
    ({ model, version, artifact, commit, from }) =>
      `${model} ${version}  since ${from}\n  model  ${artifact}\n  commit ${commit ?? 'not known here'}`,
  );
  return [`in service in ${environment} at ${moment}:`, ...lines].join('\n');
}

function listed(environment: string, deployments: readonly Listed[]): string {
  if (deployments.length === 0) return `nothing was ever deployed to ${environment}`;
  const head = ['model', 'version', 'from', 'to', 'by', 'outcome'];
  const rows = deployments.map((one) => [
    one.model,
    one.version,
    one.from ?? one.started,
    one.to ?? (one.outcome === 'healthy' ? 'now' : ''),
    printable(one.by),
    `${one.outcome}${one['rolls-back'] === null ? '' : ' (rollback)'}`,
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)),
  );
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A name of a user's git configuration may hold anything; a terminal obeys control characters. */
function printable(name: string): string {
  return name.replaceAll(/\p{C}/gu, '\u{FFFD}');
}
