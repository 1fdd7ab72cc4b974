import { UserError } from '@assay/contract';

/** Fewer than a monitor remembers batches, so that the same range again is known to the last day. */
const MOST_DAYS = 3700;

const DAY_MS = 86_400_000;

/** What the input "date" asks for. */
export interface Days {
  /** In order, at least one. */
  readonly days: readonly string[];
  /** The range as it was written; null: one day. */
  readonly range: string | null;
}

/** The days of an input as 2026-01-31, or 2026-01-01..2026-01-31 with both ends; today (UTC) by default. @throws UserError `input-invalid` */
export function daysOf(date: string | undefined, now: Date): Days {
  if (date === undefined) return { days: [dayAt(now.getTime())], range: null };
  const ends = date.split('..').map(timeOf);
  const [first = Number.NaN, last = first] = ends;
  if (ends.length > 2 || ends.some(Number.isNaN))
    throw refused(date, 'is no day', 'write it as 2026-01-31, or a range of days as 2026-01-01..2026-01-31');
  const count = Math.round((last - first) / DAY_MS) + 1;
  if (count < 1)
    throw refused(
      date,
      'ends before it begins',
      `write the earlier day first: ${dayAt(last)}..${dayAt(first)}`,
    );
  if (count > MOST_DAYS)
    throw refused(
      date,
      `has ${count} days, and at most ${MOST_DAYS} are checked at once`,
      `check it in parts, the first of them as ${dayAt(first)}..${dayAt(first + (MOST_DAYS - 1) * DAY_MS)}`,
    );
  const days = Array.from({ length: count }, (_, index) => dayAt(first + index * DAY_MS));
  return { days, range: ends.length === 2 ? date : null };
}

/** Milliseconds of the day's beginning; NaN where the text is no day. */
function timeOf(text: string): number {
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && dayAt(time) === text ? time : Number.NaN;
}

function dayAt(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function refused(date: string, what: string, fix: string): UserError {
  return new UserError('input-invalid', `input "date": "${date}" ${what}`, { fix });
}
