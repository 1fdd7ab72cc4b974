import type { Comparison, DriftReport } from '@assay/contract';

/** Champion and challenger on one set of rows. */
export interface Match {
  /** `old`: what the champion was trained for; `new`: the batch that drifted. */
  data: 'old' | 'new';
  /** What the rows are called: a path, or a day. */
  name: string;
  /** Rows that were compared; null: not known. */
  rows: number | null;
  comparison: Comparison;
}

/** What a retraining pull request is about, before it is known how it looks. */
export interface RetrainingFacts {
  drift: DriftReport;
  /** Files that change, each with what became of it. */
  files: readonly { path: string; done: readonly string[] }[];
  branch: string;
  /** `null`: nothing was trained, to show what would be. */
  training: { seconds: number; digest: string | null } | null;
  /** Where the model that it is compared with comes from: `of main at 9d0e7b2`. */
  champion: string | null;
  matches: readonly Match[];
  /** The challenger's own evaluation against the base's: what there is without matches. */
  recorded: Comparison | null;
  /** What the gate says of the challenger; null without a policy. */
  verdict: { outcome: string; why: string } | null;
  /** What could not be compared, and why: a sentence each. */
  missing: readonly string[];
  /** How the checks of the pull request come to run; `not-known` where none is opened. */
  checks:
    | { kind: 'by-themselves' | 'after-approval' | 'not-known' }
    | { kind: 'dispatched'; workflow: string };
  runUrl: string | null;
}
