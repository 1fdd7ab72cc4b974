/**
 * Cramér's V of two columns of categories, without a correction (Cramér 1946, 21.9; SciPy's `association`), over the rows
 * where both have one: 0 where they are independent, 1 where one tells the other. `null` where one of them does not vary.
 *
 * @param x, y codes 0, 1, … of the categories; negative: none
 */
export function cramersV(x: ArrayLike<number>, y: ArrayLike<number>): { value: number | null; n: number } {
  const cells = new Map<string, { a: number; b: number; count: number }>();
  const rows = new Map<number, number>();
  const columns = new Map<number, number>();
  let n = 0;
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    if (a < 0 || b < 0) continue;
    n++;
    rows.set(a, (rows.get(a) ?? 0) + 1);
    columns.set(b, (columns.get(b) ?? 0) + 1);
    const key = `${a} ${b}`;
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, { a, b, count: 1 });
    else cell.count++;
  }
  const freedom = Math.min(rows.size, columns.size) - 1;
  if (freedom < 1) return { value: null, n };
  // Chi-squared over n, plus 1: the empty cells have their part in that 1.
  let sum = 0;
  for (const { a, b, count } of cells.values())
    sum += count ** 2 / ((rows.get(a) ?? 0) * (columns.get(b) ?? 0));
  return { value: Math.sqrt(Math.max(0, Math.min(1, (sum - 1) / freedom))), n };
}
