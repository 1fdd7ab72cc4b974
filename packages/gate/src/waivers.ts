import type { Policy, Rule, RuleResult, Verdict, Waiver } from '@assay/contract';
import { ruleInWords } from './words.ts';

/** The waiver of a rule on a slice, unless it has run out. @param today ISO date */
export function waiverOf(
  waivers: readonly Waiver[],
  metric: string,
  slice: string | null,
  today: string,
): Waiver | undefined {
  return waivers.find((waiver) => covers(waiver, { metric, slice }) && waiver.until >= today);
}

/** Every waiver of a policy, and what it does: some do nothing, since they have run out, or no rule is what they name. */
export function waiverStates(
  policy: Policy,
  rules: readonly RuleResult[],
  today: string,
): NonNullable<Verdict['waivers']> {
  const waiting = policy.rules.filter((rule) => isWaiting(rule, rules));
  return policy.waivers.map((waiver) => {
    const { metric, slice = null, reason, who = null, until } = waiver;
    const met = rules.some((rule) => covers(waiver, rule)) || waiting.some((rule) => mayCover(waiver, rule));
    const state = until < today ? 'ran-out' : met ? 'in-force' : 'matches-no-rule';
    return { metric, slice, reason, who, until, state };
  });
}

/** Whether a rule on several slices waits for a first baseline: until then it stands as one, which names no slice. */
function isWaiting(rule: Rule, results: readonly RuleResult[]): boolean {
  if (rule.slices === undefined) return false;
  const words = ruleInWords(rule);
  return results.some(
    ({ rule, slice, value, verdict }) =>
      rule === words && slice === null && value === null && verdict === 'inconclusive',
  );
}

/** Whether a waiver names what can be a slice of such a rule: one that it names, or one of a column that it names. */
function mayCover({ metric, slice = '' }: Waiver, { metric: held, slices = [] }: Rule): boolean {
  if (metric !== held) return false;
  // Of a crossing "a, b" no more is known than that its slices begin with "a".
  const firsts = slices === 'all' ? [] : slices.map((name) => name.split(', ')[0]);
  return slices === 'all' || slices.includes(slice) || firsts.some((name) => slice.startsWith(`${name}=`));
}

function covers(waiver: Waiver, { metric, slice }: Pick<RuleResult, 'metric' | 'slice'>): boolean {
  return waiver.metric === metric && (waiver.slice === undefined || waiver.slice === slice);
}
