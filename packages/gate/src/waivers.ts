import type { Policy, Rule, RuleResult, Waiver } from '@assay/contract';
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

/** What is to be said of waivers that do nothing: they have run out, or no rule is what they name. */
export function idleWaivers(policy: Policy, rules: readonly RuleResult[], today: string): string[] {
  const waiting = policy.rules.filter((rule) => isWaiting(rule, rules));
  return policy.waivers.flatMap((waiver) => {
    const what = waiver.slice === undefined ? waiver.metric : `${waiver.metric}, ${waiver.slice}`;
    if (waiver.until < today) return [`the waiver of ${what} ran out on ${waiver.until}`];
    const met = rules.some((rule) => covers(waiver, rule)) || waiting.some((rule) => mayCover(waiver, rule));
    return met ? [] : [`the waiver of ${what} matches no rule`];
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
  return slices === 'all' || slices.some((name) => slice === name || slice.startsWith(`${name}=`));
}

function covers(waiver: Waiver, { metric, slice }: Pick<RuleResult, 'metric' | 'slice'>): boolean {
  return waiver.metric === metric && (waiver.slice === undefined || waiver.slice === slice);
}
