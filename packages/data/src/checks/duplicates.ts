import type { DataCheck } from './data-check.ts';
import { saidOf } from './found.ts';
import { countRepeats, repeatedRows } from './repeated-rows.ts';
import { percent, rowsOfAll } from './words.ts';

/** Not too many rows are exact copies of an earlier one, in every column. */
export const duplicates: DataCheck = async ({ engine, source, contract, rows }) => {
  if (contract.duplicates === undefined) return { checks: 0, findings: [] };
  const most = contract.duplicates['at-most'];
  const key = { parts: source.columns.map((_, index) => `c${index}`), skipNulls: false };
  const [copies = 0] = await countRepeats(engine, source.raw, [key]);
  if (copies <= most * rows) return { checks: 1, findings: [] };
  const finding = {
    column: null,
    check: 'duplicates',
    ...saidOf(contract.duplicates),
    expected: most === 0 ? 'no copies of rows' : `at most ${percent(most)} copies of rows`,
    observed: `${rowsOfAll(copies, rows)} ${copies === 1 ? 'is a copy' : 'are copies'} of an earlier one`,
    rows: copies,
    of: rows,
    fraction: copies / rows,
    examples: await repeatedRows(engine, source.raw, key, null, copies),
    fix: 'drop the copies, and look for files or loads that overlap',
    place: ['duplicates'],
  };
  return { checks: 1, findings: [finding] };
};
