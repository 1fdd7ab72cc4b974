import type { DriftFinding, DriftOutcome } from '@assay/contract';
import type { Line } from './model.ts';
import { code, line } from './spans.ts';

const order: readonly DriftOutcome[] = ['drift', 'insufficient data', 'none'];

/** Findings in the order in which they should be read: drift first, and what is furthest past its threshold first. */
export function worstFirst(findings: readonly DriftFinding[]): DriftFinding[] {
  return [...findings].sort(
    (a, b) =>
      order.indexOf(a.outcome) - order.indexOf(b.outcome) ||
      excess(b) - excess(a) ||
      (a.column < b.column ? -1 : Number(a.column > b.column)),
  );
}

function excess({ value, threshold }: DriftFinding): number {
  if (value === null) return Number.NEGATIVE_INFINITY;
  return threshold === null || threshold === 0 ? Math.abs(value) : value / threshold;
}

/** What a drift finding is about: a column by its name, another thing with its kind, or the number of rows. */
export function watchedName({ column, kind }: DriftFinding): Line {
  if (kind === 'rows') return line('number of rows');
  return kind === 'feature' ? line(code(column)) : line(code(column), ` (${kind})`);
}

/** Whether it is a number alone, of a method that has no threshold: neither drift nor none. */
export function isBare({ outcome, value, threshold, reason }: DriftFinding): boolean {
  return outcome === 'none' && value !== null && threshold === null && reason !== null;
}
