import { writeCondition } from '../predicate/write-condition.ts';
import type { Dialect } from './dialect.ts';
import { quoteText } from './sql-text.ts';

const TYPES: Dialect['types'] = {
  integer: 'HUGEINT',
  number: 'DOUBLE',
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  other: 'VARCHAR',
};

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  types: TYPES,
  greatest: 2n ** 127n - 1n,
  row: 'row_number() OVER ()',
  keepsOrder: true,
  hashes: true,
  materialized: 'MATERIALIZED ',
  lacks: [],
  isNan: (x) => `isnan(${x})`,
  text: (x) => `CAST(${x} AS VARCHAR)`,
  // A list is searched by its own function: IN with a thousand values takes a hundred times as long.
  isListed: (list, type, value) => `list_contains(CAST(${list} AS ${TYPES[type]}[]), ${value})`,
  matches: (text, pattern, add) => `regexp_full_match(${text}, ${add(pattern)})`,
  patternMistake: () => null,
  epochMilliseconds: (x) => `(CASE WHEN isfinite(${x}) THEN epoch_ms(${x}) END)`,
  // With the errors of its additions made up for (Kahan).
  sum: (x) => `fsum(${x})`,
  quantile: (x, share) => `quantile_cont(${x}, ${share})`,
  joined: (texts, separator) => `concat_ws(${quoteText(separator)}, ${texts.join(', ')})`,
  placeIn: (texts, text) => `nullif(list_position([${texts.map(quoteText).join(', ')}], ${text}), 0)`,
  shared(ours, theirs, columns, nullsAlike) {
    const equal = nullsAlike ? 'IS NOT DISTINCT FROM' : '=';
    const same = Array.from({ length: columns }, (_, i) => `a${i} ${equal} b${i}`);
    return `(SELECT row, text FROM ${ours} SEMI JOIN ${theirs} ON ${same.join(' AND ')})`;
  },
  // By the number of the row, with Knuth's multiplicative hash.
  half: () => 'CAST((row_number() OVER () * 2654435761 & 4294967295) >= 2147483648 AS INTEGER)',
  stacked: (numbers, values, from) =>
    `(SELECT unnest([${numbers.join(', ')}]) AS c, unnest([${values.join(', ')}]) AS v FROM ${from})`,
  quantiles: (x, shares) => `quantile_disc(${x}, [${shares.join(', ')}])`,
  quantileAt: (quantiles, _share, i) => `${quantiles}[${i + 1}]`,
  seconds(x) {
    const time = `CAST(${x} AS TIMESTAMP)`;
    const infinite = `CASE WHEN ${time} > TIMESTAMP '2000-01-01' THEN 'inf' ELSE '-inf' END`;
    // Of an infinite time the epoch is null. To look at each row whether it is finite would take as long again.
    return `coalesce(epoch(${time}), CASE WHEN ${time} IS NOT NULL THEN CAST(${infinite} AS DOUBLE) END)`;
  },
  textHash: (x) => `CAST(md5_number_lower(${x}) & 281474976710655::UBIGINT AS BIGINT)`,
  quotient: (x, by) => `(${x} // ${by})`,
  // The same rows on every run.
  sample: (rows) => ` USING SAMPLE reservoir(${rows} ROWS) REPEATABLE (1)`,
  condition: writeCondition,
};
