import { hint, UserError } from '@assay/contract';
import { familyOf, type SourceColumn } from '@assay/data';
import type { DriftColumn } from '../methods/column.ts';

/** A column that is compared, and how: as the reference has it. */
export interface Watched {
  readonly name: string;
  readonly kind: DriftColumn['kind'];
  /** Whether it is of whole numbers. */
  readonly integer: boolean;
  readonly role: 'feature' | 'prediction';
  /** Whether the current data have it. */
  readonly present: boolean;
}

/** What a finding says of a watched column that the current data do not have: drift, whatever chance may do. */
export const MISSING = 'the column is missing from the current data';

/** What is to be compared. */
export interface Watch {
  /** Columns by name; without it all that the reference has, but for dates, times and what cannot be compared. */
  readonly columns?: readonly string[] | undefined;
  /** Never watched unless named: the id, the label. */
  readonly leftOut: readonly string[];
  /** Of these a finding says that it is about predictions. */
  readonly predictions: readonly string[];
}

/** A column of the reference, from its files or its stored profile. */
export type Known = Pick<Watched, 'name' | 'kind' | 'integer'>;

/** How a column of files is compared; `undefined`: a date, a time, a list, which differ by their nature. */
export function knownColumn({ name, type }: SourceColumn): Known | undefined {
  switch (familyOf(type)) {
    case 'integer':
      return { name, kind: 'numeric', integer: true };
    case 'decimal':
    case 'float':
      return { name, kind: 'numeric', integer: false };
    case 'text':
    case 'boolean':
      return { name, kind: 'categorical', integer: false };
    default:
      return undefined;
  }
}

/**
 * The columns that are compared, in the order of the reference.
 *
 * @throws UserError `column-missing`: one that was named is not in the reference; `nothing-to-compare`
 */
export function watchedColumns(
  known: readonly Known[],
  current: readonly SourceColumn[],
  watch: Watch,
): Watched[] {
  const names = known.map(({ name }) => name);
  for (const name of watch.columns ?? []) {
    if (names.includes(name)) continue;
    throw new UserError('column-missing', `the reference has no column "${name}" that can be compared`, {
      fix: hint(name, names),
    });
  }
  const there = new Set(current.map(({ name }) => name));
  const watched = known
    .filter(({ name }) => watch.columns?.includes(name) ?? !watch.leftOut.includes(name))
    .map(
      (column): Watched => ({
        ...column,
        role: watch.predictions.includes(column.name) ? 'prediction' : 'feature',
        present: there.has(column.name),
      }),
    );
  // Of one that is watched alone and vanishes the same is said as of one among many.
  if (watched.length > 0 && names.some((name) => there.has(name))) return watched;
  throw new UserError('nothing-to-compare', 'the reference and the current data have no column in common', {
    fix: `are these the right files? The reference has ${names.slice(0, 10).join(', ')}; the current data have ${[...there].slice(0, 10).join(', ')}`,
  });
}
