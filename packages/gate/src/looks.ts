import type { Look, Policy, RunRecord, TestSet, Verdict } from '@assay/contract';

/** What is left of an evaluation set: its looks; a text, why that is not known; `undefined`: the policy has no budget. */
export type Budget = Verdict['looks'] | string;

/**
 * The looks of an evaluation set with this run's own, in the order in which they came: a run that has had its answer keeps
 * its place, whatever came after it.
 *
 * @param testSet what the ledger has of the set
 */
export function budgetOf(
  record: RunRecord,
  { 'test-set': budget }: Policy,
  testSet: TestSet | 'unknown' | undefined,
): Budget {
  const { evaluation } = record;
  if (budget === undefined || evaluation === undefined) return undefined;
  if (evaluation.set === null)
    return 'looks cannot be counted: metrics of another tool do not say on which evaluation set';
  if (testSet === 'unknown')
    return 'it is not known how often the evaluation set was looked at: the ledger could not be read';
  const of = budget.looks;
  const looks = testSet?.looks ?? [];
  const own = looks.findIndex(({ about }) => about === subjectOf(record));
  if (own >= 0) return { used: own + 1, of, answered: own < of };
  const answered = looks.length < of;
  return { used: answered ? looks.length + 1 : looks.length, of, answered };
}

/** Why a set does not answer; `undefined`: it does. */
export function whyNoAnswer(budget: Budget): string | undefined {
  if (typeof budget === 'string') return budget;
  return budget?.answered === false
    ? 'the evaluation set is used up: it has answered as often as the policy allows'
    : undefined;
}

/** The look that a judged run is; `undefined` where its verdict tells nothing of the evaluation set, or nobody counts. */
export function lookOf(record: RunRecord, at: Date): { set: string; look: Look } | undefined {
  const { verdict, source, origin, model } = record;
  if (verdict?.looks?.answered !== true || verdict.set === null) return undefined;
  const look = {
    about: subjectOf(record),
    model,
    commit: source.commit,
    policy: verdict.policy,
    answer: verdict.outcome,
    at: at.toISOString(),
    by: origin.actor?.slice(0, 100) ?? null,
    pull: source.pull,
  };
  return { set: verdict.set, look };
}

/** Adds a look, once: a function of the old document alone, so that of two writers at once both are heard. */
export function withLook(old: TestSet | undefined, set: string, look: Look): TestSet {
  const known: TestSet = old ?? { assay: 'test-set/1', set, looks: [] };
  if (known.looks.some(({ about }) => about === look.about)) return known;
  return { ...known, looks: [...known.looks, look] };
}

/**
 * What an answer is about. The same predictions are judged alike however often they are asked about, so that asking again
 * tells nobody anything new, and is no further look. Another training of the same commit may predict otherwise, and is one.
 */
function subjectOf({ evaluation, artifact, source, id }: RunRecord): string {
  return evaluation?.predictions?.digest ?? artifact?.digest ?? source.commit ?? id;
}
