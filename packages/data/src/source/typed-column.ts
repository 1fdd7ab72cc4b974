import type { Table } from './source.ts';

/** SQL of a column, by index, of its type: over the columns of `raw`, and of `only`. */
export function typedColumn({ columns, written }: Pick<Table, 'columns' | 'written'>, index: number): string {
  const raw = `c${index}`;
  return written === 'text' ? `CAST(${raw} AS ${columns[index]?.type ?? 'VARCHAR'})` : raw;
}
