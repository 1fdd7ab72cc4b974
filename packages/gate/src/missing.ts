import { type Comparison, didYouMean, type Rule, type RuleCode, type RunRecord } from '@assay/contract';

/** A rule found nothing to hold: it never passes silently. */
export interface Missing {
  code: RuleCode;
  missing: string;
  slice: string | null;
  /** There is no baseline at all yet, which is nobody's fault. */
  first: boolean;
}

export function nothingToHold(code: RuleCode, missing: string, slice: string | null): Missing {
  return { code, missing, slice, first: false };
}

/** Why there is no such metric, or no such slice, in the evaluation of a run. */
export function missingMetric(name: string, slice: string | null, record: RunRecord): Missing {
  if (record.evaluation === undefined)
    return nothingToHold('no-evaluation', 'this run has no evaluation', slice);
  const { metrics } = record.evaluation;
  const names = [...new Set(metrics.map((entry) => entry.metric))];
  if (slice === null || !names.includes(name))
    return nothingToHold('no-metric', `no metric "${name}" in this evaluation${maybe(name, names)}`, slice);
  const slices = [...new Set(metrics.flatMap((entry) => (entry.slice === null ? [] : [entry.slice])))];
  return nothingToHold('no-slice', `no slice "${slice}" in this evaluation${maybe(slice, slices)}`, slice);
}

/**
 * Why a rule has no baseline to compare with. Only a recorded search that found none makes a first run: without one,
 * leaving out a step would be a way past the rule.
 */
export function missingComparison(rule: Rule, found: Comparison | undefined): Missing {
  const slice = rule.slice ?? null;
  if (found?.guard === 'no-baseline')
    return { code: 'no-baseline', missing: nothingYet(rule), slice, first: true };
  return nothingToHold('not-compared', notCompared(rule), slice);
}

function notCompared({ against = 'base' }: Rule): string {
  if (against === 'trivial')
    return 'no trivial baseline: it is computed from predictions, and this run has none';
  const usual = 'it was not evaluated, or the ledger could not be read';
  return against === 'base'
    ? `this run was not compared with a baseline: ${usual}`
    : `this run was not compared with ${against}: no policy that its evaluation knew asked for that, ${usual}`;
}

/** Why a metric that this run has is missing in a comparison. */
export function missingChange(
  rule: Rule,
  { with: against, guard, metrics }: Comparison,
  slice: string | null,
): Missing {
  if (guard === 'different-metric-definition')
    return nothingToHold(
      'different-metric-definition',
      'the baseline was evaluated on another task, so its metrics mean something else',
      slice,
    );
  const of = against === 'base' ? 'the baseline' : against === 'trivial' ? 'the trivial baseline' : against;
  if (slice !== null && !metrics.some((entry) => entry.slice === slice && entry.base !== null))
    return nothingToHold('slice-not-in-baseline', `${of} has no slice "${slice}"`, slice);
  const what = slice === null ? rule.metric : `${rule.metric} of slice "${slice}"`;
  return nothingToHold('not-in-baseline', `${of} has no ${what}`, slice);
}

function nothingYet({ against }: Rule): string {
  if (against === 'production') return 'nothing is in production yet to compare with';
  return against === 'release'
    ? 'no version is registered yet to compare with'
    : 'no baseline yet to compare with';
}

function maybe(word: string, candidates: readonly string[]): string {
  const near = didYouMean(word, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
