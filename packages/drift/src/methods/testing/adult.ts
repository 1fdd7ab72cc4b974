import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ColumnValues, openEngine } from '@assay/data';
import { columnAt, type DriftColumn } from '../column.ts';
import { categorical } from './columns.ts';

const folder = fileURLToPath(new URL('../../../../../test/data', import.meta.url));
const COMMON = ['Some-college', 'HS-grad', 'Bachelors'];

/** Both sides of a column. */
export interface Sides {
  readonly reference: DriftColumn;
  readonly current: DriftColumn;
}

/** The columns of test/data/adult.parquet, split by education: the common ones are the current side. */
export async function adultSides(): Promise<ReadonlyMap<string, Sides>> {
  const toolCache = mkdtempSync(join(tmpdir(), 'assay-drift-'));
  const engine = openEngine({ duckdb: { toolCache, log: () => {} }, folders: [folder] });
  const { rows, columns } = await engine.columns(`SELECT * FROM '${join(folder, 'adult.parquet')}'`);
  engine.close();
  const education = columns['education'];
  if (education?.kind !== 'text') throw new Error('education is text');
  const pick = (common: boolean) =>
    Int32Array.from(Array.from({ length: rows }, (_, row) => row)).filter(
      (row) => COMMON.includes(education.values[row] ?? '') === common,
    );
  const [reference, current] = [pick(false), pick(true)];
  return new Map(
    Object.entries(columns).map(([name, values]) => {
      const column = columnOf(values);
      return [name, { reference: columnAt(column, reference), current: columnAt(column, current) }];
    }),
  );
}

function columnOf(values: ColumnValues): DriftColumn {
  if (values.kind === 'text') return categorical(values.values);
  return {
    kind: 'numeric',
    values: Float64Array.from(values.values, Number),
    nulls: values.nulls,
    integer: true,
  };
}
