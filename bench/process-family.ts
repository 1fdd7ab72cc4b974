import { readdirSync, readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;
const TICKS_PER_SECOND = 100;

/** What a process and all that it started hold and have taken so far. */
export interface FamilyUse {
  /** Resident memory; pages that processes share count once for each. */
  readonly bytes: number;
  /** Time on a processor, of the program and of the system for it; of children that have ended too. */
  readonly cpuSeconds: number;
}

/** null: it has ended, or this is not Linux. */
export function familyUse(pid: number): FamilyUse | null {
  try {
    // After the name, which stands in brackets and may hold anything; the fields are those of proc(5) from the third on.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
      .map(Number);
    const [ticks, pages] = [fields.slice(11, 15), fields[21] ?? 0];
    const own = {
      bytes: pages * PAGE_BYTES,
      cpuSeconds: ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND,
    };
    const uses = childrenOf(pid)
      .map(familyUse)
      .filter((use) => use !== null);
    return uses.reduce(
      (sum, use) => ({ bytes: sum.bytes + use.bytes, cpuSeconds: sum.cpuSeconds + use.cpuSeconds }),
      own,
    );
  } catch {
    return null;
  }
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    (readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').match(/\d+/g) ?? []).map(Number),
  );
}
