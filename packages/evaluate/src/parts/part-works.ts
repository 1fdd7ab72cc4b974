import type { Change, Curves, Metric } from '@assay/contract';
import { type ClassAreas, type ClassRange, classAreas, type Undefined } from '@assay/stats';
import { type Other, pairedChanges } from '../compare/change.ts';
import { curvesOf } from '../curves.ts';
import { type IntervalSettings, measure, type Part, rowsOfPart } from '../measure.ts';
import { sumOfHashes } from '../predictions/row-hashes.ts';
import type { RequestedMetric } from '../request.ts';

interface Measuring {
  part: Part;
  metrics: readonly RequestedMetric[];
  settings: IntervalSettings;
}

/** The texts that rows of each class begin with, and whole numbers that follow. */
interface Hashing {
  part: Part;
  starts: readonly string[];
  ids: Float64Array | undefined;
}

/** What is computed of one part of predictions, of its arguments alone: the same on whatever thread. */
const partWorks = {
  measure: ({ part, metrics, settings }: Measuring): Metric[] => measure(part, metrics, settings),
  changes: ({ part, other, metrics, settings }: Measuring & { other: Other }): Change[] =>
    pairedChanges(part, other, metrics, settings),
  areas: ({ part: { whole }, classes }: { part: Part; classes: ClassRange }): ClassAreas | Undefined => {
    if (whole.task !== 'multiclass') throw new TypeError('only a task of several classes has their areas');
    return classAreas(whole.sample, classes);
  },
  hashes: ({ part: { whole }, starts, ids }: Hashing): bigint | undefined => {
    if (whole.task !== 'binary' && whole.task !== 'multiclass')
      throw new TypeError('only classes are hashed');
    return sumOfHashes(starts, whole.sample.labels, ids);
  },
  curves: ({ part, threshold }: { part: Part; threshold: number | undefined }): Curves =>
    curvesOf(rowsOfPart(part).sample, threshold),
};

export type WorkName = keyof typeof partWorks;
export type Work<Name extends WorkName> = Parameters<(typeof partWorks)[Name]>[0];
export type Found<Name extends WorkName> = ReturnType<(typeof partWorks)[Name]>;

export function workOn<Name extends WorkName>(name: Name, work: Work<Name>): Found<Name> {
  // Which one it is follows from the name, but not for the compiler.
  return (partWorks[name] as (work: Work<Name>) => Found<Name>)(work);
}
