import type { ColumnContract, Severity } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Binding, Engine } from '../engine/index.ts';
import type { RowCondition } from '../predicate/row-condition.ts';
import type { Summary } from '../profile/summary.ts';

/** The expressions that a condition over rows is written in (see {@link Reading}). */
interface Of {
  readonly missing: string;
  readonly value: string;
}

/** What a contract may say beside any check. */
export interface Said {
  readonly where?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly reason?: string | undefined;
  readonly owner?: string | undefined;
}

interface Rule {
  readonly check: string;
  readonly expected: string;
  /** What to do where it is broken. */
  readonly fix: string;
  /** What the contract says beside this check, rather than for all checks of its column. */
  readonly said?: Said;
  /** Where it stands in the contract, below its column; its name, unless it says. */
  readonly path?: readonly string[];
}

/** What a contract asks of each row of one column. */
export interface RowRule extends Rule {
  /** Largest fraction of rows that may break it. */
  readonly tolerance: number;
  /** SQL that holds for the rows that break it. */
  broken(of: Of, bind: Binding): string;
  /** Rows that break it, where the summary tells without being asked; `undefined`: it has to be asked. */
  count?(summary: Summary): number | undefined;
  /** Whether the rows are counted in the summary's own pass, or after it where {@link RowRule.count} does not tell. */
  readonly counted: boolean;
  /** Looks at the column before the rows are counted: some limits follow from all of its values. */
  settle?(held: Held): Promise<RowRule | null>;
  /** Whether the rows that break it are told by the row before, whose value is `before`. */
  readonly byOrder?: boolean;
  /** Further words on what was observed; not called for a sensitive column. */
  remark?(summary: Summary): string;
  /** What to do, better told by values that break it; `undefined`: they tell no better. Not called for a sensitive column. */
  advise?(values: readonly string[]): string | undefined;
  /** Whether the values of the broken rows tell something. */
  readonly showsValues: boolean;
}

/** What a contract asks of a figure of all rows of one column. */
export interface FigureRule extends Rule {
  /** Aggregates over the values, for the summary's pass; each is a number. */
  readonly figures?: Readonly<Record<string, (value: string, at: { readonly now: Date }) => string>>;
  /** Counts of values for which a condition holds, for the summary's pass. */
  readonly counts?: Readonly<Record<string, (value: string, bind: Binding) => string>>;
  /** What was observed where that breaks the rule; else null. `answers` are to the figures and counts that it asks for. */
  judge(held: Held, answers: Answers): Promise<string | null> | string | null;
}

/** A column, as a rule is held against it. */
export interface Held {
  readonly engine: Engine;
  readonly raw: string;
  readonly reading: Reading;
  readonly summary: Summary;
  /** Rows that the rule is about. */
  readonly rows: number;
  /** The rule's own condition. */
  readonly scope: RowCondition | undefined;
  /** The present moment. */
  readonly now: Date;
}

export type Answers = Readonly<Record<string, number | null>>;

export type ColumnRule = RowRule | FigureRule;

/** A kind of rule: one file and one line in the registry. */
export type ColumnCheck = (
  rule: ColumnContract,
  reading: Reading,
) => ColumnRule | readonly ColumnRule[] | null;
