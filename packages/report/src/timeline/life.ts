import type { Deployment, DriftReport, Retraining, RunRecord, Version } from '@assay/contract';

/** A drift monitor, as it stands. */
export interface Watch {
  monitor: string;
  /** Digest of what batches are held against. */
  reference: string;
  /** Batches since the baseline. */
  checks: number;
  /** The batch that raised the alarm which stands, and what has drifted since. */
  alarm: { since: string; columns: readonly string[] } | null;
  /** Oldest first, with the time of each check. */
  batches: readonly { digest: string; label: string; at: string }[];
  /** The baseline before this one. */
  replaced: { alarm: Watch['alarm']; why: string } | null;
}

/** What is known of the life of a model: the ledger's documents, and reports that were kept beside it. */
export interface Life {
  model: string;
  environment: string;
  /** Of commits, and of pull requests where they were kept. */
  records: readonly RunRecord[];
  versions: readonly Version[];
  /** Oldest first. */
  deployments: readonly Deployment[];
  watches: readonly Watch[];
  retrainings: Retraining['attempts'];
  /** Drift reports that were kept: their evidence is drawn. */
  drift: readonly DriftReport[];
}
