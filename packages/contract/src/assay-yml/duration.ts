import { z } from 'zod';

const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A length of time in a contract: a whole number and its unit. */
export const durationSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,5}(s|m|h|d)$/, 'write a whole number and s, m, h or d: 90s, 30m, 2h, 7d');

/** A duration of a contract (`90s`, `7d`) in milliseconds. */
export function durationMilliseconds(duration: string): number {
  const unit = duration.slice(-1) as keyof typeof UNITS;
  return Number.parseInt(duration, 10) * UNITS[unit];
}
