import { z } from 'zod';

/**
 * From here on schemas are walked, not compiled: a run checks a few documents once, and is over before the code that zod makes for
 * each schema has paid for itself. For programs, as they start.
 */
export function interpretSchemas(): void {
  z.config({ jitless: true });
}
