import { take } from '../bootstrap/subset.ts';
import { type Undefined, undefinedFor } from '../reason.ts';
import type { MulticlassSample } from '../sample.ts';
import { areasOfClasses, type ClassAreas } from './class-areas.ts';
import type { RowMetric, Unweighted, WeightedMetric } from './metric.ts';
import { areaUnderRoc, precisionOverRecall } from './ranking.ts';

/** A part of a mean over classes: its value, and how much it counts where classes count by their frequency. */
interface Part {
  readonly value: WeightedMetric | Undefined;
  readonly frequency: (support: Float64Array) => number;
}

function areaMetric(
  id: string,
  partsOf: (sample: MulticlassSample) => readonly Part[],
  average: 'macro' | 'weighted',
): RowMetric<'multiclass'> {
  return {
    id: `${id}_${average}`,
    direction: 'higher',
    range: [0, 1],
    unit: 'proportion',
    needs: 'score',
    interval: 'symmetric',
    scale: 'logit',
    from: 'rows',
    over: (sample) => {
      const parts: { value: WeightedMetric; frequency: Part['frequency'] }[] = [];
      for (const { value, frequency } of partsOf(sample)) {
        if (typeof value !== 'function') return value;
        parts.push({ value, frequency });
      }
      const measured = (weights: Float64Array) => {
        const support = average === 'macro' ? undefined : supportOf(sample, weights);
        let sum = 0;
        let counted = 0;
        for (const part of parts) {
          const { value } = part.value(weights);
          if (value === null) return undefinedFor('class-without-rows');
          const count = support ? part.frequency(support) : 1;
          sum += count * value;
          counted += count;
        }
        return { value: sum / counted };
      };
      const influences = parts.map(({ value }) => value.influence);
      if (average === 'weighted' || influences.includes(undefined)) return measured;
      return Object.assign(measured, { influence: () => meanInfluence(influences, sample.labels.length) });
    },
  };
}

function meanInfluence(influences: readonly WeightedMetric['influence'][], rows: number): Float64Array {
  const mean = new Float64Array(rows);
  const share = 1 / influences.length;
  for (const influence of influences) {
    const each = influence?.() ?? mean;
    for (let row = 0; row < rows; row++) mean[row] = (mean[row] as number) + share * (each[row] as number);
  }
  return mean;
}

/**
 * The mean of the areas of each class against all others: as a function of weights like its neighbours, and of rows that count alike
 * from what is computed once for all classes.
 */
function meanArea(): RowMetric<'multiclass'> {
  const usual = areaMetric('roc_auc_ovr', oneVersusRest(areaUnderRoc), 'macro');
  return {
    ...usual,
    over: (sample, spec, argument) => {
      let made: ReturnType<typeof usual.over> | undefined;
      const measured = (weights: Float64Array) => {
        made ??= usual.over(sample, spec, argument);
        return typeof made === 'function' ? made(weights) : made;
      };
      return Object.assign(measured, {
        influence: () => {
          const found = areasOfClasses(sample);
          return 'reason' in found ? new Float64Array(sample.labels.length) : meanOfRanges(found);
        },
        unweighted: () => unweightedMean(sample),
      });
    },
  };
}

function unweightedMean(sample: MulticlassSample): Unweighted {
  const found = areasOfClasses(sample);
  if ('reason' in found) return { value: found };
  let sum = 0;
  for (const { value } of found.flatMap(({ areas }) => areas)) {
    if (value === null) return { value: undefinedFor('class-without-rows') };
    sum += value;
  }
  const influence = meanOfRanges(found);
  let variance = 0;
  for (let row = 0; row < influence.length; row++) variance += (influence[row] as number) ** 2;
  return { value: { value: sum / sample.classes.length }, variance };
}

/** The derivatives of the mean over classes. */
function meanOfRanges(ranges: readonly ClassAreas[]): Float64Array {
  const [first, ...others] = ranges.map(({ influence }) => influence);
  const mean = first?.slice() ?? new Float64Array();
  for (const influence of others)
    for (let row = 0; row < mean.length; row++)
      mean[row] = (mean[row] as number) + (influence[row] as number);
  const classes = ranges.reduce((sum, { areas }) => sum + areas.length, 0);
  for (let row = 0; row < mean.length; row++) mean[row] = (mean[row] as number) / classes;
  return mean;
}

/** Each class against all others. */
function oneVersusRest(curve: typeof areaUnderRoc): (sample: MulticlassSample) => Part[] {
  return ({ labels, classes, scores }) =>
    classes.map((_, code) => ({
      value: curve({ labels, label: code }, scores?.[code]),
      frequency: (support) => support[code] as number,
    }));
}

/** Each pair of classes, among the rows of these two, by the score of either: Hand & Till (2001), Machine Learning 45, 171-186. */
function oneVersusOne({ labels, classes, scores }: MulticlassSample): Part[] {
  return classes.flatMap((_, a) =>
    classes.slice(0, a).flatMap((_, b) => {
      const rows = rowsOfPair(labels, a, b);
      return [a, b].map((code) => ({
        value: amongRows(rows, code, labels, scores?.[code]),
        frequency: (support) => (support[a] as number) + (support[b] as number),
      }));
    }),
  );
}

function rowsOfPair(labels: Int32Array, a: number, b: number): Int32Array {
  const rows = new Int32Array(labels.length);
  let count = 0;
  for (let row = 0; row < labels.length; row++)
    if (labels[row] === a || labels[row] === b) rows[count++] = row;
  return rows.slice(0, count);
}

function amongRows(
  rows: Int32Array,
  code: number,
  labels: Int32Array,
  scores: Float64Array | undefined,
): WeightedMetric | Undefined {
  const area = areaUnderRoc({ labels: take(labels, rows), label: code }, scores && take(scores, rows));
  if (typeof area !== 'function') return area;
  const gathered = new Float64Array(rows.length);
  const measured = (weights: Float64Array) => {
    for (let i = 0; i < rows.length; i++) gathered[i] = weights[rows[i] as number] as number;
    return area(gathered);
  };
  const { influence } = area;
  if (influence === undefined) return measured;
  return Object.assign(measured, { influence: () => spread(influence(), rows, labels.length) });
}

/** Derivatives by the weights of some rows among those of all: by the others' they are 0. */
function spread(some: Float64Array, rows: Int32Array, all: number): Float64Array {
  const influence = new Float64Array(all);
  for (let i = 0; i < rows.length; i++) influence[rows[i] as number] = some[i] as number;
  return influence;
}

function supportOf({ labels, classes }: MulticlassSample, weights: Float64Array): Float64Array {
  const support = new Float64Array(classes.length);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] as number;
    support[label] = (support[label] as number) + (weights[row] as number);
  }
  return support;
}

/** Areas under ROC curves, one against the rest and one against one, and average precision, in their means over classes. */
export const multiclassAreas: readonly RowMetric<'multiclass'>[] = [
  meanArea(),
  areaMetric('roc_auc_ovr', oneVersusRest(areaUnderRoc), 'weighted'),
  areaMetric('roc_auc_ovo', oneVersusOne, 'macro'),
  areaMetric('roc_auc_ovo', oneVersusOne, 'weighted'),
  areaMetric('average_precision', oneVersusRest(precisionOverRecall), 'macro'),
  areaMetric('average_precision', oneVersusRest(precisionOverRecall), 'weighted'),
];
