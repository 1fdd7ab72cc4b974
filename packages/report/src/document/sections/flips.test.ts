import { expect, test } from 'vitest';
import { failingRecord } from '../../testing/index.ts';
import { plain } from '../spans.ts';
import { flipsSection } from './flips.ts';

const flips = { gained: 1, lost: 2, n: 4812, examples: { gained: ['a'], lost: ['b', '| c'] } };

function sectionOf(of: Partial<typeof flips>) {
  const record = failingRecord();
  const [comparison, ...rest] = record.comparisons ?? [];
  if (comparison === undefined) throw new Error('nothing is compared');
  return flipsSection({ ...record, comparisons: [{ ...comparison, flips: { ...flips, ...of } }, ...rest] });
}

test('rows that changed sides are counted, and the first named, what got worse first', () => {
  const section = sectionOf({});
  expect(section && plain(section.summary)).toBe('2 right → wrong, 1 wrong → right of 4,812 rows');
  const [table] = section?.blocks ?? [];
  if (table?.kind !== 'table') throw new Error('no table');
  expect(table.rows.map(({ tone, cells }) => [tone, ...cells.map(plain)])).toEqual([
    ['bad', 'right → wrong', '2', 'b, | c'],
    ['good', 'wrong → right', '1', 'a'],
  ]);
  // An id is whatever somebody wrote: it is marked as such.
  expect(table.rows[0]?.cells[2]?.filter(({ kind }) => kind === 'code')).toHaveLength(2);
});

test('where none did, there is nothing to show', () => {
  expect(sectionOf({ gained: 0, lost: 0, examples: { gained: [], lost: [] } })).toBeNull();
});
