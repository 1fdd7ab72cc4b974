import type { RunRecord } from '@assay/contract';
import { expect, it } from 'vitest';
import {
  atNow,
  failingRecord,
  firstRunRecord,
  grownRecord,
  guardedRecord,
  hugeRecord,
  metricsOnlyRecord,
  passingRecord,
} from '../testing/index.ts';
import { rule, verdictOf } from '../testing/taxi-evaluation.ts';
import { composeDocument } from './compose.ts';
import type { Line, SectionId } from './model.ts';
import { allSlices } from './slice-tables.ts';
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

it('lists slices that moved, counts the others, and leaves those of few rows out', () => {
  const section = compose(failingRecord()).sections.find(({ id }) => id === 'slices');
  expect(plain(section?.summary ?? [])).toBe(
    '1 of 7 worse · 1 more with fewer than 30 rows · worst payment_type=Mobile, roc_auc −0.0611',
  );
  expect(rowsOf(failingRecord(), 'slices')).toEqual([
    ['payment_type=Mobile', 'roc_auc\u00a0↑', '0.8734', '0.8123', '−0.0611 [−0.0805, −0.0417]'],
  ]);
  expect(section?.blocks.flatMap((block) => (block.kind === 'paragraph' ? [plain(block.line)] : []))).toEqual(
    [
      'no change beyond chance in 6 other slices',
      '1 slice with fewer than 30 rows is left out here; the HTML report has it',
    ],
  );
});

it('does not call a slice worse for an interval that chance among seven explains', () => {
  const record = failingRecord();
  const night = record.comparisons?.[0]?.metrics.find(({ slice }) => slice === 'night');
  if (night === undefined) throw new Error('the failing record compares the night');
  // 2.1 standard errors: p = 0.036; it is the second smallest of seven, and 0.036 times 7/2 is 0.125.
  Object.assign(night, { value: -0.021, low: -0.0406, high: -0.0014 });
  expect(rowsOf(record, 'slices').map(([slice]) => slice)).toEqual(['payment_type=Mobile']);
  // 3 standard errors: p = 0.0027, times 7/2 is 0.009.
  Object.assign(night, { value: -0.03, low: -0.0496, high: -0.0104 });
  expect(rowsOf(record, 'slices').map(([slice]) => slice)).toEqual(['payment_type=Mobile', 'night']);
});

it('shows ten rows of slices at most, and how many more there are', () => {
  const section = compose(hugeRecord()).sections.find(({ id }) => id === 'slices');
  expect(rowsOf(hugeRecord(), 'slices')).toHaveLength(10);
  expect(
    section?.blocks.flatMap((block) => (block.kind === 'paragraph' ? [plain(block.line)] : []))[0],
  ).toMatch(/^\d+ more such rows are in the HTML report · no change beyond chance in \d+ other slices$/);
});

it('shows slices by their first metric where there is no base', () => {
  const slices = rowsOf(firstRunRecord(), 'slices');
  expect(slices[0]).toEqual(['payment_type=Dispute', '34', '0.7012 [0.5949, 0.8075]']);
  expect(slices.map(([slice]) => slice)).not.toContain('payment_type=No Charge');
});

it('says what is undefined in the base, and does not call it new', () => {
  const record = failingRecord();
  const change = record.comparisons?.[0]?.metrics.find(({ metric }) => metric === 'f1');
  if (change === undefined) throw new Error('the failing record compares f1');
  Object.assign(change, { base: null, value: null, low: null, high: null, reason: 'undefined-in-base' });
  const [f1] = rowsOf(record, 'metrics').filter(([name]) => name?.startsWith('f1'));
  expect(f1).toEqual(['f1\u00a0↑', '–', '0.8012 [0.7881, 0.8143]', '– (undefined in the base)', '–']);
});

it('groups a rule that passes on many slices, with the worst of them', () => {
  const slices = [
    ['night', 0.004],
    ['payment_type=Cash', 0.031],
    ['payment_type=Mobile', -0.002],
  ] as const;
  const rules = slices.map(([slice, change]) =>
    rule({
      rule: 'log_loss no worse than 0.05 against base',
      metric: 'log_loss',
      against: 'base',
      limit: 0.05,
      slice,
      value: 0.4 + change,
      baseline: 0.4,
      change,
      low: change - 0.01,
      high: change + 0.01,
    }),
  );
  // A lower log loss is better: the largest rise is the worst.
  expect(rowsOf(passingRecord({ verdict: verdictOf('pass', rules, 'kept') }), 'passing')).toEqual([
    [
      '✅',
      'log_loss no worse than 0.05 against base, 3 slices, worst payment_type=Cash',
      '0.4000',
      '0.4310',
      '+0.0310 [+0.0210, +0.0410] paired',
    ],
  ]);
});

