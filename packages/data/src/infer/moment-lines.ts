import type { Evidence } from './evidence.ts';
import { type Line, WARN } from './line.ts';

const DAY = 86_400_000;
const TIME_NAME = /time|date|stamp|epoch|(^|_)ts$|(^|_)at$/i;
/** 1980 to 2100, in seconds: what a clock says. */
const FIRST = 315_532_800;
const LAST = 4_102_444_800;
/** That a date of a contract can name: its years have four digits. */
const LAST_YEAR = 9999;

/** Whether a column of whole numbers holds moments, in seconds or milliseconds since 1970. */
export function isEpoch(evidence: Evidence): boolean {
  return epochUnit(evidence) !== null;
}

/** Milliseconds of one. */
function epochUnit({ reading, summary }: Evidence): number | null {
  if (reading.type !== 'integer' || !TIME_NAME.test(reading.column)) return null;
  const [min, max] = [Number(summary.min), Number(summary.max)];
  return [1000, 1].find((unit) => (min * unit) / 1000 >= FIRST && (max * unit) / 1000 <= LAST) ?? null;
}

/**
 * Of dates and times: the years, with one more to come, as a warning, since data go on; and how fresh they are, where they
 * were written a short time ago.
 */
export function momentLines(evidence: Evidence, at: Date): Line[] {
  const { reading, summary } = evidence;
  const unit = epochUnit(evidence);
  const isMoment = unit !== null || reading.type === 'date' || reading.type === 'timestamp';
  if (!isMoment || summary.min === null || summary.max === null) return [];
  const moment = (text: string) => (unit === null ? millisecondsOf(text) : Number(text) * unit);
  const [oldest, newest] = [moment(summary.min), moment(summary.max)];
  if (Number.isNaN(oldest) || Number.isNaN(newest)) return [];
  const [first, last] = [yearOf(oldest), Math.min(yearOf(newest) + 1, LAST_YEAR)];
  const bounds =
    unit === null
      ? { min: `${fourDigits(first)}-01-01`, max: `${fourDigits(last)}-12-31` }
      : { min: Date.UTC(first) / unit, max: Date.UTC(last + 1) / unit - 1 };
  const because = `${day(oldest)} to ${day(newest)}: the years ${first} to ${last}`;
  const lines: Line[] = [{ path: ['range'], value: { ...bounds, ...WARN }, because }];
  const within = unit === null ? freshness(at.getTime() - newest) : undefined;
  if (within !== undefined)
    lines.push({ path: ['fresh'], value: { within, ...WARN }, because: `the newest is of ${day(newest)}` });
  return lines;
}

/** As the engine writes it; its years have four digits where a contract can name them. */
function millisecondsOf(text: string): number {
  return /^\d{4}-/.test(text)
    ? Date.parse(`${text.replace(' ', 'T').replace(/[+]00$/, '')}${text.includes(':') ? 'Z' : ''}`)
    : Number.NaN;
}

const fourDigits = (year: number) => String(year).padStart(4, '0');
const yearOf = (moment: number) => new Date(moment).getUTCFullYear();
const day = (moment: number) => new Date(moment).toISOString().slice(0, 10);

/** Twice their age and a day, in days that people count in; data of the future, or older than a month, tell nothing. */
function freshness(age: number): string | undefined {
  if (age < -DAY || age > 31 * DAY) return undefined;
  const days = [2, 7, 14, 31, 92].find((most) => 2 * age + DAY <= most * DAY);
  return days === undefined ? undefined : `${days}d`;
}
