/** Sums of floating-point numbers differ in the order of adding: relative to the number, and beside zero. */
const [RELATIVE, NEAR_ZERO] = [1e-6, 1e-9];
/** The floor has other edges, of about 256 cells: each distance is off by at most what lies in a cell. */
const CELL = 0.01;

interface Finding {
  readonly column: string;
  readonly method: string;
  readonly value: number | null;
}

/**
 * Whether the distance of every numeric column is the floor's, and there are no others.
 *
 * @param ours what `check-drift --json` wrote
 * @param floor what floor.ts wrote: distances by column
 */
export function agreesWithFloor(ours: string, floor: string): boolean {
  const found = findingsIn(ours).filter(({ method }) => method === 'ks');
  return agrees(found, JSON.parse(floor), (value, theirs) => Math.abs(value - theirs) < CELL);
}

/**
 * Whether every number of a peer is ours in six figures, and there are no others.
 *
 * @param theirs what a script in peers/ wrote, in its last line: values by column
 */
export function agreesWithPeer(ours: string, theirs: string): boolean {
  const { values } = JSON.parse(theirs.trim().split('\n').at(-1) ?? '');
  return agrees(
    findingsIn(ours),
    values,
    (value, other) => Math.abs(value - other) <= RELATIVE * Math.abs(other) + NEAR_ZERO,
  );
}

function agrees(
  found: readonly Finding[],
  theirs: Readonly<Record<string, number>>,
  near: (value: number, other: number) => boolean,
): boolean {
  return (
    found.length > 0 &&
    found.length === Object.keys(theirs).length &&
    found.every(({ column, value }) => near(value ?? Number.NaN, theirs[column] ?? Number.NaN))
  );
}

function findingsIn(report: string): Finding[] {
  return JSON.parse(report).columns;
}
