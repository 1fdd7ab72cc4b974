import type { RunRecord, Version } from '@assay/contract';

/** A version to show in an MLflow registry. */
export interface Mirrored {
  version: Version;
  record: RunRecord;
  /** Becomes the alias that stands on this version. */
  stage: string;
  experiment: string;
  registeredModel: string;
  /** Now: of two runs that are made at once the earlier one stays. */
  at: Date;
  /** What else the run and the version are tagged with. */
  tags: Record<string, string>;
}
