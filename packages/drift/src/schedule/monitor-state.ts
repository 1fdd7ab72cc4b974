import type { DriftOutcome } from '@assay/contract';
import type { CellCounts, ReferenceColumn } from '../cells/index.ts';

/** What a monitor may be told; see `drift:` in assay.yml. */
export interface MonitorSettings {
  /** A difference up to this is harmless. */
  readonly margin: number;
  /** Of all streams flagged, the share that may be wrong, over `patience` checks. */
  readonly falseAlarms: number;
  readonly patience: number;
  /** Rows, of the reference too, count for this many times less than independent ones. */
  readonly designEffect: number;
}

/** What batches are held against. */
export interface Reference {
  readonly digest: string;
  readonly rows: number;
  readonly columns: readonly ReferenceColumn[];
}

/** A watched column: what it was in the reference, and its detector, log(1 + M) of each component. */
export interface WatchedColumn extends ReferenceColumn {
  readonly levels: Float32Array;
}

/** A watched metric, or the number of rows: its values so far, and its detector, log(1 + M). */
export interface WatchedMetric {
  readonly name: string;
  readonly kind: 'metric' | 'rows';
  readonly history: Float64Array;
  readonly level: number;
}

/** An alarm stands until the monitor is given a new baseline. */
export interface Alarm {
  /** Label of the batch that raised it. */
  readonly since: string;
  /** Columns and metrics flagged by that batch or a later one, sorted. */
  readonly columns: readonly string[];
}

export interface SeenBatch {
  readonly digest: string;
  readonly label: string;
  readonly at: string;
}

/** The memory of a monitor. Immutable. */
export interface MonitorState {
  readonly settings: MonitorSettings;
  readonly reference: { readonly digest: string; readonly rows: number };
  /** Sorted by name. */
  readonly columns: readonly WatchedColumn[];
  /** Sorted by name; the number of rows is always among them. */
  readonly metrics: readonly WatchedMetric[];
  /** Batches counted since the baseline. */
  readonly checks: number;
  /** The last 4,000 of them, oldest first: an older one that comes again is not recognised, and counts again. */
  readonly batches: readonly SeenBatch[];
  readonly alarm: Alarm | null;
  /** The baseline before this one, so that its alarm does not go in silence. */
  readonly replaced: {
    readonly reference: string;
    readonly checks: number;
    readonly alarm: Alarm | null;
    readonly why: string;
  } | null;
}

/** One batch, counted into the cells of the reference. */
export interface Batch {
  /** Digest of the batch's bytes: what it is recognised by. */
  readonly digest: string;
  /** What it is called: the day, or the path. */
  readonly label: string;
  /** When it was checked, ISO 8601. */
  readonly at: string;
  readonly rows: number;
  /** Digest of the reference whose cells these are. */
  readonly reference: string;
  readonly columns: readonly { readonly name: string; readonly counts: CellCounts }[];
  /** Columns that the reference does not have, where all are watched. */
  readonly newColumns: readonly string[];
  /** Null where it could not be had. */
  readonly metrics: readonly { readonly name: string; readonly value: number | null }[];
}

/** What is known of one column or metric after a batch. */
export interface StreamFinding {
  readonly name: string;
  readonly kind: 'column' | 'metric' | 'rows';
  readonly outcome: DriftOutcome;
  /** new: not in the reference; vanished: not in the batch, which is drift of a column. Neither has been counted. */
  readonly presence: 'present' | 'new' | 'vanished';
  /** log(1 + M) of the detector, natural; flagged from `threshold` on. */
  readonly score: number;
  readonly threshold: number;
  /** The largest difference of this batch from the reference, of the distribution function or of a share; metrics: null. */
  readonly difference: number | null;
  /** Where that is: "≤ 3.2", "null", "NaN", a category in quotes. */
  readonly where: string | null;
  /** Rows behind it; of a metric, its values so far. */
  readonly n: number;
  /** Why there is not enough data, and how much would do; or that the column has vanished. */
  readonly reason: string | null;
}
