/**
 * Rounds to whole numbers whose sum is the rounded sum: where it is not, the numbers that were rounded furthest the other
 * way are moved by 1. Halves go to even, as in NumPy; of equals, the last is raised or the first is lowered.
 */
export function roundKeepingSum(values: readonly number[]): number[] {
  const rounded = values.map(halfToEven);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);
  let missing = halfToEven(sum(values)) - sum(rounded);
  while (missing !== 0) {
    const step = Math.sign(missing);
    const order = values
      .map((value, index) => ({ index, residue: value - (rounded[index] as number) }))
      .sort((a, b) => a.residue - b.residue);
    if (step > 0) order.reverse();
    for (const { index } of order.slice(0, Math.abs(missing)))
      rounded[index] = (rounded[index] as number) + step;
    missing = halfToEven(sum(values)) - sum(rounded);
  }
  return rounded;
}

function halfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
