import { type CellCounts, type Cells, countCategories, countNumbers } from '../cells/index.ts';
import { kept, type Veiled } from '../profile/veil.ts';
import { countCategories as countValues, textGroups } from '../read/categories.ts';
import { eachColumn, type Side } from '../read/groups.ts';

/** Counts the columns of a batch into a monitor's cells. Columns that the batch lacks are left out. */
export async function countBatch(
  batch: Side,
  columns: readonly { readonly name: string; readonly cells: Cells }[],
  veiled: Veiled,
): Promise<{ name: string; counts: CellCounts }[]> {
  const there = new Set(batch.table.columns.map(({ name }) => name));
  const present = columns.filter(({ name }) => there.has(name));
  const counted = new Map<string, CellCounts>();
  const numbers = present.map(({ name, cells }) => ({ name, cells, kind: cells.kind, integer: false }));
  await eachColumn(
    [batch],
    numbers.filter(({ kind }) => kind === 'numeric'),
    false,
    ({ name, cells }, [column]) => {
      if (column?.kind === 'numeric' && cells.kind === 'numeric')
        counted.set(name, countNumbers(column.values, column.nulls, cells));
    },
  );
  const categories = present.flatMap(({ name, cells }) =>
    cells.kind === 'categorical' ? [{ name, cells }] : [],
  );
  for (const group of textGroups(categories, batch.rows, [batch])) {
    const found = await countValues(
      batch.engine,
      batch.table,
      group.map(({ name }) => name),
    );
    for (const [index, { values, nulls }] of found.entries()) {
      const { name, cells } = group[index] as (typeof group)[number];
      const shown = values.map(({ value, count }) => ({ value: kept(name, value, veiled), count }));
      counted.set(name, countCategories(shown, nulls, cells));
    }
  }
  return present.flatMap(({ name }) => {
    const counts = counted.get(name);
    return counts === undefined ? [] : [{ name, counts }];
  });
}
