import type { Evidence } from './evidence.ts';
import { ENOUGH_ROWS } from './line.ts';
import { MISS } from './next-sample.ts';

const ID_NAME = /(^|[^a-z])(id|uuid|guid|key)$|[a-z](Id|ID|Uuid|UUID|Key)$/;

/**
 * Whether each value tells its row: none comes twice, and that is no chance. It is none where the column is named like an id
 * or holds UUIDs; and where so many whole numbers, drawn at random between their least and greatest, would hardly all
 * differ: n rows of R numbers do so with a probability of about exp(-n (n - 1) / 2R) (the birthday problem).
 */
export function isKey({ reading, summary, tally, forms, present }: Evidence): boolean {
  if (present < ENOUGH_ROWS || tally.distinct !== present) return false;
  if (reading.type !== 'integer' && reading.type !== 'string') return false;
  if (ID_NAME.test(lowerStart(reading.column)) || forms?.type === 'uuid') return true;
  const numbers = Number(summary.max ?? Number.NaN) - Number(summary.min ?? Number.NaN) + 1;
  return (present * (present - 1)) / (2 * numbers) > -Math.log(MISS);
}

/** `ID` and `Trip_ID` are ids as `id` is; the case within a name stays, for `tripId`. */
function lowerStart(name: string): string {
  return name.toUpperCase() === name || name.includes('_')
    ? name.toLowerCase()
    : name.charAt(0).toLowerCase() + name.slice(1);
}
