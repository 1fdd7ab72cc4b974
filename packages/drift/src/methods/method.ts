import type { DriftOutcome } from '@assay/contract';
import type { Chunk } from './chunks.ts';
import type { DriftColumn } from './column.ts';

/** What a method says of two columns; the fields of a drift finding, and the p-value. */
export interface Measured {
  /** null only with a reason; never NaN. */
  readonly value: number | null;
  /** null: the method has none. */
  readonly threshold: number | null;
  readonly outcome: DriftOutcome;
  /** Interval of the value, 95 %, where the method has one. */
  readonly low: number | null;
  readonly high: number | null;
  /** p-value where the method is a test, for whoever adjusts over columns; else null. */
  readonly p: number | null;
  /** Why there is no value, or why the outcome is not what value and threshold alone say. */
  readonly reason: string | null;
}

/** The same of one chunk. */
export interface DriftMeasurement extends Measured {
  /** null: all rows. */
  readonly chunk: string | null;
  /** Rows of the chunk, those without a value included. */
  readonly n: number;
}

/** A drift method of the registry. */
export interface DriftMethod {
  /** What users ask for: `ks`, `psi@evidently`. */
  readonly id: string;
  /** One line for documentation: what the number is, and in which unit. */
  readonly summary: string;
  /** Columns that it is for; of others the value is null, with a reason. */
  readonly kinds: readonly DriftColumn['kind'][];
  /** What both sides must have for it to be measured: a value that is there, or just rows. */
  readonly of: 'values' | 'rows';
  /** Whether rows must come in their own order even where no chunks are asked for, as it cuts chunks itself. */
  readonly ordered?: true;
  /**
   * Reads the reference once; what it returns measures current rows against it. Both columns are of one kind of `kinds`.
   *
   * @param chunks of the reference, for a threshold that comes from how far these differ; null: none were asked for
   */
  fit(reference: DriftColumn, chunks: readonly Chunk[] | null): (current: DriftColumn) => Measured;
}
