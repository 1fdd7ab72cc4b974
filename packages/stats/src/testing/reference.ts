import { readFileSync } from 'node:fs';
import type { PairedCounts } from '../intervals/newcombe.ts';
import type { Problem } from './problem.ts';

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Replicates of a statistic, what it is without each value, and intervals of them by two methods. */
interface Bootstrap {
  readonly value: number;
  readonly confidence: number;
  readonly replicates: number[];
  readonly percentile: Bounds;
  readonly bca: Bounds;
}

/** What other tools computed: test/agreement/stats/reference.py wrote it. */
export interface Reference {
  readonly problems: readonly Problem[];
  readonly wilson: (Bounds & { successes: number; n: number; confidence: number })[];
  readonly newcombe: (Bounds & { base: [number, number]; candidate: [number, number] })[];
  readonly newcombe_paired: (Bounds & { counts: PairedCounts })[];
  readonly mcnemar: { only_base: number; only_candidate: number; p: number }[];
  readonly multiplicity: { p: number[]; holm: number[]; benjamini_hochberg: number[] };
  readonly welch: (Bounds & { base: number[]; candidate: number[]; confidence: number })[];
  readonly bootstraps: { readonly values: number[] } & Record<'mean' | 'root_mean_square', Bootstrap>;
  readonly normal: { confidence: number; critical: number }[];
  readonly curves: {
    labels: number[];
    scores: number[];
    roc: { fpr: number[]; tpr: number[]; thresholds: (number | null)[] };
    precision_recall: { precision: number[]; recall: number[]; thresholds: number[] };
  };
  readonly calibration: { labels: number[]; scores: number[]; observed: number[]; mean_score: number[] };
}

const file = new URL('../../../../test/agreement/stats/reference.json', import.meta.url);

export const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference;
