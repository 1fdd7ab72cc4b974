import { isDeepStrictEqual } from 'node:util';
import type { DataProfile, ProfileColumn, StoredProfile } from '@assay/contract';
import { differentNumbers } from './sketch-text.ts';
import { topOf } from './top-values.ts';

type StoredColumn = StoredProfile['columns'][number];
type Following = Pick<ProfileColumn, 'sketch' | 'top'>;

/** A profile as it stands in a file: without what follows from the rest of it. */
export function leaveOut(profile: DataProfile): StoredProfile {
  return { ...profile, columns: profile.columns.map(shortened) };
}

/** The profile that stands in a file, whole. */
export function putBack(stored: StoredProfile): DataProfile {
  return {
    ...stored,
    columns: stored.columns.map((column) => {
      const { sketch = null, top = null } = { ...following(column), ...column };
      return { ...column, sketch, top };
    }),
  };
}

function shortened(column: ProfileColumn): StoredColumn {
  const { sketch, top, ...rest } = column;
  const found = following(column);
  return {
    ...rest,
    ...(found !== null && isDeepStrictEqual(found.sketch, sketch) ? {} : { sketch }),
    ...(found !== null && isDeepStrictEqual(found.top, top) ? {} : { top }),
  };
}

/** Where every finite number has an edge of its own, the cells tell which numbers there are, and how often; else `null`. */
function following({ cells, kind }: Pick<ProfileColumn, 'cells' | 'kind'>): Following | null {
  if (cells === null || cells.slack > 0 || cells.between.some((n) => n > 0) || cells.at.includes(0))
    return null;
  const { edges, at } = cells;
  return {
    sketch: differentNumbers(edges).sketch,
    top: kind === 'number' ? topOf(edges.map((x, i) => [String(x), at[i] ?? 0] as const)) : null,
  };
}
