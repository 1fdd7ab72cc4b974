import { hint, UserError } from '@assay/contract';
import type { Draft } from './draft.ts';
import type { Part } from './part.ts';

/**
 * The one table of a document that may describe several.
 *
 * @throws UserError `import-tables`: which one is meant is not said
 */
export function oneTable(
  tables: readonly Part[],
  wanted: string | undefined,
  what: string,
  draft: Draft,
): Part {
  const names = tables.map((table) => table.text('name') ?? '');
  const found =
    wanted === undefined ? (tables.length === 1 ? tables[0] : undefined) : tables[names.indexOf(wanted)];
  if (found !== undefined) {
    for (const other of tables) {
      if (other === found) continue;
      draft.note(other, undefined, 'another table, which is imported by itself');
      other.passOver(...other.keys);
    }
    return found;
  }
  const message =
    wanted === undefined ? `there are ${tables.length} ${what}` : `no ${what} of the name ${wanted}`;
  throw new UserError('import-tables', message, {
    fix:
      wanted === undefined ? `say which with "table": ${names.slice(0, 20).join(', ')}` : hint(wanted, names),
  });
}
