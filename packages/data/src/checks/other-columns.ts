import { didYouMean } from '@assay/contract';
import { type Reading, readingOf } from '../column/reading.ts';
import type { Table } from '../source/source.ts';
import type { Checked } from './data-check.ts';

/**
 * Columns of other data, each read as the column of ours that it is held against; a text where one is not there.
 *
 * @param data what the contract calls the other data
 * @param ours names of our columns, as many as there are names of theirs
 */
export function otherColumns(
  { rule }: Pick<Checked, 'rule'>,
  other: Table,
  data: string,
  theirs: readonly string[],
  ours: readonly string[],
): readonly Reading[] | string {
  const names = other.columns.map(({ name }) => name);
  const absent = theirs.find((name) => !names.includes(name));
  if (absent === undefined)
    return theirs.map((name, i) => readingOf(other, names.indexOf(name), rule(ours[i] ?? '')?.type));
  const near = didYouMean(absent, names);
  const but = near === undefined ? '' : `, but ${JSON.stringify(near)}`;
  return `${data} has no column ${JSON.stringify(absent)}${but}`;
}
