let spares: readonly [Float64Array, Float64Array] = [new Float64Array(0), new Float64Array(0)];

/**
 * Room for as many numbers of each of two models, which is used again whenever it is asked for: to get it anew takes as long as
 * to fill it. What was there before is there still.
 */
export function sparePair(rows: number): readonly [Float64Array, Float64Array] {
  if (rows > spares[0].length) spares = [new Float64Array(rows), new Float64Array(rows)];
  const [one, other] = spares;
  return [one.subarray(0, rows), other.subarray(0, rows)];
}
