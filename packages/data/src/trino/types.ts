import { familyOf } from '../column/logical-type.ts';

const NAMES: Readonly<Record<string, string>> = {
  real: 'FLOAT',
  'timestamp with time zone': 'TIMESTAMP WITH TIME ZONE',
  char: 'VARCHAR',
  varbinary: 'BLOB',
};

/** What DuckDB calls a type of Trino's, so that a column has one type wherever it is: `varchar(20)` is VARCHAR. */
export function engineTypeOf(type: string): string {
  const items = /^array\((.*)\)$/.exec(type)?.[1];
  if (items !== undefined) return `${engineTypeOf(items)}[]`;
  if (type.startsWith('decimal(')) return type.toUpperCase().replaceAll(' ', '');
  const plain = type.replace(/^(timestamp|time|varchar|char)\(\d+\)/, '$1');
  return NAMES[plain] ?? plain.toUpperCase();
}

/** A column as checks read it: moments with a zone in UTC, fixed-length and other texts as texts. */
export function rawColumn(name: string, type: string): string {
  if (/^timestamp(\(\d+\))? with time zone$/.test(type))
    return `CAST(at_timezone(${name}, 'UTC') AS TIMESTAMP(6) WITH TIME ZONE)`;
  if (type.startsWith('timestamp')) return `CAST(${name} AS TIMESTAMP(6))`;
  if (type.startsWith('varchar') || type.startsWith('char') || type === 'uuid')
    return `CAST(${name} AS VARCHAR)`;
  return type === 'json' ? `json_format(${name})` : name;
}

/**
 * A value as the text that DuckDB writes: 5.0 and not 5.0E0, no zeros at the end of seconds. Lists, maps and rows are JSON,
 * bytes hexadecimal: those have texts of their own in DuckDB.
 */
export function textOf(x: string, engineType: string): string {
  const text = `CAST(${x} AS VARCHAR)`;
  switch (familyOf(engineType)) {
    case 'float':
      return floatText(x, text);
    case 'timestamp':
      return engineType.endsWith('WITH TIME ZONE')
        ? `regexp_replace(${text}, '\\.?0* UTC$', '+00')`
        : `regexp_replace(CAST(CAST(${x} AS TIMESTAMP(6)) AS VARCHAR), '\\.?0+$')`;
    case 'other':
      if (/\[\]$|^(MAP|ROW)\(/.test(engineType)) return `json_format(CAST(${x} AS JSON))`;
      return engineType === 'BLOB' ? `to_hex(${x})` : text;
    default:
      return text;
  }
}

/** Between 0.0001 and 10^16 with a point, else with an exponent of two digits: 1e-07. */
function floatText(x: string, text: string): string {
  // 17 digits, the first of them the fourth after the point or the 16th before it.
  const digits = `CAST(TRY_CAST(${text} AS DECIMAL(38, 21)) AS VARCHAR)`;
  const plain = `regexp_replace(${digits}, '(\\.[0-9]+?)0+$', '$1')`;
  const scientific = [
    ['\\.0E', 'E'],
    ['E([0-9])', 'e+$1'],
    ['E-', 'e-'],
    ['e([+-])([0-9])$', 'e$10$2'],
  ].reduce((of, [from, to]) => `regexp_replace(${of}, '${from}', '${to}')`, text);
  return `(CASE WHEN ${x} = 0 THEN if(${text} LIKE '-%', '-0.0', '0.0') WHEN abs(${x}) >= 1e-4 AND abs(${x}) < 1e16 THEN ${plain} WHEN is_nan(${x}) THEN 'nan' WHEN is_infinite(${x}) THEN if(${x} > 0, 'inf', '-inf') ELSE ${scientific} END)`;
}
