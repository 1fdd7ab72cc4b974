import type { Change, Comparison, Metric, Rule, RuleCode, RuleResult, RunRecord } from '@assay/contract';
import { type Missing, missingChange, missingComparison, missingMetric, nothingToHold } from './missing.ts';
import { sliceNames } from './slice-names.ts';
import { compares } from './words.ts';

/** A number with its interval, as an evaluation or a comparison gives it; `reason` says why a part is missing. */
type Figures = Pick<Metric, 'low' | 'high' | 'confidence' | 'method' | 'n' | 'reason' | 'approximate'>;

/** What a rule is held against: a number with its interval, and which way is better. */
export interface Subject extends Figures {
  slice: string | null;
  value: number | null;
  baseline: number | null;
  change: number | null;
  /** What the rule limits, the value or the change: `low` and `high` are its interval. */
  estimate: number | null;
  /** -1 where smaller is better, or the limit is a ceiling: multiplied by it, larger is better. */
  sign: 1 | -1;
  /** Where both trainings had several seeds: `low` and `high` are then the outer ends of both intervals. */
  intervals?: RuleResult['intervals'];
  /** What must be known of the comparison that the figures come from. */
  code: RuleCode | null;
}

/** Everything that a rule is to be held against: one subject, or one for each slice that takes part. */
export function findSubjects(rule: Rule, record: RunRecord): (Subject | Missing)[] {
  if (!compares(rule)) return onSlices(rule, record, (slice) => findMetric(rule, record, slice));
  const comparison = record.comparisons?.find((entry) => entry.with === (rule.against ?? 'base'));
  if (comparison === undefined || comparison.guard === 'no-baseline')
    return [missingComparison(rule, comparison)];
  return onSlices(rule, record, (slice) => findChange(rule, record, comparison, slice), comparison);
}

function onSlices(
  rule: Rule,
  record: RunRecord,
  find: (slice: string | null) => Subject | Missing,
  comparison?: Comparison,
): (Subject | Missing)[] {
  const names = sliceNames(rule, record, comparison);
  return 'missing' in names ? [names] : names.map(find);
}

function findMetric(rule: Rule, record: RunRecord, slice: string | null): Subject | Missing {
  const resource = resourceOf(rule.metric, record);
  if (resource === null) return nothingToHold('not-recorded', `${rule.metric} was not recorded`, slice);
  const metric =
    resource === undefined
      ? record.evaluation?.metrics.find((entry) => entry.metric === rule.metric && entry.slice === slice)
      : { ...noInterval, value: resource };
  if (metric === undefined) return missingMetric(rule.metric, slice, record);
  const { value, low, high, confidence, method, n, reason, approximate } = metric;
  const sign = rule['at-most'] === undefined ? 1 : -1;
  const figures = { low, high, confidence, method, n, reason, ...(approximate && { approximate }) };
  return { slice, value, baseline: null, change: null, estimate: value, sign, code: null, ...figures };
}

function findChange(
  rule: Rule,
  record: RunRecord,
  comparison: Comparison,
  slice: string | null,
): Subject | Missing {
  const found = comparison.metrics.find((entry) => entry.metric === rule.metric && entry.slice === slice);
  if (found === undefined) {
    const here = findMetric(rule, record, slice);
    return 'missing' in here ? here : missingChange(rule, comparison, slice);
  }
  if (found.direction === null)
    return nothingToHold('no-direction', `nothing says whether a higher ${rule.metric} is better`, slice);
  if (rule['better-by'] !== undefined && comparison.guard === 'identical-model')
    return nothingToHold(
      'identical-model',
      'this is the same model as the baseline, and so no better',
      slice,
    );
  if (rule['better-by'] !== undefined && codeOf(comparison, found) === 'identical-predictions')
    return nothingToHold(
      'identical-predictions',
      'the predictions are the baseline’s, and so no better',
      slice,
    );
  const { base: baseline, candidate, value: change, confidence, n, reason, approximate } = found;
  const sign = found.direction === 'higher' ? 1 : -1;
  const figures = { ...widest(found), confidence, n, reason, ...(approximate && { approximate }) };
  return {
    slice,
    value: candidate,
    baseline,
    change,
    estimate: change,
    sign,
    code: codeOf(comparison, found),
    ...figures,
  };
}

/**
 * The interval over rows and the one over seeds together: what both keep passes, what both break fails, and all else is not
 * settled. The wider verdict stands.
 */
function widest({
  low,
  high,
  method,
  seeds,
}: Change): Pick<Subject, 'low' | 'high' | 'method' | 'intervals'> {
  if (seeds === undefined || low === null || high === null) return { low, high, method };
  return {
    low: Math.min(low, seeds.low),
    high: Math.max(high, seeds.high),
    method: `${method}, welch`,
    intervals: { rows: [low, high], seeds: [seeds.low, seeds.high], n: seeds.n },
  };
}

const noInterval: Figures = { low: null, high: null, confidence: null, method: null, n: null, reason: null };

/** What a reader must know of a change beside its figures. */
function codeOf({ guard, paired }: Comparison, { value, low, high }: Change): RuleCode | null {
  if (guard === 'different-evaluation-set' || guard === 'identical-model') return guard;
  return paired && value === 0 && low === 0 && high === 0 ? 'identical-predictions' : null;
}

/** Numbers of a run that are not metrics of its evaluation; `undefined`: not such a name, `null`: not recorded. */
function resourceOf(name: string, record: RunRecord): number | null | undefined {
  switch (name) {
    case 'train.seconds':
      return record.training?.seconds ?? null;
    case 'train.peak_memory_mb':
      return record.training?.['peak-memory-mb'] ?? null;
    case 'model.bytes':
      return record.artifact?.bytes ?? null;
    default:
      return undefined;
  }
}

/** The estimate and its interval on the scale on which larger is better; `null` without an estimate. */
export function turned({
  estimate,
  low,
  high,
  sign,
}: Subject): { value: number; low: number | null; high: number | null } | null {
  if (estimate === null) return null;
  if (low === null || high === null) return { value: sign * estimate, low: null, high: null };
  return sign === 1 ? { value: estimate, low, high } : { value: -estimate, low: -high, high: -low };
}
