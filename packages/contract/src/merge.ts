import { canonicalJson } from './canonical-json.ts';
import { type RunRecord, sections } from './record/index.ts';
import { UserError } from './user-error.ts';

/**
 * Joins two shards of one record, as jobs of one run write them: associative, commutative and idempotent.
 *
 * @throws UserError `merge-different-runs`, `merge-conflict` (two different sections of one name)
 */
export function mergeRecords(a: RunRecord, b: RunRecord): RunRecord {
  const merged: Record<string, unknown> = { ...a };
  for (const key of Object.keys({ ...a, ...b }) as (keyof RunRecord)[]) {
    if (a[key] === undefined) merged[key] = b[key];
    if (a[key] === undefined || b[key] === undefined || canonicalJson(a[key]) === canonicalJson(b[key]))
      continue;
    const isSection = (sections as readonly string[]).includes(key);
    throw new UserError(
      isSection ? 'merge-conflict' : 'merge-different-runs',
      isSection
        ? `two records have different sections "${key}"`
        : `these records are not of one run: "${key}" differs`,
      {
        fix: isSection
          ? 'let only one job write each section'
          : 'give every job the record that the first step made',
      },
    );
  }
  return merged as RunRecord;
}
