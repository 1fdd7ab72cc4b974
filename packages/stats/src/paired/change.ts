import { undefinedFor, type Value } from '../reason.ts';

/** `candidate - base`, undefined where either is. */
export function change(base: Value, candidate: Value): Value {
  if (base.value === null) return undefinedFor('undefined-in-base');
  if (candidate.value === null) return undefinedFor('undefined-in-candidate');
  return { value: candidate.value - base.value };
}

/** The changes of metrics that two functions of the same weights compute. */
export function changes(
  base: (weights: Float64Array) => readonly Value[],
  candidate: (weights: Float64Array) => readonly Value[],
): (weights: Float64Array) => Value[] {
  return (weights) => {
    const after = candidate(weights);
    return base(weights).map((before, index) => change(before, after[index] ?? undefinedFor('no-rows')));
  };
}
