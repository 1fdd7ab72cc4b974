import { inLanes } from '../engine/in-lanes.ts';
import { type Found, type Pending, worstFirst } from './found.ts';

/** Findings whose rows are shown, where there are thousands of columns: more than these nobody reads. */
export const MOST_TOLD = 100;

/**
 * Looks at the rows of the most harmful findings that have only been counted. The others keep their counts: a question about
 * the rows of each takes longer than all checks together.
 */
export async function tellWorst(found: readonly Pending[]): Promise<Found[]> {
  const untold = found.filter(({ tell }) => tell !== undefined);
  const worst = new Set(untold.sort(worstFirst).slice(0, MOST_TOLD));
  return inLanes(
    found.map((each) => async () => {
      const { tell, ...counted } = each;
      return tell !== undefined && worst.has(each) ? { ...counted, ...(await tell()) } : counted;
    }),
  );
}
