import { createHash } from 'node:crypto';

/** Columns whose values must not be seen: of a category only this is kept, which tells it from others. */
export type Veiled = ReadonlySet<string>;

/** A category as a profile or the memory of a monitor has it. */
export function kept(column: string, value: string, veiled: Veiled): string {
  if (!veiled.has(column)) return value;
  return `#${createHash('sha256').update(`${column}\0${value}`).digest('hex').slice(0, 16)}`;
}
