import { allowed } from './allowed.ts';
import { columnOrder } from './column-order.ts';
import type { ColumnCheck } from './column-rule.ts';
import { columns } from './columns.ts';
import type { DataCheck } from './data-check.ts';
import { distinct } from './distinct.ts';
import { duplicates } from './duplicates.ts';
import { encoding } from './encoding.ts';
import { extraColumns } from './extra-columns.ts';
import { forbidden } from './forbidden.ts';
import { fresh } from './fresh.ts';
import { ifAsked } from './if-asked.ts';
import { length } from './length.ts';
import { logicalType } from './logical-type.ts';
import { mean } from './mean.ts';
import { nan } from './nan.ts';
import { nulls } from './nulls.ts';
import { order } from './order.ts';
import { outliers } from './outliers.ts';
import { pattern } from './pattern.ts';
import { quantiles } from './quantiles.ts';
import { range } from './range.ts';
import { references } from './references.ts';
import { rows } from './rows.ts';
import { rules } from './rules.ts';
import { schemaChanges } from './schema-changes.ts';
import { sd } from './sd.ts';
import { sum } from './sum.ts';
import { type } from './type.ts';
import { unique } from './unique.ts';

/** Checks of one column, by the key that asks for each. */
export const columnChecks: Readonly<Record<string, ColumnCheck>> = {
  type,
  'logical-type': logicalType,
  nullable: nulls,
  nan,
  range,
  allowed,
  forbidden,
  length,
  pattern,
  fresh,
  mean,
  sd,
  sum,
  quantiles,
  distinct,
  order,
  outliers,
};

/** Checks of the data as a whole, by the key that asks for each. */
export const dataChecks: Readonly<Record<string, DataCheck>> = {
  encoding,
  columns,
  'extra-columns': extraColumns,
  'column-order': columnOrder,
  'schema-changes': schemaChanges,
  rows,
  unique,
  duplicates,
  references,
  parity: ifAsked('parity', async () => (await import('./parity.ts')).parity),
  leakage: ifAsked('leakage', async () => (await import('./leakage.ts')).leakage),
  representation: ifAsked('representation', async () => (await import('./representation.ts')).representation),
  labels: ifAsked('labels', async () => (await import('./labels.ts')).labels),
  rules,
};
