import type { Measured } from '../measure.ts';

/** Sums of floating-point numbers differ in the order of adding. */
const TOLERANCE = 1e-6;
/** The floor has other edges: each is off by at most a cell of a 216th of the rows, and what of the other side lies in it. */
const CELL = 0.02;

/** Whether our distances are those of the floor. */
export function agreesWithFloor(ours: Measured, floor: Measured): boolean {
  const theirs = JSON.parse(floor.stdout) as Record<string, number>;
  const found = findings(ours).filter(({ method }) => method === 'ks');
  return (
    found.length > 0 &&
    found.every(
      ({ column, value }) => Math.abs((value ?? Number.NaN) - (theirs[column] ?? Number.NaN)) < CELL,
    )
  );
}

/** Whether every number of a peer is ours; null where it did not come to its end. */
export function agreesWithPeer(ours: Measured, theirs: Measured): boolean | null {
  if (!theirs.finished) return null;
  const { values } = JSON.parse(theirs.stdout.trim().split('\n').at(-1) ?? '') as {
    values: Record<string, number>;
  };
  const own = new Map(findings(ours).map(({ column, value }) => [column, value ?? Number.NaN]));
  return (
    Object.keys(values).length > 0 &&
    Object.entries(values).every(
      ([column, value]) =>
        Math.abs((own.get(column) ?? Number.NaN) - value) <= TOLERANCE * Math.max(1, Math.abs(value)),
    )
  );
}

function findings({ stdout }: Measured): { column: string; method: string; value: number | null }[] {
  return (JSON.parse(stdout) as { columns: { column: string; method: string; value: number | null }[] })
    .columns;
}
