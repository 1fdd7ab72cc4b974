/**
 * First Wasserstein distance of two samples, in their unit: the area between their empirical distribution functions.
 *
 * @param a ascending, finite, not empty; so is `b`
 */
export function wasserstein(a: Float64Array, b: Float64Array): number {
  let area = 0;
  let i = 0;
  let j = 0;
  let last = Math.min(a[0] as number, b[0] as number);
  while (i < a.length || j < b.length) {
    const value = Math.min(a[i] ?? Number.POSITIVE_INFINITY, b[j] ?? Number.POSITIVE_INFINITY);
    area += Math.abs(i / a.length - j / b.length) * (value - last);
    last = value;
    while (i < a.length && (a[i] as number) <= value) i++;
    while (j < b.length && (b[j] as number) <= value) j++;
  }
  return area;
}
