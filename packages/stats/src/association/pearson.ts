/**
 * Pearson's correlation of two columns over the rows where both are finite; `null` where there are fewer than two, or where
 * one of them does not vary.
 */
export function pearson(x: ArrayLike<number>, y: ArrayLike<number>): { value: number | null; n: number } {
  let [n, meanX, meanY, xx, yy, xy] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const [a, b] = [x[i] as number, y[i] as number];
    if (!Number.isFinite(a) || !Number.isFinite(b)) continue;
    n++;
    const [dx, dy] = [a - meanX, b - meanY];
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (a - meanX);
    yy += dy * (b - meanY);
    xy += dx * (b - meanY);
  }
  const value = xy / Math.sqrt(xx) / Math.sqrt(yy);
  return { value: Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : null, n };
}