it('knows a ceiling from a floor when it names the worst slice', () => {
  const worst = (text: string, limit: number) => {
    const rules = (['low', 'high'] as const).map((slice) =>
      rule({ rule: text, metric: 'mae', limit, slice, value: slice === 'low' ? 2 : 3, low: 1, high: 4 }),
    );
    return rowsOf(passingRecord({ verdict: verdictOf('pass', rules, 'kept') }), 'passing')[0]?.[1];
  };
  expect(worst('mae ≤ 5', 5)).toBe('mae ≤ 5, 2 slices, worst high');
  expect(worst('mae ≥ 1', 1)).toBe('mae ≥ 1, 2 slices, worst low');
});

it('says what the baselines are and what this evaluation set can see', () => {
  expect(words(compose(failingRecord()).foot)).toEqual([
    'baselines: base 9d0e7b2, 2 days old, all 4,812 rows paired',
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

it('does not warn of what a first run cannot compare', () => {
  const record = firstRunRecord();
  for (const each of record.verdict?.rules ?? []) each.severity = each.against === 'base' ? 'warn' : 'error';
  expect(plain(compose(record).counts ?? [])).toBe('5 rules pass · 1 waits for a baseline');
  expect(compose(record).rules).toBeNull();
});

it('keeps apart what a first run cannot compare and what is inconclusive', () => {
  expect(plain(compose(firstRunRecord()).counts ?? [])).toBe('5 rules pass · 1 waits for a baseline');
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

it('shows values of the same rows beside each other where the set has grown, and those of all rows apart', () => {
  const columns = (id: SectionId) =>
    compose(grownRecord())
      .sections.find((section) => section.id === id)
      ?.blocks.flatMap((block) => (block.kind === 'table' ? block.columns.map(({ title }) => title) : []));
  expect(columns('metrics')).toEqual([
    'metric',
    'base',
    'this, the same 4,000 rows',
    'change, 95 % interval',
    'relative',
    'this, all 4,812 rows, 95 % interval',
  ]);
  // 0.8871 over all rows; on those that the base knew 0.9371, 0.0141 below the base's 0.9512.
  expect(rowsOf(grownRecord(), 'metrics')[0]).toEqual([
    'roc_auc\u00a0↑',
    '0.9512',
    '0.9371',
    '−0.0141 [−0.0178, −0.0104]',
    '−1.5 %',
    '0.8871 [0.8777, 0.8965]',
  ]);
  const added = rowsOf(grownRecord(), 'metrics').find(([name]) => name?.startsWith('brier'));
  expect(added?.slice(1)).toEqual(['–', '–', '–', '–', '0.1189 [0.1141, 0.1238]']);
  expect(rowsOf(grownRecord(), 'slices')).toEqual([
    ['payment_type=Mobile', 'roc_auc\u00a0↑', '0.9234', '0.8623', '−0.0611 [−0.0805, −0.0417]'],
  ]);
  const all = allSlices(grownRecord());
  expect(words(all.rows[0]?.cells ?? [])).toEqual([
    'payment_type=Mobile',
    'roc_auc\u00a0↑',
    '300',
    '0.9234',
    '0.8623',
    '−0.0611 [−0.0805, −0.0417]',
    '611',
    expect.stringMatching(/^0.8123 \[/),
  ]);
  expect(all.columns).toHaveLength(8);
});

it('marks an approximate interval wherever it stands, and says below what the sign means', () => {
  const failing = failingRecord();
  const marked = failingRecord({
    evaluation: failing.evaluation && {
      ...failing.evaluation,
      metrics: failing.evaluation.metrics.map((one) =>
        one.metric === 'brier' ? { ...one, low: 0.1, high: 0.2, approximate: true as const } : one,
      ),
    },
  });
  const cells = (record: RunRecord) =>
    rowsOf(record, 'metrics')
      .filter(([name]) => name?.startsWith('brier'))
      .join(' ');
  expect(cells(marked)).toContain('≈\u00a0[0.1000, 0.2000]');
  expect(cells(failing)).not.toContain('≈');
  const note =
    '≈ an approximate interval: it need not hold the true value as often as it says (docs/coverage.md)';
  expect(words(compose(marked).foot)).toContain(note);
  expect(words(compose(failing).foot)).not.toContain(note);
});

it('calls a change unpaired that comes of two intervals, though the rows are paired', () => {
  const record = failingRecord();
  const changes = record.comparisons?.flatMap((each) => (each.paired ? each.metrics : [])) ?? [];
  for (const change of changes) change.method = 'square-and-add';
  const cell = plain(compose(record).rules?.rows[0]?.cells[4] ?? []);
  expect(cell).toContain(' unpaired');
});
