import type { ColumnContract } from '@assay/contract';
import { clockOf } from '../checks/clock.ts';
import { baseTypeOf } from '../column/logical-type.ts';
import { ends } from './said-beside.ts';

type Bounds = NonNullable<ColumnContract['range']>;

/** Bounds as other formats have them. A date as the upper bound of a timestamp covers its day, so that the next is excluded. */
export function endsOfRange(type: ColumnContract['type'], range: Bounds): Record<string, unknown> {
  if (baseTypeOf(type) !== 'timestamp') return ends(range, 'minimum', 'maximum');
  const { min, max } = range;
  const minimum = min === undefined ? {} : { minimum: datetime(type, min) };
  if (max === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(String(max)))
    return { ...minimum, ...(max === undefined ? {} : { maximum: datetime(type, max) }) };
  // No datetime is later there.
  if (max === '9999-12-31') return minimum;
  return { ...minimum, exclusiveMaximum: datetime(type, `${max}T24:00:00`) };
}

/**
 * A moment as datetimes are written there: with its seconds, and with a zone where the values have one, for its reader compares
 * no other.
 */
export function datetime(type: ColumnContract['type'], moment: string | number | boolean): string {
  return clockOf(String(moment)).replace(' ', 'T') + (type === 'timestamp-with-zone' ? 'Z' : '');
}
