import { type Undefined, undefinedFor, type Value } from '../reason.ts';
import { allFinite, type MulticlassSample } from '../sample.ts';
import { addClassArea } from './class-area.ts';

/** The areas of some classes against all others, and the sum of their derivatives by the weights of rows, all of which are 1. */
export interface ClassAreas {
  readonly areas: readonly Value[];
  /** In memory that threads share. */
  readonly influence: Float64Array;
}

/** The first class of some, and the one after the last. */
export type ClassRange = readonly [from: number, until: number];

/** Sums over classes are made of so many, however many threads there are: so they are the same to the last bit. */
const RANGES = 4;

/** All classes, in the ranges whose areas are computed apart. */
export function classRanges({ classes }: MulticlassSample): ClassRange[] {
  const edge = (range: number) => Math.round((range * classes.length) / RANGES);
  return Array.from({ length: RANGES }, (_, range) => [edge(range), edge(range + 1)] as const);
}

/**
 * The areas of these classes.
 *
 * @returns why there are none, where scores are missing or not finite
 */
export function classAreas(sample: MulticlassSample, [from, until]: ClassRange): ClassAreas | Undefined {
  const { labels, scores } = sample;
  const influence = new Float64Array(new SharedArrayBuffer(8 * labels.length));
  const places = new Int32Array(labels.length);
  const areas: Value[] = [];
  if (!scores) return undefinedFor('no-scores');
  for (let label = from; label < until; label++) {
    const ofClass = scores[label];
    if (ofClass === undefined) return undefinedFor('no-scores');
    if (!allFinite(ofClass)) return undefinedFor('not-finite');
    areas.push(addClassArea({ labels, label }, ofClass, influence, places));
  }
  return { areas, influence };
}

const known = new WeakMap<MulticlassSample, readonly (ClassAreas | Undefined)[]>();

/** Takes over what was computed elsewhere of all {@link classRanges} of a sample. */
export function knowAreas(sample: MulticlassSample, found: readonly (ClassAreas | Undefined)[]): void {
  known.set(sample, found);
}

/** The areas of all classes, by {@link classRanges}; computed once. */
export function areasOfClasses(sample: MulticlassSample): readonly ClassAreas[] | Undefined {
  const found = known.get(sample) ?? classRanges(sample).map((range) => classAreas(sample, range));
  known.set(sample, found);
  const ranges: ClassAreas[] = [];
  for (const range of found) {
    if ('reason' in range) return range;
    ranges.push(range);
  }
  return ranges;
}
