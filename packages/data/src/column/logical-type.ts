import type { ColumnContract } from '@assay/contract';

/** What a column is to a contract; `other` is what no contract can name: lists, blobs, intervals. */
export type LogicalType = ColumnContract['type'] | 'other';

/** Families of the engine's types. */
export type Family = 'integer' | 'decimal' | 'float' | 'text' | 'boolean' | 'date' | 'timestamp' | 'other';

const FAMILIES: readonly [RegExp, Family][] = [
  [/^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$/, 'integer'],
  [/^DECIMAL/, 'decimal'],
  [/^(FLOAT|DOUBLE)$/, 'float'],
  [/^(VARCHAR|UUID|JSON|ENUM\(.*\))$/, 'text'],
  [/^BOOLEAN$/, 'boolean'],
  [/^DATE$/, 'date'],
  [/^TIMESTAMP/, 'timestamp'],
];

export function familyOf(engineType: string): Family {
  return FAMILIES.find(([pattern]) => pattern.test(engineType))?.[1] ?? 'other';
}

/** What a column without a contract is taken for. */
export function logicalTypeOf(engineType: string): LogicalType {
  const family = familyOf(engineType);
  if (family === 'decimal' || family === 'float') return 'number';
  return family === 'text' ? 'string' : family;
}
