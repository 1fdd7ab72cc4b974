import { isStoredProfile, readStoredProfile, type SourceColumn, type Table } from '@assay/data';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** The columns of other data, of which a stored profile knows as much as the data themselves. */
export function columnsOf(context: Context, open: (data: string) => Promise<Table>) {
  return async (data: string): Promise<readonly SourceColumn[]> =>
    isStoredProfile(data)
      ? (await readStoredProfile(inRoot(context, data), data)).columns.map((column) => ({
          name: column.name,
          type: column['engine-type'],
        }))
      : (await open(data)).columns;
}
