/** Of the pairs of ratings of a unit, the number with equal codes. Codes are in ascending order. */
export function equalPairs(codes: Int32Array): number {
  let equal = 0;
  let run = 0;
  codes.forEach((code, index) => {
    run = code === codes[index - 1] ? run + 1 : 0;
    equal += run;
  });
  return equal;
}
