import { familyOf } from '../column/logical-type.ts';
import type { DataCheck } from './data-check.ts';
import { type Found, saidOf } from './found.ts';

type Change = 'added' | 'removed' | 'widened' | 'changed';

/** Columns and their types differ from a reference only as the contract allows. */
export const schemaChanges: DataCheck = async ({ source, contract, rows, columnsOf, isOptional }) => {
  const asked = contract['schema-changes'];
  if (asked === undefined) return { checks: 0, findings: [] };
  const reference = await columnsOf(asked.against, ['schema-changes', 'against']);
  const now = new Map(source.columns.map(({ name, type }) => [name, type]));
  const then = new Map(reference.map(({ name, type }) => [name, type]));
  const found = (column: string, change: Change, observed: string): Found[] => {
    if (asked.allow.includes(change)) return [];
    return [
      {
        column,
        check: 'schema-changes',
        ...saidOf(asked),
        expected: `as in ${asked.against}`,
        observed,
        rows,
        of: rows,
        fraction: 1,
        examples: [],
        fix: `undo the change; if it is meant, renew the reference or allow it: allow: [${change}]`,
        place: ['schema-changes'],
      },
    ];
  };
  const findings = [
    ...[...then.keys()]
      .filter((name) => !now.has(name) && !isOptional(name))
      .flatMap((name) => found(name, 'removed', 'the column is gone')),
    ...[...now].flatMap(([name, type]) => {
      const before = then.get(name);
      if (before === undefined) return found(name, 'added', `a new column (${type})`);
      const change = changeOf(before, type);
      return change === null ? [] : found(name, change, `${before} became ${type}`);
    }),
  ];
  return { checks: 1, findings };
};

/** Bits of whole numbers; a decimal or a float holds fewer of them than its size. */
const WHOLE_BITS: Readonly<Record<string, number>> = {
  TINYINT: 8,
  UTINYINT: 8,
  SMALLINT: 16,
  USMALLINT: 16,
  INTEGER: 32,
  UINTEGER: 32,
  BIGINT: 64,
  UBIGINT: 64,
  HUGEINT: 128,
  UHUGEINT: 128,
};

/** Whether every value of the old type is one of the new. */
function changeOf(before: string, after: string): 'widened' | 'changed' | null {
  if (before === after) return null;
  const [from, to] = [familyOf(before), familyOf(after)];
  if (from === 'integer' && to === 'integer') {
    const [old = 0, bits = 0] = [WHOLE_BITS[before], WHOLE_BITS[after]];
    const signed = !after.startsWith('U');
    const fits = before.startsWith('U') === !signed ? bits >= old : signed && bits > old;
    return fits ? 'widened' : 'changed';
  }
  if (from === 'integer' && to === 'float') {
    const holds = after === 'DOUBLE' ? 53 : 24;
    return (WHOLE_BITS[before] ?? 128) <= holds ? 'widened' : 'changed';
  }
  const widened =
    (before === 'FLOAT' && after === 'DOUBLE') ||
    (before === 'DATE' && to === 'timestamp') ||
    (from === 'text' && after === 'VARCHAR');
  return widened ? 'widened' : 'changed';
}
