import { deLong, deLongPaired } from './delong.ts';
import { type Interval, noInterval, normalInterval } from './interval.ts';
import { criticalValue } from './normal.ts';
import { squareAndAdd } from './square-and-add.ts';
import { wilson } from './wilson.ts';

/**
 * DeLong's interval of the area under the ROC curve, symmetric on the logit scale: the estimate of a large area is skewed, and
 * an interval that is symmetric around it lies too high. Pepe (2003), The Statistical Evaluation of Medical Tests for
 * Classification and Prediction, section 5.2.
 *
 * Where the classes are separated DeLong's variance is 0, which would claim certainty. There the rarer class of m rows
 * makes m independent pairs of a positive and a negative, all in order, and Wilson's interval of m of m stands.
 */
export function areaInterval(labels: Uint8Array, scores: Float64Array, confidence: number): Interval {
  const area = deLong(labels, scores);
  if (area.auc === null) return noInterval(area.reason);
  if (area.variance === null) return noInterval('too-few-rows', area.auc);
  if (area.variance > 0) return logitInterval(area.auc, area.variance, confidence);
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const pairs = Math.min(positives, labels.length - positives);
  return wilson(area.auc * pairs, pairs, confidence);
}

/** A variance above 0 has an area inside (0, 1). */
function logitInterval(area: number, variance: number, confidence: number): Interval {
  const logit = Math.log(area / (1 - area));
  const half = (criticalValue(confidence) * Math.sqrt(variance)) / (area * (1 - area));
  const [low, high] = [logit - half, logit + half].map((end) => 1 / (1 + Math.exp(-end))) as [number, number];
  return { value: area, low, high };
}

/**
 * DeLong's interval of `candidate - base`, the difference of two areas on the same rows, clipped to [-1, 1]. Where
 * the variance is 0 for want of rows (both separate the classes, say), square-and-add of both intervals stands; where both
 * rank all rows alike, the difference is 0 without doubt.
 */
export function areaDifference(
  labels: Uint8Array,
  base: Float64Array,
  candidate: Float64Array,
  confidence: number,
): Interval {
  const paired = deLongPaired(labels, base, candidate);
  if (paired.difference === null) return noInterval(paired.reason);
  if (paired.varianceOfDifference === null) return noInterval('too-few-rows', paired.difference);
  const separated = [paired.aucA, paired.aucB].every((area) => area === 0 || area === 1);
  const differ =
    paired.difference !== 0 || (separated && base.some((score, row) => score !== candidate[row]));
  if (paired.varianceOfDifference === 0 && differ) {
    return squareAndAdd(areaInterval(labels, base, confidence), areaInterval(labels, candidate, confidence));
  }
  return normalInterval(paired.difference, paired.varianceOfDifference, confidence, [-1, 1]);
}
