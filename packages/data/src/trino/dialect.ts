import { type Dialect, quoteText } from '../engine/index.ts';
import { trinoCondition } from './condition.ts';
import { javaPattern } from './pattern.ts';
import { waysOf } from './pattern-ways.ts';
import { textOf } from './types.ts';

/** Column of a table's rows that holds what names them; see openTrinoTable. */
export const ROW_KEY = 'row_key';

const TYPES: Dialect['types'] = {
  // The widest whole numbers that Trino has: 38 digits.
  integer: 'DECIMAL(38, 0)',
  number: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP(6)',
  other: 'VARCHAR',
};

/** Four repetitions after each other. */
const MOST_WAYS = 1e8;

/** How far a quantile may be off, as a share of the rows. */
const RANK_ERROR = 0.001;

export const trinoDialect: Dialect = {
  name: 'trino',
  types: TYPES,
  greatest: 10n ** 38n - 1n,
  row: ROW_KEY,
  keepsOrder: false,
  hashes: false,
  materialized: '',
  lacks: ['order'],
  isNan: (x) => `is_nan(${x})`,
  text: textOf,
  isListed: (list, type, value) => `contains(CAST(${list} AS ARRAY(${TYPES[type]})), ${value})`,
  matches: (text, pattern, add) => `regexp_like(${text}, ${add(javaPattern(pattern))})`,
  patternMistake: (pattern) =>
    waysOf(pattern) <= MOST_WAYS
      ? null
      : 'Trino may take hours for it: a repetition within a repetition, or too many of them after each other',
  epochMilliseconds: (x) =>
    `date_diff('millisecond', TIMESTAMP '1970-01-01 00:00:00', CAST(${x} AS TIMESTAMP(6)))`,
  sum: (x) => `sum(${x})`,
  // A digest whose error in rank is bounded, unlike that of approx_percentile.
  quantile: (x, share) => `value_at_quantile(qdigest_agg(${x}, 1, ${RANK_ERROR}), ${share})`,
  joined: (texts, separator) => `array_join(${arrayOf(texts)}, ${quoteText(separator)})`,
  placeIn: (texts, text) => `nullif(array_position(${arrayOf(texts.map(quoteText))}, ${text}), 0)`,
  // As groups, in which nulls are alike: Trino compares each row with each where a condition of a join says so.
  shared(ours, theirs, columns, nullsAlike) {
    const all = Array.from({ length: columns }, (_, i) => i);
    const [a, b] = [all.map((i) => `a${i}`), all.map((i) => `b${i}`)];
    const known = nullsAlike ? '' : a.map((name) => ` AND ${name} IS NOT NULL`).join('');
    const together = `SELECT row, text, 0 AS there, ${a.join(', ')} FROM ${ours} UNION ALL SELECT NULL, NULL, 1, ${b.join(', ')} FROM ${theirs}`;
    return `(SELECT row, text FROM (SELECT *, max(there) OVER (PARTITION BY ${a.join(', ')}) AS found FROM (${together})) WHERE there = 0 AND found = 1${known})`;
  },
  // Rows have no number: a row is told from those of the same values by its place among them, whichever that is.
  half(values) {
    const nth = `row_number() OVER (PARTITION BY ${values.join(', ')})`;
    const texts = [...values, nth].map((value) => `coalesce(CAST(${value} AS VARCHAR), '')`);
    return `CAST(bitwise_and(from_big_endian_64(substr(md5(to_utf8(${texts.join(` || '/' || `)})), 1, 8)), 1) AS INTEGER)`;
  },
  stacked: (numbers, values, from) =>
    `(SELECT s.c, s.v FROM ${from} CROSS JOIN UNNEST(ARRAY[${numbers.join(', ')}], ARRAY[${values.join(', ')}]) AS s (c, v))`,
  quantiles: (x) => `qdigest_agg(${x}, 1, ${RANK_ERROR})`,
  quantileAt: (quantiles, share) => `value_at_quantile(${quantiles}, ${share})`,
  seconds(x) {
    // Microseconds as a whole number first, as DuckDB does: to_unixtime is off by the last digit.
    const time = `CAST(${x} AS TIMESTAMP(6))`;
    const whole = `date_diff('second', TIMESTAMP '1970-01-01 00:00:00', date_trunc('second', ${time}))`;
    return `(CAST(${whole} * 1000000 + CAST(substr(CAST(${time} AS VARCHAR), -6) AS BIGINT) AS DOUBLE) / 1e6)`;
  },
  textHash: (x) =>
    `bitwise_and(from_big_endian_64(reverse(substr(md5(to_utf8(${x})), 9, 8))), 281474976710655)`,
  quotient: (x, by) => `(${x} / ${by})`,
  sample: (rows, all) => ` TABLESAMPLE BERNOULLI (${(100 * rows) / all})`,
  condition: async (_parser, tree, rename) => trinoCondition(tree, rename),
};

/** An array has at most 254 items, where it is not made of others. */
const ITEMS_AT_ONCE = 200;

function arrayOf(items: readonly string[]): string {
  const parts: string[] = [];
  for (let start = 0; start < items.length; start += ITEMS_AT_ONCE)
    parts.push(`ARRAY[${items.slice(start, start + ITEMS_AT_ONCE).join(', ')}]`);
  return parts.join(' || ');
}
