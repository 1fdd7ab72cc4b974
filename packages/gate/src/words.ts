import type { Rule } from '@assay/contract';

/** A rule in words, as every report shows it: `roc_auc no worse than 0.005 against base`. */
export function ruleInWords(rule: Rule): string {
  return `${rule.metric} ${condition(rule)}`;
}

function condition(rule: Rule): string {
  if (rule['at-least'] !== undefined) return `≥ ${rule['at-least']}`;
  if (rule['at-most'] !== undefined) return `≤ ${rule['at-most']}`;
  const against = rule.against ?? 'base';
  if (rule['no-worse-than'] !== undefined) return `no worse than ${rule['no-worse-than']} against ${against}`;
  return `better by ${rule['better-by']} against ${against}`;
}

/** Which of its conditions a rule has. */
export function conditionOf(rule: Rule): 'at-least' | 'at-most' | 'no-worse-than' | 'better-by' {
  const names = ['at-least', 'at-most', 'no-worse-than'] as const;
  return names.find((name) => rule[name] !== undefined) ?? 'better-by';
}

/** The slices that a rule names; `null`: all rows. */
export function slicesOf({ slice, slices }: Rule): (string | null)[] {
  return slices === 'all' || slices === undefined ? [slice ?? null] : slices;
}

/** The number in a rule, as the user wrote it. */
export function limitOf(rule: Rule): number {
  return rule['at-least'] ?? rule['at-most'] ?? rule['no-worse-than'] ?? rule['better-by'] ?? 0;
}

/** Whether a rule limits a change from a baseline, and not the value itself. */
export function compares(rule: Rule): boolean {
  return rule['no-worse-than'] !== undefined || rule['better-by'] !== undefined;
}
