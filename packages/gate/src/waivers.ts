import type { Policy, RuleResult, Waiver } from '@assay/contract';

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
export function idleWaivers({ waivers }: Policy, rules: readonly RuleResult[], today: string): string[] {
  return waivers.flatMap((waiver) => {
    const what = waiver.slice === undefined ? waiver.metric : `${waiver.metric}, ${waiver.slice}`;
    if (waiver.until < today) return [`the waiver of ${what} ran out on ${waiver.until}`];
    return rules.some((rule) => covers(waiver, rule)) ? [] : [`the waiver of ${what} matches no rule`];
  });
}

function covers(waiver: Waiver, { metric, slice }: Pick<RuleResult, 'metric' | 'slice'>): boolean {
  return waiver.metric === metric && (waiver.slice === undefined || waiver.slice === slice);
}
