import { wilson } from '@assay/stats';
import type { Closeness } from './parity-columns.ts';
import { count, percent, plainNumber, rowsOf } from './words.ts';

/** How many of the columns that differ are named, the worst first. */
const NAMED = 5;
const CONFIDENCE = 0.95;

/** `12 of 4,000 rows (0.3 %, 95 % interval 0.172 % to 0.524 %) differ` */
export function shareDifferent(different: number, both: number): string {
  const { low, high } = wilson(different, both, CONFIDENCE);
  const interval =
    low === null || high === null
      ? ''
      : `, ${CONFIDENCE * 100} % interval ${percent(low)} to ${percent(high)}`;
  return `${count(different)} of ${rowsOf(both)} (${percent(different / both)}${interval}) ${different === 1 ? 'differs' : 'differ'}`;
}

/** `fare 10, tips 3` */
export function worstColumns(columns: readonly { readonly column: string; readonly n: number }[]): string {
  const found = columns.filter(({ n }) => n > 0).sort((a, b) => b.n - a.n);
  const named = found.slice(0, NAMED).map(({ column, n }) => `${column} ${count(n)}`);
  const more = found.length - named.length;
  return named.join(', ') + (more > 0 ? ` and ${count(more)} more columns` : '');
}

export function unmatched(here: number, there: number): string {
  const told = [
    ...(here > 0 ? [`${rowsOf(here)} here without a counterpart`] : []),
    ...(there > 0 ? [`${rowsOf(there)} there`] : []),
  ];
  return told.length === 0 ? '' : `; ${told.join(', ')}`;
}

export function closenessOf({ relative, absolute }: Closeness): string {
  const parts = [
    ...(relative > 0 ? [`${plainNumber(relative)} of their size`] : []),
    ...(absolute > 0 ? [plainNumber(absolute)] : []),
  ];
  return parts.length === 0 ? '' : `, numbers within ${parts.join(' or ')}`;
}
