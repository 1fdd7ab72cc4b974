import { canonicalJson } from './canonical-json.ts';
import { type RunRecord, sections } from './record/record.ts';
import { UserError } from './user-error.ts';

/**
 * Joins two shards of one record, as jobs of one run write them: associative, commutative and idempotent.
 *
 * @throws UserError `merge-different-runs`, `merge-conflict` (two different sections of one name)
 */
export function mergeRecords(a: RunRecord, b: RunRecord): RunRecord {
  const merged: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const own = merged[key];
    if (value !== undefined && own !== undefined && canonicalJson(own) !== canonicalJson(value))
      throw conflict(key);
    merged[key] = own ?? value;
  }
  return merged as RunRecord;
}

function conflict(key: string): UserError {
  if ((sections as readonly string[]).includes(key))
    return new UserError('merge-conflict', `two records have different sections "${key}"`, {
      fix: 'let only one job write each section',
    });
  return new UserError('merge-different-runs', `these records are not of one run: "${key}" differs`, {
    fix: 'give every job the record that the first step made',
  });
}
