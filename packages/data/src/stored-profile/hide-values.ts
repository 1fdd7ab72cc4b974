import type { DataProfile } from '@assay/contract';
import { withoutValues } from './column-figures.ts';

/** A profile without what tells values of some columns. */
export function hideValues<P extends Pick<DataProfile, 'columns'>>(
  profile: P,
  sensitive: ReadonlySet<string>,
): P {
  const columns = profile.columns.map((column) =>
    sensitive.has(column.name) ? withoutValues(column) : column,
  );
  return { ...profile, columns };
}
