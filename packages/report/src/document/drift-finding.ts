import type { DriftFinding } from '@assay/contract';
import type { Line } from './model.ts';
import { code, line } from './spans.ts';

/** What a drift finding is about: a column by its name, another thing with its kind, or the number of rows. */
export function watchedName({ column, kind }: DriftFinding): Line {
  if (kind === 'rows') return line('number of rows');
  return kind === 'feature' ? line(code(column)) : line(code(column), ` (${kind})`);
}

/** Whether it is a number alone, of a method that has no threshold: neither drift nor none. */
export function isBare({ outcome, value, threshold, reason }: DriftFinding): boolean {
  return outcome === 'none' && value !== null && threshold === null && reason !== null;
}
