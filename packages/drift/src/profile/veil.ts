import { createHash } from 'node:crypto';
import type { CategoricalColumn } from '../methods/column.ts';

/** Columns whose values must not be seen: of a category only a digest is kept, which tells it from others. */
export type Veiled = Pick<ReadonlySet<string>, 'has'>;

const VEILED = /^#[0-9a-f]{16}$/;

/** A category as a profile or the memory of a monitor has it. */
export function kept(column: string, value: string, veiled: Veiled): string {
  if (!veiled.has(column)) return value;
  return `#${createHash('sha256').update(`${column}\0${value}`).digest('hex').slice(0, 16)}`;
}

/** A column with its categories as a profile has them. */
export function keptColumn(name: string, column: CategoricalColumn, veiled: Veiled): CategoricalColumn {
  return { ...column, labels: column.labels.map((label) => kept(name, label, veiled)) };
}

/** Whether these categories were kept as digests. */
export function areVeiled(categories: readonly string[]): boolean {
  return categories.length > 0 && categories.every((category) => VEILED.test(category));
}
