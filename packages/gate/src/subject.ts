import { type Comparison, didYouMean, type Metric, type Rule, type RunRecord } from '@assay/contract';

/** What a rule is held against: a number with its interval, and which way is better. */
export interface Subject {
  slice: string | null;
  value: number | null;
  baseline: number | null;
  change: number | null;
  /** What the rule limits (the value, or the change), with its interval. */
  estimate: number | null;
  low: number | null;
  high: number | null;
  /** -1 where smaller is better, or the limit is a ceiling: multiplied by it, larger is better. */
  sign: 1 | -1;
  confidence: number | null;
  method: string | null;
  n: number | null;
  /** Why there is nothing to hold, or no interval. */
  reason: string | null;
}

/** A rule found nothing to hold: it never passes silently. */
export interface Missing {
  missing: string;
  slice: string | null;
  /** There is no baseline at all yet, which is nobody's fault. */
  first: boolean;
}

/** Everything that a rule is to be held against: one subject, or one for each slice that takes part. */
export function findSubjects(rule: Rule, record: RunRecord): (Subject | Missing)[] {
  const compares = rule['no-worse-than'] !== undefined || rule['better-by'] !== undefined;
  if (compares && comparisonFor(rule, record) === undefined) {
    const against = rule.against === 'trivial' ? 'trivial baseline' : 'baseline yet';
    return [{ missing: `no ${against} to compare with`, slice: rule.slice ?? null, first: true }];
  }
  const slices = sliceNames(rule, record);
  if ('missing' in slices) return [slices];
  return slices.names.map((slice) =>
    compares ? findChange(rule, record, slice) : findMetric(rule, record, slice),
  );
}

function sliceNames(rule: Rule, record: RunRecord): { names: (string | null)[] } | Missing {
  if (rule.slice === undefined && rule.slices === undefined) return { names: [null] };
  const all = record.evaluation?.slices ?? [];
  if (rule.slices === 'all') {
    const names = all.filter((slice) => !slice.small).map((slice) => slice.slice);
    return names.length > 0
      ? { names }
      : { missing: 'no slice has 30 rows or more', slice: null, first: false };
  }
  const asked = rule.slices ?? (rule.slice === undefined ? [] : [rule.slice]);
  const names = asked.flatMap((name) => {
    const values = all.filter((slice) => slice.slice.startsWith(`${name}=`)).map((slice) => slice.slice);
    return values.length > 0 ? values : [name];
  });
  return { names };
}

/** Numbers of a run that are not metrics of its evaluation; they have no interval. */
function resource(name: string, record: RunRecord): number | null | undefined {
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

function findMetric(rule: Rule, record: RunRecord, slice: string | null): Subject | Missing {
  const number = resource(rule.metric, record);
  if (number !== undefined) {
    if (number === null) return { missing: `${rule.metric} was not recorded`, slice, first: false };
    return subjectOf(
      { value: number, low: null, high: null, confidence: null, method: null, n: null, reason: null },
      slice,
      rule,
    );
  }
  const metrics = record.evaluation?.metrics ?? [];
  const metric = metrics.find((entry) => entry.metric === rule.metric && entry.slice === slice);
  return metric ? subjectOf(metric, slice, rule) : absent(rule.metric, slice, metrics);
}

type Held = Pick<Metric, 'value' | 'low' | 'high' | 'confidence' | 'method' | 'n' | 'reason'>;

function subjectOf(metric: Held, slice: string | null, rule: Rule): Subject {
  const { value, low, high, confidence, method, n, reason } = metric;
  const sign = rule['at-most'] === undefined ? 1 : -1;
  return {
    slice,
    value,
    baseline: null,
    change: null,
    estimate: value,
    low,
    high,
    sign,
    confidence,
    method,
    n,
    reason,
  };
}

function findChange(rule: Rule, record: RunRecord, slice: string | null): Subject | Missing {
  const comparison = comparisonFor(rule, record);
  if (comparison === undefined) throw new TypeError('there is nothing to compare with');
  const change = comparison.metrics.find((entry) => entry.metric === rule.metric && entry.slice === slice);
  if (change === undefined) return absentChange(rule, record, comparison, slice);
  if (change.direction === null)
    return { missing: `nothing says whether a higher ${rule.metric} is better`, slice, first: false };
  const { base, candidate, value, low, high, confidence, method, n, reason } = change;
  const sign = change.direction === 'higher' ? 1 : -1;
  return {
    slice,
    value: candidate,
    baseline: base,
    change: value,
    estimate: value,
    low,
    high,
    sign,
    confidence,
    method,
    n,
    reason,
  };
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

/** What a rule compares with; `undefined` where there is nothing yet. */
function comparisonFor(rule: Rule, record: RunRecord): Comparison | undefined {
  const found = record.comparisons?.find((entry) => entry.with === (rule.against ?? 'base'));
  return found?.guard === 'no-baseline' ? undefined : found;
}

function absentChange(rule: Rule, record: RunRecord, comparison: Comparison, slice: string | null): Missing {
  const here = findMetric(rule, record, slice);
  if ('missing' in here) return here;
  const where = slice === null ? rule.metric : `slice "${slice}"`;
  return {
    missing: `the ${comparison.with === 'base' ? 'baseline' : 'trivial baseline'} has no ${where}`,
    slice,
    first: false,
  };
}

function absent(name: string, slice: string | null, metrics: readonly Metric[]): Missing {
  const names = [...new Set(metrics.map((entry) => entry.metric))];
  if (names.includes(name))
    return {
      missing: `no slice "${slice}" in this evaluation${maybe(slice ?? '', sliceList(metrics))}`,
      slice,
      first: false,
    };
  return { missing: `no metric "${name}" in this evaluation${maybe(name, names)}`, slice, first: false };
}

function sliceList(metrics: readonly Metric[]): string[] {
  return [...new Set(metrics.flatMap((entry) => (entry.slice === null ? [] : [entry.slice])))];
}

function maybe(word: string, candidates: readonly string[]): string {
  const near = didYouMean(word, candidates);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
