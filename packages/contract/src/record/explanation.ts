import type { RuleResult } from './verdict.ts';

/** A rule's result with the arithmetic behind it. Numbers are on the metric's own scale. */
export interface Explanation extends RuleResult {
  condition: 'at-least' | 'at-most' | 'no-worse-than' | 'better-by';
  evidence: 'interval' | 'point';
  /** What the rule holds, the value or the change, must be at least (or at most) this; `null` where nothing was found to hold. */
  bound: { sense: 'at-least' | 'at-most'; number: number } | null;
  confidence: number | null;
  /** Why a part of the figures is missing. */
  reason: string | null;
  /** Where the rule was held on several slices: the one-sided p-value of "the limit is kept", and after Holm's correction. */
  correction: { p: number; corrected: number; tests: number; level: number } | null;
  /** Rows at which the present estimate would be clear of the bound: n (reach / gap)^2; `null` where it is, or never will be. */
  settle: { n: number; reach: number; gap: number; rows: number } | null;
}
