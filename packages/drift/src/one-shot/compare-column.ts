import { type CellDistance, ksOfCells, ksStatistic } from '@assay/stats';
import type { CellCounts, NumericCells } from '../cells/index.ts';
import type { DriftColumn, NumericColumn } from '../methods/column.ts';
import { presentValues } from '../methods/values.ts';
import { countColumn } from './fine-cells.ts';
import { kolmogorovSmirnov } from './kolmogorov-smirnov.ts';
import { rateTest } from './rates.ts';
import {
  type CategoricalSummary,
  categoricalSummary,
  isFew,
  type NumericSummary,
  nullsOf,
  type Summary,
} from './summary.ts';
import type { TestResult } from './test-result.ts';
import { type Pair, totalVariation } from './total-variation.ts';

/**
 * Tests a column of the current data against the reference: its values, and where either side has any, its shares of null
 * and of NaN.
 *
 * Numbers by Kolmogorov and Smirnov: of the values up to 20,000 rows a side, else at the edges of 256 cells of about equal
 * mass. Categories by chi-squared, rare ones pooled.
 */
export function compareColumn(reference: Summary, current: DriftColumn): TestResult[] {
  if (reference.kind === 'numeric' && current.kind === 'numeric') return compareNumbers(reference, current);
  if (reference.kind === 'categorical' && current.kind === 'categorical')
    return compareCategories(reference, categoricalSummary(current));
  throw new TypeError('a column is compared as the reference has it');
}

function compareNumbers(reference: NumericSummary, current: NumericColumn): TestResult[] {
  const { cells } = reference;
  const [before, now] = [
    tallied(reference.counts, cells),
    tallied(countColumn(current.values, nullsOf(current), cells), cells),
  ];
  const rows = { reference: before.present, current: now.present };
  return [
    kolmogorovSmirnov(distanceOf(reference, before.numbers, current, now.numbers), rows),
    ...rate('null_rate', before.nulls, now.nulls, before.all, now.all),
    ...rate('nan_rate', before.nan, now.nan, before.all, now.all),
  ];
}

function tallied(counts: CellCounts, { edges }: NumericCells) {
  const [nan = 0, nulls = 0] = counts.subarray(edges.length + 1);
  const numbers = counts.subarray(0, edges.length + 1);
  const present = numbers.reduce((sum, count) => sum + count, 0);
  return { numbers, present, nan, nulls, all: present + nan + nulls };
}

function distanceOf(
  { values }: NumericSummary,
  before: CellCounts,
  current: NumericColumn,
  now: CellCounts,
): CellDistance {
  const numbers = values !== null && isFew(current) ? presentValues(current).sort() : null;
  if (values === null || numbers === null || values.length === 0 || numbers.length === 0)
    return ksOfCells(before, now);
  const value = ksStatistic(values, numbers);
  return { value, atMost: value };
}

function compareCategories(reference: CategoricalSummary, current: CategoricalSummary): TestResult[] {
  const now = new Map(current.counts);
  const pairs: Pair[] = [];
  const rows = { reference: reference.others, current: 0 };
  for (const [label, count] of reference.counts) {
    pairs.push({ reference: count, current: now.get(label) ?? 0 });
    rows.reference += count;
    now.delete(label);
  }
  const unseen = [...now.values()].map((count) => ({ reference: 0, current: count }));
  if (reference.others === 0) pairs.push(...unseen);
  else
    pairs.push({ reference: reference.others, current: unseen.reduce((sum, pair) => sum + pair.current, 0) });
  for (const count of current.counts.values()) rows.current += count;
  const all = { reference: rows.reference + reference.nulls, current: rows.current + current.nulls };
  return [
    totalVariation(pairs, rows),
    ...rate('null_rate', reference.nulls, current.nulls, all.reference, all.current),
  ];
}

function rate(
  method: 'null_rate' | 'nan_rate',
  reference: number,
  current: number,
  allReference: number,
  allCurrent: number,
): TestResult[] {
  if (reference + current === 0 || allReference === 0 || allCurrent === 0) return [];
  return [rateTest(method, { reference, current }, { reference: allReference, current: allCurrent })];
}
