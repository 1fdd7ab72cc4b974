import type { ColumnType } from '@assay/contract';

/** What the values of a column are to the engine. */
type BaseType = 'integer' | 'number' | 'string' | 'boolean' | 'date' | 'timestamp';

/** The same of any column; `other` is what no contract can name: lists, blobs, intervals. */
export type LogicalType = BaseType | 'other';

/** Types of a contract that are a narrower kind of another. */
const NARROWER: Partial<Record<ColumnType, BaseType>> = {
  'timestamp-with-zone': 'timestamp',
  uuid: 'string',
  email: 'string',
  url: 'string',
  category: 'string',
};

/** What the values of a type of a contract are to the engine. */
export function baseTypeOf(type: ColumnType): BaseType {
  return NARROWER[type] ?? (type as BaseType);
}

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

/** The same in the words of a contract. */
export function contractTypeOf(engineType: string): LogicalType | 'timestamp-with-zone' {
  return engineType === 'TIMESTAMP WITH TIME ZONE' ? 'timestamp-with-zone' : logicalTypeOf(engineType);
}
