import type { Measured } from './measure.ts';

/** What takes longer runs once: what else the machine does is a small share of it. */
const LONG_SECONDS = 60;

/**
 * Runs several programs round by round, so that whatever else the machine does meanwhile meets all of them alike. Of each
 * the run of middle duration, with the largest memory of all its runs.
 *
 * @param programs by name, in the order of a round
 */
export async function inTurn<Name extends string>(
  rounds: number,
  programs: Readonly<Record<Name, () => Promise<Measured>>>,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(programs) as Name[];
  const runs = new Map<Name, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, done] of runs) if (!done.some(isLong)) done.push(await programs[name]());
  }
  const middles = [...runs].map(([name, done]): [Name, Measured] => [name, middleOf(done)]);
  return Object.fromEntries(middles) as Record<Name, Measured>;
}

function isLong({ seconds, finished }: Measured): boolean {
  return seconds > LONG_SECONDS || !finished;
}

/** @param runs one or more */
export function middleOf(runs: readonly Measured[]): Measured {
  const sorted = runs.toSorted((a, b) => a.seconds - b.seconds);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] as Measured;
  const peaks = runs.map(({ mb }) => mb).filter((mb) => mb !== null);
  return { ...middle, mb: peaks.length === 0 ? null : Math.max(...peaks) };
}
