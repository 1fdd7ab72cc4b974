import { UserError } from '@assay/contract';
import type { MonitorState } from '../schedule/index.ts';
import type { Profile } from './profile-schema.ts';
import { areVeiled, type Veiled } from './veil.ts';

/**
 * The columns whose categories a profile has as digests: those of the current data are compared as digests too.
 *
 * @param sensitive columns that are sensitive by the data contract, or by their names
 * @throws UserError `profile-shows-values`: one of these is in the profile as it is
 */
export function veiledInProfile({ columns }: Profile, sensitive: Veiled): Veiled {
  const veiled = new Set<string>();
  for (const column of columns) {
    if (column.kind !== 'categorical' || column.categories.length === 0) continue;
    const { name } = column;
    if (areVeiled(column.categories.map(({ value }) => value))) veiled.add(name);
    else if (sensitive.has(name)) {
      throw new UserError(
        'profile-shows-values',
        `the stored profile shows values of "${name}", which is sensitive`,
        {
          fix: 'write it again with "save-profile", and take the old one out of the history of the repository; if everybody may see them, write a rule for this column in the contract of the data',
        },
      );
    }
  }
  return veiled;
}

/** Whether a monitor remembers exactly the categories of these columns as digests. */
export function remembersVeiled({ columns }: MonitorState, veiled: Veiled): boolean {
  return columns.every(({ name, cells }) => {
    if (cells.kind !== 'categorical' || cells.named.length === 0) return true;
    return areVeiled(cells.named) === veiled.has(name);
  });
}
