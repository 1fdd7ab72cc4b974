import { type DriftFinding, type DriftOutcome, type DriftReport, driftReportSchema } from '@assay/contract';
import { counted, isBare, worstFirst } from '@assay/report';
import type { DriftReference } from './check-drift-data.ts';
import type { DriftPlan } from './check-drift-plan.ts';
import type { Context } from './context.ts';

/** Columns whose evidence is told by day: enough to draw, and a report stays small over ten years. */
const MOST_BY_DAY = 10;

/** What a check came to. */
export interface Checked {
  /** The last one where there are several. */
  readonly batch: { readonly label: string; readonly digest: string; readonly rows: number };
  readonly findings: readonly DriftFinding[];
  /** Of each batch of a range of days that was counted now, in order; null: there was no range. */
  readonly days: readonly { readonly batch: string; readonly findings: readonly DriftFinding[] }[] | null;
  readonly history: DriftReport['history'];
  /** What the reader should know besides: a new baseline, nothing remembered. */
  readonly notes: readonly string[];
}

/** The report of a check. */
export async function driftReport(
  context: Context,
  plan: DriftPlan,
  reference: DriftReference,
  { batch, findings, days, history, notes }: Checked,
): Promise<DriftReport> {
  const columns = worstFirst(findings);
  return driftReportSchema.parse({
    assay: 'drift/1',
    model: plan.model,
    monitor: plan.monitor?.name ?? null,
    commit: context.trigger.commit,
    created: context.now().toISOString(),
    batch: batch.label,
    outcome: outcomeOf(columns),
    why: [inWords(columns), ...notes].join('; '),
    reference: { digest: (await reference.digested()).digest, rows: reference.rows, name: reference.name },
    current: { digest: batch.digest, rows: batch.rows },
    history,
    columns,
    ...(days === null ? {} : { days: byDay(days, columns) }),
  });
}

/** Evidence by day, of the columns that come first at the end. */
function byDay(days: NonNullable<Checked['days']>, columns: readonly DriftFinding[]): DriftReport['days'] {
  const shown = new Set(columns.slice(0, MOST_BY_DAY).map(({ column }) => column));
  return days.map(({ batch, findings }) => ({
    batch,
    outcome: outcomeOf(findings),
    columns: findings
      .filter(({ column }) => shown.has(column))
      .map(({ column, value, threshold }) => ({ column, score: value ?? 0, threshold: threshold ?? 0 })),
  }));
}

/**
 * The worst of the findings: not enough data is not the same as no drift. What comes late by nature, a metric whose labels
 * are not known yet or a number of rows with nothing to rank it among, leaves an answer about the columns as it is.
 */
function outcomeOf(findings: readonly DriftFinding[]): DriftOutcome {
  if (findings.some(({ outcome }) => outcome === 'drift')) return 'drift';
  const columns = findings.filter(({ kind }) => kind === 'feature' || kind === 'prediction');
  const judged = columns.length > 0 ? columns : findings;
  return judged.some(({ outcome }) => outcome === 'insufficient data') ? 'insufficient data' : 'none';
}

/** Names of the columns and metrics that drift, each once. */
export function driftedNames(findings: readonly DriftFinding[]): string[] {
  return names(findings, 'drift');
}

function names(findings: readonly DriftFinding[], ...outcomes: DriftOutcome[]): string[] {
  return [
    ...new Set(findings.filter(({ outcome }) => outcomes.includes(outcome)).map(({ column }) => column)),
  ];
}

function inWords(all: readonly DriftFinding[]): string {
  const judged = all.filter((finding) => !isBare(finding));
  const known = new Set(judged.map(({ column }) => column));
  const bare = names(all, 'none').filter((name) => !known.has(name));
  if (bare.length === 0) return judgedInWords(judged);
  const measured = `${counted(bare.length, 'column')} measured and not judged, as the method has no threshold`;
  return judged.length === 0 ? measured : `${judgedInWords(judged)}; ${measured}`;
}

function judgedInWords(findings: readonly DriftFinding[]): string {
  const all = names(findings, 'drift', 'insufficient data', 'none').length;
  const drifted = driftedNames(findings);
  const judged = new Set(names(findings, 'drift', 'none'));
  const unknown = names(findings, 'insufficient data').filter((name) => !judged.has(name));
  const shown = drifted.slice(0, 5).join(', ') + (drifted.length > 5 ? ', …' : '');
  const first =
    drifted.length > 0
      ? `${drifted.length} of ${all} watched drift: ${shown}`
      : `no drift seen in ${things(findings.filter(({ column }) => judged.has(column)))}`;
  return unknown.length === 0 ? first : `${first}; not enough data to judge ${unknown.length} of ${all}`;
}

/** `3 columns, 1 metric and the number of rows`; each is there more than once where there are chunks or methods. */
function things(findings: readonly DriftFinding[]): string {
  const count = (...kinds: DriftFinding['kind'][]) =>
    names(
      findings.filter(({ kind }) => kinds.includes(kind)),
      'none',
    ).length;
  const [columns, metrics] = [count('feature', 'prediction'), count('metric')];
  const listed = [
    ...(columns > 0 ? [counted(columns, 'column')] : []),
    ...(metrics > 0 ? [counted(metrics, 'metric')] : []),
    ...(count('rows') > 0 ? ['the number of rows'] : []),
  ];
  const last = listed.pop() ?? 'nothing';
  return listed.length === 0 ? last : `${listed.join(', ')} and ${last}`;
}
