import { durationMilliseconds, type Loosening, type Policy, type Rule, type Waiver } from '@assay/contract';
import { compares, conditionOf, limitOf, ruleInWords, slicesOf } from './words.ts';

/**
 * What one policy lets through that another did not: rules that are gone, or are implied by none that is there now, waivers,
 * and whatever else makes a pass easier. What it asks for in addition is not told.
 *
 * @param today ISO date: a waiver that has run out lets nothing through
 */
export function loosened(before: Policy, now: Policy, today: string): Loosening[] {
  return [
    ...before.rules.flatMap((rule) => loosenedRule(rule, now.rules)),
    ...now.waivers
      .filter(({ until }) => until >= today)
      .flatMap((waiver) => loosenedWaiver(waiver, before.waivers)),
    ...loosenedSettings(before, now),
  ];
}

function loosenedRule(rule: Rule, now: readonly Rule[]): Loosening[] {
  const like = now.filter((other) => kindOf(other) === kindOf(rule));
  const covering = like.filter((other) => covers(other, rule));
  if (covering.some((other) => changesOf(rule, other).length === 0)) return [];
  const [nearest] = covering;
  if (nearest !== undefined) return changesOf(rule, nearest);
  const what = scopeInWords(rule);
  const elsewhere = like.some((other) => other.slice !== undefined || other.slices !== undefined);
  return elsewhere && (rule.slice !== undefined || rule.slices !== undefined)
    ? [{ kind: 'slice-dropped', what: `${what}: not on all of these slices any more` }]
    : [{ kind: 'rule-removed', what: `${what}: removed` }];
}

/** Rules of one kind differ in their number, their slices, and how much they count for. */
function kindOf(rule: Rule): string {
  return JSON.stringify([rule.metric, conditionOf(rule), compares(rule) ? (rule.against ?? 'base') : null]);
}

/** Whether a rule is held wherever another was. */
function covers(rule: Rule, other: Rule): boolean {
  if (rule.slices === 'all') return other.slice !== undefined || other.slices !== undefined;
  if (other.slices === 'all') return false;
  const mine = slicesOf(rule);
  return slicesOf(other).every((slice) => mine.includes(slice));
}

function changesOf(before: Rule, now: Rule): Loosening[] {
  const what = scopeInWords(before);
  const [was, is] = [limitOf(before), limitOf(now)];
  const condition = conditionOf(now);
  const isLooser = condition === 'at-least' || condition === 'better-by' ? is < was : is > was;
  const found: Loosening[] = [];
  if (isLooser) {
    const kind = condition === 'no-worse-than' ? 'margin-widened' : 'limit-loosened';
    found.push({ kind, what: `${what}: ${was} became ${is}` });
  }
  if (before.severity === 'error' && now.severity === 'warn')
    found.push({ kind: 'severity-lowered', what: `${what}: an error became a warning` });
  if (before.evidence === 'interval' && now.evidence === 'point')
    found.push({ kind: 'evidence-weakened', what: `${what}: bare numbers count, without an interval` });
  return found;
}

function loosenedWaiver(waiver: Waiver, before: readonly Waiver[]): Loosening[] {
  const same = before.filter(
    ({ metric, slice }) => metric === waiver.metric && (slice === undefined || slice === waiver.slice),
  );
  if (same.some(({ until }) => until >= waiver.until)) return [];
  const of = waiver.slice === undefined ? waiver.metric : `${waiver.metric}, ${waiver.slice}`;
  return same.length === 0
    ? [{ kind: 'waiver-added', what: `${of}: waived until ${waiver.until}: ${waiver.reason}` }]
    : [{ kind: 'waiver-lengthened', what: `${of}: waived until ${waiver.until}: ${waiver.reason}` }];
}

function loosenedSettings(before: Policy, now: Policy): Loosening[] {
  const found: Loosening[] = [];
  const strictness = ['pass', 'warn', 'fail'];
  const [was, is] = [before['on-inconclusive'], now['on-inconclusive']];
  if (strictness.indexOf(is) < strictness.indexOf(was))
    found.push({ kind: 'inconclusive-loosened', what: `on-inconclusive: ${was} became ${is}` });
  const [looks, looksNow] = [before['test-set']?.looks ?? Infinity, now['test-set']?.looks ?? Infinity];
  if (looksNow > looks)
    found.push({
      kind: 'budget-raised',
      what: `test-set: ${looks} looks became ${Number.isFinite(looksNow) ? looksNow : 'any number'}`,
    });
  const [age, ageNow] = [ageOf(before), ageOf(now)];
  if (ageNow > age)
    found.push({
      kind: 'stale-loosened',
      what: `stale-after: ${before['stale-after']} became ${now['stale-after'] ?? 'any age'}`,
    });
  return found;
}

function ageOf({ 'stale-after': age }: Policy): number {
  return age === undefined ? Infinity : durationMilliseconds(age);
}

function scopeInWords(rule: Rule): string {
  if (rule.slices === undefined && rule.slice === undefined) return ruleInWords(rule);
  const on = rule.slices === 'all' ? 'all slices' : (rule.slices ?? [rule.slice]).join(', ');
  return `${ruleInWords(rule)}, ${on}`;
}
