/** The places of the `count` largest values, at least 1 and at most all of them; of equals the first. */
export function largest(values: Float64Array, count: number): Int32Array {
  const bound = nthLargest(values.slice(), count);
  let equals = count;
  for (let place = 0; place < values.length; place++) if ((values[place] as number) > bound) equals--;
  const places = new Int32Array(count);
  let found = 0;
  for (let place = 0; place < values.length; place++) {
    const value = values[place] as number;
    if (value > bound || (value === bound && equals-- > 0)) places[found++] = place;
  }
  return places;
}

/** Reorders `values`: Hoare (1961), Algorithm 65: FIND, Communications of the ACM 4, 321-322. */
function nthLargest(values: Float64Array, n: number): number {
  const wanted = values.length - n;
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) < pivot) left++;
      while ((values[right] as number) > pivot) right--;
      if (left > right) break;
      const swapped = values[left] as number;
      values[left++] = values[right] as number;
      values[right--] = swapped;
    }
    if (right < wanted) low = left;
    if (wanted < left) high = right;
  }
  return values[wanted] as number;
}
