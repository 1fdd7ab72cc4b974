import type { ColumnContract, DataContract, Finding } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Engine } from '../engine/index.ts';
import type { Source } from '../source/source.ts';

/** What the checks of the data as a whole know. */
export interface Checked {
  readonly engine: Engine;
  readonly source: Source;
  readonly contract: DataContract;
  readonly rows: number;
  /** Of the columns that are there, by name. */
  readonly readings: ReadonlyMap<string, Reading>;
  rule(column: string): ColumnContract | undefined;
}

interface Answer {
  /** How many expectations were checked. */
  readonly checks: number;
  readonly findings: readonly Finding[];
}

/** A kind of check of the data as a whole: one file and one line in the registry. */
export type DataCheck = (checked: Checked) => Promise<Answer> | Answer;
