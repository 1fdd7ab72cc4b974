const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?(\.\d+)?(Z|[-+]\d{2}(?::?\d{2})?)?)?$/;
const MINUTE = 60_000;

/**
 * A moment of a contract as a clock shows it: one with a zone in UTC, as values of timestamp-with-zone are; one without as it
 * stands. All digits of its seconds are kept, and every engine reads it: `2026-01-31 10:00:00.5`.
 *
 * @param text as checkContract lets it through
 */
export function clockOf(text: string): string {
  const [, day = text, minute = '00:00', second = ':00', fraction = '', zone = 'Z'] = MOMENT.exec(text) ?? [];
  const [, sign = '+', hours = '0', minutes = '0'] = /^([-+])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  const ahead = (sign === '-' ? -1 : 1) * (60 * Number(hours) + Number(minutes)) * MINUTE;
  const moment = new Date(Date.parse(`${day}T${minute}${second}Z`) - ahead);
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')}${fraction}`;
}
