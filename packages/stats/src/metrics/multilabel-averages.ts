import { type Undefined, undefinedFor, type Value } from '../reason.ts';
import type { MultilabelSample } from '../sample.ts';
import { meanOverClasses } from './averages.ts';
import type { Cells } from './cells.ts';
import type { CellMetric, MetricSpec, RowMetric } from './metric.ts';
import { addedUp, cellsByClass, multilabelDecisions } from './multilabel-decisions.ts';
import { f1, fBeta, precision, recall } from './one-class.ts';
import { shareMetric } from './share.ts';

/** A metric of one class, in its mean over classes (each alike, or by its rows), or of all decisions counted together. */
function averaged(
  metric: CellMetric,
  suffix: string,
  measured: (cells: readonly Cells[], spec: MetricSpec) => Value,
): RowMetric<'multilabel'> {
  const { direction, range, unit, needs, takes } = metric;
  return {
    id: `${metric.id}_${suffix}`,
    direction,
    range,
    unit,
    needs,
    interval: 'bootstrap',
    ...(takes && { takes }),
    from: 'rows',
    over: (sample, spec) => {
      const decided = multilabelDecisions(sample, spec);
      if ('reason' in decided) return decided;
      return (weights) => measured(cellsByClass(decided, weights), spec);
    },
  };
}

function averagesOf(metric: CellMetric): RowMetric<'multilabel'>[] {
  const mean = (cells: readonly Cells[], spec: MetricSpec, weightOf: (support: number) => number) =>
    meanOverClasses(
      cells.map((one) => [one, 1] as const),
      (one, of) => metric.value(one, of, spec),
      weightOf,
    );
  return [
    averaged(metric, 'macro', (cells, spec) => mean(cells, spec, () => 1)),
    averaged(metric, 'weighted', (cells, spec) => mean(cells, spec, (support) => support)),
    averaged(metric, 'micro', (cells, spec) => metric.value(addedUp(cells), 1, spec)),
    ofClass(metric),
  ];
}

/** The metric of one class: `recall:spam`. */
function ofClass(metric: CellMetric): RowMetric<'multilabel'> {
  const whole = averaged(metric, '', () => undefinedFor('unknown-class'));
  const { pairedOver } = metric;
  return {
    ...whole,
    id: metric.id,
    argument: 'class',
    ...(pairedOver && {
      interval: 'wilson',
      // Of the few rows that have a class Newcombe's paired interval is wider than it need be.
      approximate: 'changes',
      outcomes: (sample, spec, argument) => {
        const decided = decisionsOfClass(sample, spec, argument);
        if ('reason' in decided) return decided;
        const { labels, predictions } = decided;
        const rows = Int32Array.from(labels.keys()).filter((row) => pairedOver(labels[row] as number, 1));
        if (rows.length === 0) return undefinedFor('no-positives');
        return Uint8Array.from(rows, (row) => (predictions[row] === labels[row] ? 1 : 0));
      },
    }),
    over: (sample, spec, argument) => {
      const decided = decisionsOfClass(sample, spec, argument);
      if ('reason' in decided) return decided;
      const one = { labels: [decided.labels], predictions: [decided.predictions] };
      return (weights) => metric.value(addedUp(cellsByClass(one, weights)), 1, spec);
    },
  };
}

/** Which rows have the class, and for which it was predicted. */
function decisionsOfClass(
  sample: MultilabelSample,
  spec: MetricSpec,
  name: string,
): { labels: Uint8Array; predictions: Uint8Array } | Undefined {
  const code = sample.classes.indexOf(name);
  const decided = multilabelDecisions(sample, spec);
  if ('reason' in decided) return decided;
  const [labels, predictions] = [decided.labels[code], decided.predictions[code]];
  return labels && predictions ? { labels, predictions } : undefinedFor('unknown-class');
}

/** Share of rows of which every class was decided right. */
const subsetAccuracy: RowMetric<'multilabel'> = shareMetric(
  { id: 'subset_accuracy', direction: 'higher', needs: 'threshold' },
  (sample, spec) => {
    const decided = multilabelDecisions(sample, spec);
    if ('reason' in decided) return decided;
    const right = new Uint8Array(decided.labels[0]?.length ?? 0).fill(1);
    decided.labels.forEach((label, code) => {
      const prediction = decided.predictions[code] as Uint8Array;
      for (let row = 0; row < right.length; row++) if (label[row] !== prediction[row]) right[row] = 0;
    });
    return right;
  },
);

/** Metrics of decisions, class by class. */
export const multilabelAverages: readonly RowMetric<'multilabel'>[] = [
  subsetAccuracy,
  ...[precision, recall, f1, fBeta].flatMap(averagesOf),
];
