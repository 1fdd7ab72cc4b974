import type { ColumnType } from '@assay/contract';
import { type Dialect, duckdbDialect } from '../engine/index.ts';
import type { Table } from '../source/source.ts';
import { baseTypeOf, type Family, familyOf, type LogicalType, logicalTypeOf } from './logical-type.ts';

/**
 * How one column is read for a logical type, as SQL over the raw column.
 *
 * A row is *missing* where it is null or NaN; it *fits* where it is not missing and `value` is not null; else it is a
 * *misfit*. All checks and statistics follow from these two expressions.
 */
export interface Reading {
  readonly dialect: Dialect;
  readonly index: number;
  readonly column: string;
  readonly engineType: string;
  readonly type: LogicalType;
  readonly missing: string;
  readonly value: string;
  /** Where it is NaN, which is missing but not null; `null`: it never is. */
  readonly nan: string | null;
  /** Whether the values are those of the raw column, but for NaN: then so are its ends. */
  readonly isAsWritten: boolean;
  /** Whether the raw column is text, so that its few distinct values can stand for its rows. */
  readonly isText: boolean;
  /** Whether a row that is not missing may be a misfit. */
  readonly canMisfit: boolean;
  /** Whether the column as a whole is of another type, as Parquet can say. */
  readonly wrongType: boolean;
}

/**
 * Reads a column as a type. Texts (CSV, JSON Lines) are judged by what they say: `5.0` is an integer, `007` is too, ISO 8601
 * is a date. Parquet is judged by its own types, where a float of whole numbers is an integer and a timestamp at
 * midnight is a date. A timestamp with a zone is read as the moment in UTC, a timestamp as its clock shows.
 */
export function readingOf(source: Table, index: number, wanted?: ColumnType): Reading {
  const { dialect } = source;
  const column = source.columns[index] ?? { name: '', type: 'VARCHAR' };
  const type = wanted === undefined ? logicalTypeOf(column.type) : baseTypeOf(wanted);
  const raw = `c${index}`;
  const family = familyOf(column.type);
  const isText = source.written === 'text';
  const zoned = wanted === 'timestamp-with-zone';
  const test = isText && (zoned || !sniffedFits(family, type));
  const of = test
    ? parsed(raw, zoned ? wanted : type)
    : isText
      ? sniffed(raw, column.type, type)
      : zoned && column.type !== ZONED
        ? undefined
        : typed(raw, column.type, type, dialect);
  return {
    dialect,
    index,
    column: column.name,
    engineType: column.type,
    type,
    missing: of?.missing ?? `${raw} IS NULL`,
    value: of?.value ?? `CAST(NULL AS ${dialect.types[type]})`,
    nan: of?.nan ?? null,
    isAsWritten: !isText && AS_WRITTEN.test(`${family} as ${type}`),
    isText: isText || family === 'text',
    canMisfit:
      test ||
      of === undefined ||
      /^(float|decimal) as integer$|timestamp as date$/.test(`${family} as ${type}`),
    wrongType: of === undefined,
  };
}

/** The engine's type of the values. */
export function valueType({ type, engineType, dialect }: Reading): string {
  return type === 'number' ? engineType : dialect.types[type];
}

const AS_WRITTEN = /^((integer|decimal|float) as number|integer as integer|date as date)$/;

const ZONED = 'TIMESTAMP WITH TIME ZONE';

interface Expressions {
  readonly missing: string;
  readonly value: string;
  readonly nan?: string;
}

/** Whether all texts are known to be of the type, so that no row needs a test. */
function sniffedFits(family: Family, type: LogicalType): boolean {
  if (type === 'string') return true;
  if (type === 'number') return family === 'integer' || family === 'float';
  return family === type;
}

function sniffed(raw: string, engineType: string, type: LogicalType): Expressions | undefined {
  if (type === 'string') return typed(raw, 'VARCHAR', type, duckdbDialect);
  return typed(`CAST(${raw} AS ${engineType})`, engineType, type, duckdbDialect);
}

function parsed(raw: string, type: LogicalType | 'timestamp-with-zone'): Expressions {
  const plain = `${raw} IS NULL`;
  // The engine would take 1_000 for a number; no other reader of CSV does.
  const number = `(CASE WHEN NOT contains(${raw}, '_') THEN TRY_CAST(${raw} AS DOUBLE) END)`;
  const nan = `coalesce(isnan(${number}), false)`;
  const missing = `(${raw} IS NULL OR ${nan})`;
  const iso = (length: string) => `${raw} LIKE '____-__-__${length}'`;
  switch (type) {
    case 'integer': {
      const whole = `TRY_CAST(${raw} AS HUGEINT)`;
      return { missing, nan, value: `(CASE WHEN ${number} = ${whole} THEN ${whole} END)` };
    }
    case 'number':
      return { missing, nan, value: `(CASE WHEN NOT isnan(${number}) THEN ${number} END)` };
    case 'boolean':
      return {
        missing: plain,
        value: `(CASE lower(${raw}) WHEN 'true' THEN true WHEN 'false' THEN false END)`,
      };
    case 'date':
      return { missing: plain, value: `(CASE WHEN ${iso('')} THEN TRY_CAST(${raw} AS DATE) END)` };
    case 'timestamp':
      return { missing: plain, value: `(CASE WHEN ${iso('%')} THEN TRY_CAST(${raw} AS TIMESTAMP) END)` };
    case 'timestamp-with-zone': {
      // The engine reads a zone only behind seconds.
      const seconds = `regexp_replace(${raw}, '([T ][0-9]{2}:[0-9]{2})(Z|[-+])', '\\1:00\\2')`;
      const moment = `CAST(TRY_CAST(${seconds} AS TIMESTAMPTZ) AS TIMESTAMP)`;
      const ends = `regexp_matches(${raw}, '(Z|[-+][0-9]{2}(:?[0-9]{2})?)$')`;
      return { missing: plain, value: `(CASE WHEN ${iso('%:%')} AND ${ends} THEN ${moment} END)` };
    }
    default:
      return { missing: plain, value: raw };
  }
}

function typed(
  x: string,
  engineType: string,
  type: LogicalType,
  { isNan: nan, types, text }: Dialect,
): Expressions | undefined {
  const family = familyOf(engineType);
  const isNull = `${x} IS NULL`;
  const isNan = `coalesce(${nan(x)}, false)`;
  const missing = family === 'float' ? `(${x} IS NULL OR ${nan(x)})` : isNull;
  switch (`${family} as ${type}`) {
    case 'integer as integer':
    case 'integer as number':
    case 'decimal as number':
    case 'boolean as boolean':
    case 'date as date':
      return { missing, value: x };
    case 'float as number':
      return { missing, nan: isNan, value: `(CASE WHEN NOT ${nan(x)} THEN ${x} END)` };
    case 'float as integer':
    case 'decimal as integer':
      return {
        missing,
        ...(family === 'float' ? { nan: isNan } : {}),
        value: `(CASE WHEN ${x} = floor(${x}) THEN TRY_CAST(${x} AS ${types.integer}) END)`,
      };
    case 'text as string':
      return { missing, value: `CAST(${x} AS VARCHAR)` };
    case 'timestamp as date':
      return { missing, value: `(CASE WHEN ${x} = date_trunc('day', ${x}) THEN CAST(${x} AS DATE) END)` };
    case 'timestamp as timestamp':
    case 'date as timestamp':
      return { missing, value: `CAST(${x} AS ${types.timestamp})` };
    case 'other as other':
      return { missing, value: text(x, engineType) };
    default:
      return undefined;
  }
}
