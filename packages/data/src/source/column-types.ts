import { UserError } from '@assay/contract';
import { type Family, familyOf } from '../column/logical-type.ts';
import type { SourceColumn } from './source.ts';

const NUMBERS: readonly Family[] = ['integer', 'decimal', 'float'];
const MOMENTS: readonly Family[] = ['date', 'timestamp'];

/**
 * Holds the types of a further Parquet file's columns to the first's: numbers of any width go together, dates with times,
 * and texts with what can be written as one. The engine would learn of others while it reads.
 *
 * @throws UserError `data-types-differ`
 */
export function checkTypes(
  first: { file: string; columns: readonly SourceColumn[] },
  other: { file: string; columns: readonly SourceColumn[] },
): void {
  const types = new Map(first.columns.map(({ name, type }) => [name, type]));
  for (const { name, type } of other.columns) {
    const before = types.get(name) ?? type;
    if (goTogether(before, type)) continue;
    throw new UserError(
      'data-types-differ',
      `${other.file}: ${JSON.stringify(name)} is ${type}, and in ${first.file} it is ${before}`,
      { fix: 'write the column with the same type in all files' },
    );
  }
}

function goTogether(a: string, b: string): boolean {
  if (a === b) return true;
  const families = [familyOf(a), familyOf(b)];
  if (families.includes('other')) return false;
  if (families[0] === families[1] || families.includes('text')) return true;
  return [NUMBERS, MOMENTS].some((kin) => families.every((family) => kin.includes(family)));
}
