import type { RuleResult, RunRecord } from '@assay/contract';
import type { Tone } from './model.ts';

/** Where a rule stands for the reader; worst first, and last what could not be held yet. */
export const standings = ['fails', 'inconclusive', 'warns', 'waived', 'passes', 'skipped'] as const;
export type Standing = (typeof standings)[number];

/**
 * A comparison that a first run cannot make is skipped, and is no warning. A waived rule that passes is waived all the
 * same: waivers show in every report.
 */
export function standingOf(rule: RuleResult): Standing {
  if (rule.waived !== null) return 'waived';
  if (rule.verdict === 'pass') return 'passes';
  if (rule.verdict === 'inconclusive' && rule.against !== null && rule.change === null) return 'skipped';
  if (rule.severity === 'warn') return 'warns';
  return rule.verdict === 'fail' ? 'fails' : 'inconclusive';
}

export function rulesStanding(record: RunRecord, ...wanted: Standing[]): RuleResult[] {
  return wanted.flatMap((standing) =>
    (record.verdict?.rules ?? []).filter((rule) => standingOf(rule) === standing),
  );
}

export const signs: Record<Standing, { emoji: string; word: string; tone: Tone }> = {
  fails: { emoji: '❌', word: 'rule fails', tone: 'bad' },
  inconclusive: { emoji: '❔', word: 'inconclusive', tone: 'unsure' },
  warns: { emoji: '⚠️', word: 'warning', tone: 'warning' },
  skipped: { emoji: '➖', word: 'waiting for a baseline', tone: 'plain' },
  waived: { emoji: '⏸️', word: 'waived', tone: 'plain' },
  passes: { emoji: '✅', word: 'rule passes', tone: 'good' },
};
