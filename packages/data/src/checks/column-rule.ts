import type { ColumnContract } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Binding } from '../engine/index.ts';
import type { Summary } from '../profile/summary.ts';

/** The two expressions that a condition over rows is written in (see {@link Reading}). */
interface Of {
  readonly missing: string;
  readonly value: string;
}

/** What a contract asks of the rows of one column. */
export interface ColumnRule {
  readonly check: string;
  readonly expected: string;
  /** Largest fraction of rows that may break it. */
  readonly tolerance: number;
  /** SQL that holds for the rows that break it. */
  broken(of: Of, bind: Binding): string;
  /** Rows that break it, where the summary tells; `undefined`: the rows have to be asked. */
  count(summary: Summary): number | undefined;
  /** Whether the summary is to count the broken rows in its own pass. */
  readonly counted?: boolean;
  /** Further words on what was observed; not called for a sensitive column. */
  remark?(summary: Summary): string;
  /** Whether the values of the broken rows tell something. */
  readonly showsValues: boolean;
}

/** A kind of rule: one file and one line in the registry. */
export type ColumnCheck = (rule: ColumnContract, reading: Reading) => ColumnRule | null;
