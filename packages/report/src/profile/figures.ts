import type { ProfileColumn } from '@assay/contract';
import { formatCount, formatNumber, formatShare, formatValue } from '../text/number.ts';

/** An end or a quantile, as it stands in the data. */
export function shownFigure(value: number | string | null, kind: ProfileColumn['kind']): string {
  return kind === 'number' && typeof value === 'number' ? formatValue(value) : shownValue(value, kind);
}

/** The same beside a histogram: as many digits as a reader wants there. */
export function shownValue(value: number | string | null, kind: ProfileColumn['kind']): string {
  if (value === null) return '–';
  if (kind === 'time') return typeof value === 'string' ? value.replace(/ 00:00:00$/, '') : shownTime(value);
  if (typeof value === 'number') return formatNumber(value);
  return value === 'inf' ? '∞' : value === '-inf' ? '−∞' : value;
}

/** Seconds since 1970, to the minute, or to the day where that is all. */
function shownTime(seconds: number): string {
  const at = new Date(seconds * 1000);
  // Beyond what a date of JavaScript holds.
  if (Number.isNaN(at.getTime())) return `${formatNumber(seconds)} s`;
  return at
    .toISOString()
    .replace('T', ' ')
    .replace(/(:\d\d)\.\d*Z$/, '')
    .replace(/ 00:00$/, '');
}

/** Rows without a value: null or not a number. */
export function missingOf({ nulls, nan }: ProfileColumn): number {
  return nulls + nan;
}

export function shareOf(count: number, rows: number): number {
  return rows === 0 ? 0 : count / rows;
}

/** `1,203 (2.5 %)`. */
export function countAndShare(count: number, rows: number): string {
  return count === 0 ? '0' : `${formatCount(count)} (${formatShare(shareOf(count, rows))})`;
}

export function shownDistinct({ distinct }: ProfileColumn): string {
  if (distinct === null) return '–';
  return distinct.exact ? formatCount(distinct.count) : `about ${formatCount(rounded(distinct.count))}`;
}

/** Three digits of an estimate: no more of them are known. */
function rounded(count: number): number {
  return Number(count.toPrecision(3));
}

export function quantile({ quantiles }: ProfileColumn, q: number): number | null {
  return quantiles?.find((each) => each.q === q)?.value ?? null;
}
