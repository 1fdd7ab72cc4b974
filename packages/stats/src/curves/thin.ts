/** A point of a curve, and the index that it has there. */
interface Segment {
  readonly from: number;
  readonly to: number;
}

/**
 * The indices of at most `most` points that draw the same line: Douglas-Peucker, the point furthest from the line drawn so
 * far being added first, until no point is further than a thousandth of the unit square off. Ends are always kept.
 *
 * Douglas & Peucker (1973), Cartographica 10, 112-122.
 */
export function thinned(x: ArrayLike<number>, y: ArrayLike<number>, most = 200): number[] {
  const last = x.length - 1;
  if (last < 1) return last === 0 ? [0] : [];
  const kept = [0, last];
  const open = [furthest(x, y, { from: 0, to: last })];
  while (kept.length < most) {
    const next = open.reduce(
      (best, candidate, index) => (candidate.distance > (open[best]?.distance ?? -1) ? index : best),
      0,
    );
    const [split] = open.splice(next, 1);
    if (!split || split.distance <= 0.001) break;
    kept.push(split.at);
    open.push(
      furthest(x, y, { from: split.from, to: split.at }),
      furthest(x, y, { from: split.at, to: split.to }),
    );
  }
  return kept.sort((a, b) => a - b);
}

function furthest(x: ArrayLike<number>, y: ArrayLike<number>, { from, to }: Segment) {
  const [x0, y0] = [x[from] as number, y[from] as number];
  const [dx, dy] = [(x[to] as number) - x0, (y[to] as number) - y0];
  const length2 = dx * dx + dy * dy;
  let at = from;
  let distance2 = -1;
  for (let i = from + 1; i < to; i++) {
    const px = (x[i] as number) - x0;
    const py = (y[i] as number) - y0;
    // To the segment, not to the line through it: a curve may run back.
    const along = length2 === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length2));
    const away2 = (px - along * dx) ** 2 + (py - along * dy) ** 2;
    if (away2 > distance2) {
      distance2 = away2;
      at = i;
    }
  }
  return { from, to, at, distance: distance2 < 0 ? -1 : Math.sqrt(distance2) };
}
