import type { GitHub } from './client.ts';
import { statusOf } from './explain-error.ts';

export interface Place {
  owner: string;
  repo: string;
}

const TRIES = 3;

/**
 * What there is, or what is made where there is none. After a failure that may have come behind the effect it waits, and
 * looks before it makes it again.
 */
export async function settled<T>(
  github: GitHub,
  look: () => Promise<T | undefined>,
  make: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await look();
    if (found !== undefined) return found;
    try {
      return await make();
    } catch (error) {
      if ((statusOf(error) ?? 0) < 500 || attempt === TRIES) throw error;
      await github.pause(attempt);
    }
  }
}
