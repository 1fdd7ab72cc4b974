import { UserError } from '@assay/contract';

/**
 * The moment that is asked about: a time (`2026-11-03T14:00Z`, `2026-11-03T15:00+01:00`), or a day, which means its end in
 * UTC; of today, now.
 *
 * @throws UserError `input-invalid`, `moment-not-come`
 */
export function momentOf(text: string, now: Date): Date {
  const moment = momentWritten(text);
  if (moment <= now) return moment;
  if (text === now.toISOString().slice(0, 10)) return now;
  throw new UserError('moment-not-come', `input "at": ${text} has not come yet: it is ${now.toISOString()}`, {
    fix: 'ask about a moment up to now, or leave "at" out: what is in service now is listed with "now"',
  });
}

function momentWritten(text: string): Date {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return valid(`${text}T23:59:59.999Z`, text);
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.test(text))
    return valid(text, text);
  throw refused(text);
}

function valid(written: string, text: string): Date {
  const date = new Date(written);
  // 31 February is no day, but a Date makes 3 March of it.
  const day = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || Number.isNaN(day.getTime())) throw refused(text);
  if (day.toISOString().slice(0, 10) !== text.slice(0, 10)) throw refused(text);
  return date;
}

function refused(text: string): UserError {
  return new UserError('input-invalid', `input "at": "${text}" is neither a day nor a time`, {
    fix: 'write a day (2026-11-03, its end in UTC is meant) or a time with its zone (2026-11-03T14:00Z)',
  });
}
