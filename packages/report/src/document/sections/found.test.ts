import type { SliceSearch } from '@assay/contract';
import { expect, it } from 'vitest';
import { failingRecord } from '../../testing/index.ts';
import { plain } from '../spans.ts';
import { foundSection } from './found.ts';

const found: SliceSearch = {
  metric: 'log_loss',
  direction: 'lower',
  columns: 14,
  candidates: 17_850,
  searched: 2400,
  confirming: 2412,
  proposed: 3,
  slices: [
    {
      rule: 'age ≤ 25 and education = HS-grad',
      where: '"age" <= 25 AND "education" = \'HS-grad\'',
      n: 310,
      value: 0.5161,
      low: 0.5066,
      high: 0.5257,
      rest: 0.1426,
      confidence: 0.95,
      p: 0.000004,
    },
    {
      rule: 'sex = f',
      where: '"sex" = \'f\'',
      n: 1200,
      value: 0.31,
      low: 0.29,
      high: 0.33,
      rest: 0.28,
      confidence: 0.95,
      p: 0.0231,
    },
  ],
  detectable: 0.0531,
};

function sectionOf(search: SliceSearch | undefined) {
  const record = failingRecord();
  if (record.evaluation !== undefined && search !== undefined) record.evaluation.search = search;
  return foundSection(record);
}

it('shows each slice beside the other rows, and the predicate to name it by', () => {
  const section = sectionOf(found);
  expect(plain(section?.summary ?? [])).toBe(
    'age ≤ 25 and education = HS-grad, log_loss 0.5161 beside 0.1426 · 1 more',
  );
  const [table, how] = section?.blocks ?? [];
  if (table?.kind !== 'table' || how?.kind !== 'paragraph') throw new Error('a table and a paragraph');
  expect(table.rows.map(({ cells }) => cells.map(plain))).toEqual([
    [
      'age ≤ 25 and education = HS-grad',
      '310',
      '0.5161 [0.5066, 0.5257]',
      '0.1426',
      'under 0.0001',
      '"age" <= 25 AND "education" = \'HS-grad\'',
    ],
    ['sex = f', '1,200', '0.3100 [0.2900, 0.3300]', '0.2800', '0.023', '"sex" = \'f\''],
  ]);
  expect(plain(how.line)).toBe(
    'searched 17,850 slices of one or two conditions on 2,400 rows; all figures are of the 2,412 others, p one-sided after Holm’s correction for 3 slices tested',
  );
});

it('says how large a fault it would have seen, where it saw none', () => {
  const none = sectionOf({ ...found, slices: [] });
  expect(plain(none?.summary ?? [])).toBe(
    'no slice stands out in 14 columns; one of a tenth of the rows would be found about 8 times of 10 if its log_loss were 0.0531 worse',
  );
  expect(none?.tone).toBe('plain');
  expect(plain(sectionOf({ ...found, slices: [], detectable: null })?.summary ?? [])).toBe(
    'no slice stands out in 14 columns',
  );
});

it('says where there was nothing to search, and is not there where none was asked for', () => {
  expect(plain(sectionOf({ ...found, slices: [], columns: 0 })?.summary ?? [])).toBe(
    'no columns to search: write the features beside the predictions',
  );
  expect(sectionOf(undefined)).toBeNull();
});
