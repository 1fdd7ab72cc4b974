import type { Deployment } from '@assay/contract';
import { inServiceAt } from '@assay/deploy';
import { Git, Ledger } from '@assay/registry';
import type { Context } from './context.ts';
import type { HistoryInputs } from './history-definition.ts';
import { commitOf, type Known, readDeployments, readVersions } from './history-deployments.ts';
import { type Evidence, type Gap, gapAt } from './history-gap.ts';
import { requireKnown } from './history-models.ts';
import { momentOf } from './history-moment.ts';
import { writePage } from './history-page.ts';
import { answered, type Listed, listed } from './history-text.ts';
import { needs, readProject } from './project.ts';
import type { Result } from './verb.ts';

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
  /** With `at`: the other models, and whether nothing of them was in service yet, or nobody knows. */
  gaps: Gap[];
  /** Path of the HTML file that was asked for. */
  html: string | null;
}

export async function history(given: HistoryInputs, context: Context): Promise<Result<History>> {
  const at = given.at === undefined ? null : momentOf(given.at, context.now());
  const project = await readProject(context, given.config);
  const environment = given.environment ?? project?.value.deploy?.environment ?? 'production';
  const ledger = await Ledger.open({ clone: new Git({ cwd: context.root, env: context.gitEnvironment }) });
  const known = await readDeployments(ledger, environment);
  const asked = given.model ?? project?.value.model;
  if (given.model !== undefined && given.model !== project?.value.model)
    await requireKnown(ledger, given.model, known.deployments);
  const all = known.deployments.filter(({ model }) => given.model === undefined || model === given.model);
  const models = new Set([...all.map(({ model }) => model), ...(asked === undefined ? [] : [asked])]);
  const meant: Deployment[] = at === null ? all.toReversed() : [];
  const gaps: Gap[] = [];
  if (at !== null)
    for (const model of models) {
      const serving = inServiceAt(all, model, at);
      if (serving !== undefined) meant.push(serving);
      else gaps.push(gapAt(await evidenceOf(ledger, model, environment, known), at));
    }
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
    if (asked === undefined) throw needs('model', 'model', 'model');
    const deployments = known.deployments.filter((one) => one.model === asked);
    await writePage(context, ledger, { model: asked, environment, deployments }, given.reports ?? [], html);
  }
  const message =
    at === null ? listed(environment, deployments) : answered(environment, at, deployments, gaps);
  return {
    document: {
      environment,
      fresh,
      missing: known.missing,
      at: at?.toISOString() ?? null,
      deployments,
      gaps,
      html,
    },
    exit: 0,
    outputs: {},
    annotations: [],
    report: null,
    alone: false,
    message: html === null ? message : `${message}\n\n${html} written`,
  };
}

function tellGaps({ log }: Context, fresh: boolean, { missing }: Known): void {
  if (!fresh) log.warn('the remote cannot be reached: this is the ledger as it was when it last was');
  if (missing > 0) log.warn(`${missing} deployments are in the ledger, but were never read on this machine`);
}

async function evidenceOf(
  ledger: Ledger,
  model: string,
  environment: string,
  { deployments, missing }: Known,
): Promise<Evidence> {
  const mine = deployments.filter((one) => one.model === model);
  return { model, environment, deployments: mine, missing, versions: await readVersions(ledger, model) };
}
