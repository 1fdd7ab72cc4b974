import type { RunRecord } from '@assay/contract';
import { expect, it } from 'vitest';
import {
  atNow,
  failingRecord,
  firstRunRecord,
  guardedRecord,
  metricsOnlyRecord,
  passingRecord,
} from '../testing/index.ts';
import { composeDocument } from './compose.ts';
import type { Line, SectionId } from './model.ts';
import { plain } from './spans.ts';

const compose = (record: RunRecord) => composeDocument(record, { now: atNow });
const words = (lines: readonly Line[]) => lines.map(plain);

function rowsOf(record: RunRecord, id: SectionId): string[][] {
  const table = compose(record)
    .sections.find((section) => section.id === id)
    ?.blocks.find((block) => block.kind === 'table');
  return table?.kind === 'table' ? table.rows.map((row) => words(row.cells)) : [];
}

it('counts rules by where they stand, and rows that changed sides', () => {
  expect(plain(compose(failingRecord()).counts ?? [])).toBe(
    '1 rule fails · 1 inconclusive · 1 warning · 1 waived · 5 pass · of 4,812 rows 41 went wrong → right, 57 right → wrong',
  );
  expect(plain(compose(passingRecord({ comparisons: [] })).counts ?? [])).toBe('all 5 rules pass');
});

it('puts failing rules before inconclusive ones before warnings', () => {
  expect(compose(failingRecord()).rules?.rows.map((row) => row.tone)).toEqual(['bad', 'unsure', 'warning']);
});

it('says how many more rows would settle an inconclusive rule', () => {
  expect(plain(compose(failingRecord()).rules?.rows[1]?.cells[4] ?? [])).toBe(
    '0.8583 [0.8391, 0.8762]: label about 1,900 more',
  );
});

it('names every waiver with its reason and last day', () => {
  expect(words(compose(failingRecord()).waived)).toEqual([
    'waived until 2027-01-31: roc_auc no worse than 0.03 against base, payment_type=Dispute: too few trips; issue 41 (fails)',
  ]);
});

it('names new and gone metrics, and puts what got worse first', () => {
  const names = rowsOf(failingRecord(), 'metrics').map(([name]) => name);
  expect(names).toContain('brier\u00a0↓ (new)');
  expect(names).toContain('ks\u00a0↑ (gone)');
  // log_loss rose, and lower is better.
  expect(names.slice(0, 3)).toEqual(['roc_auc\u00a0↑', 'average_precision\u00a0↑', 'log_loss\u00a0↓']);
});

it('shows slices by loss, and flags those with few rows', () => {
  const slices = rowsOf(failingRecord(), 'slices').map(([slice]) => slice);
  expect(slices[0]).toBe('payment_type=Mobile');
  expect(slices).toContain('payment_type=No Charge (few rows)');
});

it('says what the baselines are and what this evaluation set can see', () => {
  expect(words(compose(failingRecord()).foot)).toEqual([
    'baselines: base 9d0e7b2, 2 days old, paired by row',
    'smallest change in roc_auc that 4,812 rows can see: 0.0053',
  ]);
});

it('says why it could not pair, and how far behind the baseline is', () => {
  const document = compose(guardedRecord());
  expect(words(document.notices)).toEqual([
    'the baseline is 3 commits behind the base 9d0e7b2, which has no record',
    'compared unpaired: the evaluation set is not the baseline’s',
  ]);
  expect(plain(document.foot[0] ?? [])).toContain('unpaired: the evaluation set is not the baseline’s');
  expect(plain(document.rules?.rows[0]?.cells[4] ?? [])).toContain('unpaired');
});

it('says nothing of merging outside a pull request', () => {
  const first = firstRunRecord();
  const pushed = {
    ...first,
    source: { ...first.source, pull: null },
    origin: { ...first.origin, event: 'push' },
  };
  expect(words(compose(first).notices)).toEqual(['no baseline yet: it will be recorded when this merges']);
  expect(words(compose(pushed).notices)).toEqual(['no baseline yet']);
});

it('keeps apart what a first run cannot compare and what is inconclusive', () => {
  expect(plain(compose(firstRunRecord()).counts ?? [])).toBe('1 not compared yet · 5 pass');
});

it('says nothing that a metrics file does not know', () => {
  const document = compose(metricsOnlyRecord());
  expect(document).toMatchObject({
    outcome: null,
    counts: null,
    notices: [],
    rules: null,
    foot: [],
    waived: [],
  });
  expect(document.sections.map(({ id }) => id)).toEqual(['metrics']);
  expect(rowsOf(metricsOnlyRecord(), 'metrics')).toEqual([
    ['accuracy\u00a0↑', '0.9134'],
    ['learning_rate_floor', '0.0000040'],
    ['rmse\u00a0↓', '– (the file says NaN)'],
  ]);
});

it('says why a verdict fails where no rule does', () => {
  const { verdict } = passingRecord();
  if (verdict === undefined) throw new Error('the passing record has a verdict');
  const failed = passingRecord({
    verdict: { ...verdict, outcome: 'fail', data: 'fail', why: 'the data checks fail' },
  });
  expect(words(compose(failed).notices)).toEqual(['the data checks fail']);
});

it('says that training failed where there is no verdict', () => {
  const { training } = failingRecord();
  if (training === undefined) throw new Error('the failing record has a training');
  const { verdict: _, evaluation: __, comparisons: ___, ...rest } = failingRecord();
  const document = compose({ ...rest, training: { ...training, outcome: 'failed', exit: 3 } });
  expect(document.headline).toMatchObject({ word: 'training failed', tone: 'bad' });
  expect(document.sections.find(({ id }) => id === 'training')?.open).toBe(true);
});
