import type { ColumnContract, DataContract, LabelReport } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Engine } from '../engine/index.ts';
import type { AbsentColumn, RowCondition } from '../predicate/row-condition.ts';
import type { Summary } from '../profile/summary.ts';
import type { SourceColumn, Table } from '../source/source.ts';
import type { Pending, Place } from './found.ts';

/** What the checks of the data as a whole know. */
export interface Checked {
  readonly engine: Engine;
  readonly source: Table;
  readonly contract: DataContract;
  readonly rows: number;
  /** What asks for their number: the contract, or its environment. */
  readonly rowsPlace: Place;
  /** Of the columns that are there, by name. */
  readonly readings: ReadonlyMap<string, Reading>;
  /** What the summary tells of a column that is there. */
  summary(column: string): Summary | undefined;
  /** Repeats of keys of one column that were counted before, by column. */
  readonly repeats: ReadonlyMap<string, number>;
  /** Whether a column may be absent. */
  isOptional(column: string): boolean;
  rule(column: string): ColumnContract | undefined;
  /** Whether no value of a column is to be shown. */
  hides(this: void, column: string): boolean;
  /**
   * A condition of the contract; or the column that it reads and the data lack.
   *
   * @throws UserError `contract-condition`
   */
  condition(text: string, place: Place): Promise<RowCondition | AbsentColumn>;
  /** Of each rule across columns, what the summary counted; null: it is not held here. */
  readonly ruled: readonly (RuleCounts | null)[];
  /** Names of the columns of the contract, as they follow each other in its text. */
  readonly columnsInOrder: readonly string[];
  /**
   * Opens other data, by path or by the name that assay.yml has for it, for queries together with the data.
   *
   * @throws UserError as openTable; `trino-alone` where another engine reads them
   */
  open(data: string, place: Place): Promise<Table>;
  /** The same for queries of their own, with the engine that reads them. @throws UserError as openTable */
  openAnywhere(data: string, place: Place): Promise<{ readonly table: Table; readonly engine: Engine }>;
  /** Names and types of the columns of other data, or of their stored profile. @throws UserError as openTable */
  columnsOf(data: string, place: Place): Promise<readonly SourceColumn[]>;
}

/** What the summary counted of a rule across columns. */
export interface RuleCounts {
  readonly columns: readonly Reading[];
  /** SQL of the rows that break it, over the values of its columns. */
  readonly where: string;
  readonly broken: number;
  /** Rows that it is about. */
  readonly rows: number;
  /** Which column that it reads is not there. */
  readonly absent: AbsentColumn | null;
}

/** What came of a check. */
export interface Answer {
  /** How many expectations were checked. */
  readonly checks: number;
  readonly findings: readonly Pending[];
  /** Figures for the record, also where nothing is found. */
  readonly labels?: LabelReport | undefined;
}

/** A kind of check of the data as a whole: one file and one line in the registry. */
export type DataCheck = (checked: Checked) => Promise<Answer> | Answer;
