import { setTimeout as delay } from 'node:timers/promises';
import type { Complaint } from './ask-health.ts';

/** How long, how often and how many good answers in a row; times in milliseconds. */
export interface Patience {
  withinMs: number;
  everyMs: number;
  inARow: number;
}

/**
 * Asks until a service was healthy so many times in a row, or until its time is over; at least once.
 *
 * @param ask one look, with the time that it may take
 * @returns the last complaint and how often it was asked; no complaint: it is healthy
 */
export async function watchHealth(
  ask: (remainingMs: number) => Promise<Complaint>,
  { withinMs, everyMs, inARow }: Patience,
  signal: AbortSignal,
): Promise<{ complaint: Complaint; asked: number }> {
  const deadline = performance.now() + withinMs;
  let good = 0;
  for (let asked = 1; ; asked += 1) {
    const complaint = await ask(Math.max(1, Math.round(deadline - performance.now())));
    if (signal.aborted) return { complaint: 'it was cancelled', asked };
    good = complaint === undefined ? good + 1 : 0;
    if (good >= inARow) return { complaint: undefined, asked };
    if (performance.now() + everyMs > deadline)
      return { complaint: complaint ?? `it was healthy only ${good} of ${inARow} times in a row`, asked };
    await delay(everyMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return { complaint: 'it was cancelled', asked };
  }
}
