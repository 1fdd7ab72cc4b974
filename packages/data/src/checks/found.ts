import type { Finding, Severity } from '@assay/contract';
import type { AbsentColumn } from '../predicate/row-condition.ts';
import type { Said } from './column-rule.ts';

/** Where something stands in a contract. */
export type Place = readonly (string | number)[];

/** A finding, and the place in the contract that asks for what it found broken. */
export interface Found extends Omit<Finding, 'line'> {
  readonly place: Place;
  readonly fix: string;
}

export type Observed = Pick<Found, 'observed' | 'rows' | 'examples'> & Partial<Pick<Found, 'fix'>>;

/** What was found broken; with `tell`, which rows break it has still to be looked at. */
export interface Pending extends Found {
  readonly tell?: () => Promise<Observed>;
}

/** A check that could not be made, for what is said of it: broken by all rows, and no fault of theirs. */
export function notMade(
  base: Omit<Found, 'observed' | 'rows' | 'of' | 'fraction' | 'examples'>,
  why: string | AbsentColumn,
  rows: number,
): Found {
  const [observed, fix] =
    typeof why === 'string'
      ? [why, 'this could not be checked: correct what the contract names, or add it to the data']
      : [why.message, `this could not be checked: ${why.fix}`];
  return { ...base, fix, observed, rows, of: rows, fraction: 1, examples: [] };
}

/** What a contract says beside a check; where it says nothing, the column's or the data's word counts. */
export function saidOf(
  said: Said | undefined,
  otherwise: { severity?: Severity; reason?: string | undefined; owner?: string | undefined } = {},
): Pick<Finding, 'severity' | 'reason' | 'owner'> {
  const reason = said?.reason ?? otherwise.reason;
  const owner = said?.owner ?? otherwise.owner;
  return {
    severity: said?.severity ?? otherwise.severity ?? 'error',
    ...(reason === undefined ? {} : { reason }),
    ...(owner === undefined ? {} : { owner }),
  };
}

/** Checks whose breaking makes most of the others meaningless: they come first. */
const STRUCTURE = ['columns', 'schema-changes', 'rows', 'type'];

/** Sorts by harm: errors, then what is wrong with the data as a whole, then by the share of rows; else as the contract has it. */
export function worstFirst(a: Found, b: Found): number {
  if (a.severity !== b.severity) return a.severity === 'error' ? -1 : 1;
  const rank = ({ check }: Found) =>
    STRUCTURE.includes(check) ? STRUCTURE.indexOf(check) : STRUCTURE.length;
  return rank(a) - rank(b) || b.fraction - a.fraction;
}
