import type { LabelReport } from '@assay/contract';
import { baseCommit } from './taxi.ts';

/** What is known of the taxi trips' labels, every part of it. @param text each label, id and name */
export function taxiLabels(text: (plain: string) => string = (plain) => plain): LabelReport {
  const interval = { confidence: 0.95, n: 120, reason: null };
  return {
    agreement: [
      {
        statistic: 'krippendorff-alpha',
        scale: 'nominal',
        annotators: 3,
        value: 0.742,
        low: 0.651,
        high: 0.823,
        ...interval,
      },
      {
        statistic: 'fleiss-kappa',
        scale: 'nominal',
        annotators: 3,
        value: 0.74,
        low: 0.65,
        high: 0.82,
        ...interval,
      },
      {
        ...{ statistic: 'cohen-kappa', scale: 'nominal', annotators: 2, pair: [text('ann'), text('bob')] },
        ...{ value: 1, low: null, high: null, confidence: 0.95, n: 40, reason: 'no-variation' },
      },
    ],
    errors: {
      ...{ rows: 15_000, without: 2, suspects: 31, share: 31 / 15_000, reason: null },
      'by-class': [
        { given: text('0'), suggested: text('1'), n: 30 },
        { given: text('1'), suggested: text('0'), n: 1 },
      ],
      worst: [{ row: 811, given: text('0'), suggested: text('1') }],
    },
    changes: {
      ...{ base: baseCommit, rows: 14_900, changed: 4, added: 102, removed: 1, reason: null },
      moves: [
        { from: text('Cash'), to: text('Card'), n: 3 },
        { from: null, to: text('Cash'), n: 1 },
      ],
      examples: [{ row: 12, id: text('trip 12'), from: text('Cash'), to: text('Card') }],
    },
  };
}
