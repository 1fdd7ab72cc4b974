/**
 * Rows of every type, 400 of them, as a query of DuckDB: what its Parquet then is to Trino. Every column has nulls; there are
 * NaN and infinities, numbers that no double holds, moments before 1900 and after 9999, and texts that break out of quotes.
 */
export const ROWS = `
SELECT
  1000 + i AS id,
  CASE WHEN i % 7 > 0 THEN i % 3 = 0 END AS yes,
  CAST(CASE WHEN i % 7 > 0 THEN i % 100 - 50 END AS TINYINT) AS tiny,
  CAST(CASE WHEN i % 11 > 0 THEN i * 50 - 10000 END AS SMALLINT) AS small,
  CAST(CASE WHEN i % 7 > 1 THEN i * 1000003 END AS INTEGER) AS whole,
  CAST(CASE WHEN i % 7 > 2 THEN 9007199254740993 + i % 50 END AS BIGINT) AS big,
  CAST(CASE WHEN i % 5 > 0 THEN (i % 40) / 10.0 END AS FLOAT) AS single,
  CASE WHEN i % 13 = 0 THEN NULL WHEN i % 17 = 0 THEN 'nan'::DOUBLE WHEN i = 100 THEN 'inf'::DOUBLE WHEN i = 101 THEN '-inf'::DOUBLE
       WHEN i = 102 THEN 1e300 WHEN i = 103 THEN 1.5e-7 WHEN i = 104 THEN -0.0 WHEN i = 105 THEN 123456789.125 ELSE sin(i) * 100 END AS double,
  CASE WHEN i % 17 = 0 THEN 'nan'::DOUBLE WHEN i % 3 > 0 THEN (i % 20)::DOUBLE ELSE 2.5 END AS mostly,
  CAST(CASE WHEN i % 9 > 0 THEN (i - 200) * 1.25 END AS DECIMAL(9, 2)) AS price,
  CAST(CASE WHEN i % 9 > 0 THEN CAST('99999999999999999999999999999999999999' AS DECIMAL(38, 0)) - i % 30 END AS DECIMAL(38, 0)) AS huge,
  CAST(CASE WHEN i % 9 > 0 THEN CAST('1234567890123456789012345678.0123456789' AS DECIMAL(38, 10)) - i END AS DECIMAL(38, 10)) AS fine,
  CASE WHEN i % 10 = 0 THEN NULL ELSE ['Card', 'Cash', 'Prcard', '', '😀 é', 'a"); DROP TABLE t; --', 'x''; --', '$1', 'a
b'][1 + i % 9] END AS text,
  CASE WHEN i % 4 = 0 THEN NULL WHEN i % 5 = 0 THEN 'no address' ELSE 'ann' || i || '@example.org' END AS mail,
  md5(i::VARCHAR) AS hash,
  CASE WHEN i % 6 > 0 THEN DATE '1890-01-31' + CAST(i * 100 AS INTEGER) END AS day,
  CASE WHEN i % 6 > 0 THEN TIMESTAMP '2026-01-31 10:00:00' + INTERVAL (i * 1234567) MICROSECOND END AS moment,
  CASE WHEN i % 3 = 0 THEN TIMESTAMP '2026-01-31 10:00:00' ELSE TIMESTAMP '2026-02-01 00:00:00' END AS midnight,
  encode(i::VARCHAR) AS bytes,
  [i, i + 1] AS list
FROM range(400) r(i)`;

/** The same columns in Trino. */
export const COLUMNS = `id bigint, yes boolean, tiny tinyint, small smallint, whole integer, big bigint, single real, double double,
  mostly double, price decimal(9, 2), huge decimal(38, 0), fine decimal(38, 10), text varchar, mail varchar, hash varchar,
  day date, moment timestamp(6), midnight timestamp(6), bytes varbinary, list array(bigint)`;

/** Four of five of these rows computed anew, some of them otherwise. */
export const CHANGED = `
SELECT * REPLACE (
  CASE WHEN id % 10 = 1 THEN NOT yes ELSE yes END AS yes,
  CASE WHEN id % 9 = 0 THEN double * (1 + 1e-7) WHEN id % 23 = 0 THEN NULL ELSE double END AS double,
  CAST(single + CASE WHEN id % 12 = 0 THEN 0.05 ELSE 0 END AS FLOAT) AS single,
  CAST(price + CASE WHEN id % 16 = 0 THEN 0.02 ELSE 0 END AS DECIMAL(9, 2)) AS price,
  CAST(huge - CASE WHEN id % 31 = 0 THEN 1 ELSE 0 END AS DECIMAL(38, 0)) AS huge,
  CASE WHEN id % 14 = 0 THEN '' ELSE text END AS text,
  CASE WHEN id % 7 = 0 THEN 'nobody' ELSE mail END AS mail,
  CASE WHEN id % 33 = 0 THEN DATE '2026-01-01' ELSE day END AS day,
  CASE WHEN id % 21 = 0 THEN moment + INTERVAL 1 MICROSECOND ELSE moment END AS moment
) FROM (${ROWS}) WHERE id % 5 > 0 ORDER BY md5(id::VARCHAR)`;

/** Some of the columns in other types that hold the same values, but for what rounding takes. */
export const OTHER_TYPES = `
SELECT id::INTEGER AS id, tiny::BIGINT AS tiny, whole::DOUBLE AS whole, single::DOUBLE AS single, price::DOUBLE AS price,
  day::TIMESTAMP AS day, midnight::DATE AS midnight, CASE WHEN mostly < 9 THEN mostly + id % 2 / 1000 ELSE mostly END AS mostly
FROM (${ROWS}) WHERE id % 3 > 0`;

export const OTHER_TYPE_COLUMNS =
  'id integer, tiny bigint, whole double, single double, price double, day timestamp(6), midnight date, mostly double';

/** A label of two classes and one that is a number, columns that tell them, and columns that do not. */
export const TOLD = `
SELECT
  hash(i) % 2 = 0 AS paid,
  CASE WHEN hash(i) % 2 = 0 THEN 1 ELSE -1 END * (1 + hash(i + 1) % 1000 / 100) + CASE WHEN hash(i + 2) % 20 = 0 THEN 5 ELSE 0 END AS amount,
  CASE WHEN hash(i + 3) % 50 = 0 THEN NULL WHEN hash(i) % 2 = 0 THEN 1 ELSE 2 END::INTEGER AS mark,
  ['Cash', 'Card', 'Check', 'Coin'][1 + CAST(hash(i) % 4 AS BIGINT)] AS way,
  'c' || hash(i + 4) % 500 AS customer,
  hash(i + 5) % 10000 / 7 AS noise,
  CASE WHEN hash(i + 6) % 50 = 0 THEN 'nan'::DOUBLE ELSE round(sqrt(hash(i) % 10000)) END AS area,
  (hash(i) % 10000)::BIGINT AS size
FROM range(5000) r(i)`;

export const TOLD_COLUMNS =
  'paid boolean, amount double, mark integer, way varchar, customer varchar, noise double, area double, size bigint';

/** What five annotators said: some of them often agree; some notes are nobody's, off the scale, or made twice. */
export const NOTES = `
SELECT
  CASE WHEN i % 97 > 0 THEN i // 5 END AS item,
  CASE WHEN i % 89 > 0 THEN 'ann' || i % 5 END AS who,
  CASE WHEN i % 61 = 0 THEN 'none' WHEN i % 53 = 0 THEN NULL ELSE ['low', 'fair', 'high'][1 + (i // 5 * 7 + CASE WHEN i % 11 < 3 THEN i ELSE 0 END) % 3] END AS word,
  CASE WHEN i % 59 = 0 THEN 'inf'::DOUBLE WHEN i % 67 = 0 THEN 'nan'::DOUBLE ELSE (i // 5 * 7 % 10) / 2 + i % 11 / 8 END AS grade
FROM (SELECT i FROM range(1000) r(i) UNION ALL SELECT i * 10 FROM range(30) r(i))`;

export const NOTE_COLUMNS = 'item bigint, who varchar, word varchar, grade double';

/** Labels of three classes, some wrong, and of each row the probabilities of a model; some of these are of no use. */
export const LABELLED = `
SELECT 1000 + i AS id, 'c' || i % 20 AS part, i // 20 AS whole,
  CASE WHEN i % 101 = 0 THEN NULL WHEN i % 103 = 0 THEN 'tip' ELSE ['none', 'small', 'large'][1 + CASE WHEN hash(i) % 15 = 0 THEN (i + 1) % 3 ELSE i % 3 END] END AS size,
  CASE WHEN hash(i) % 15 = 0 THEN i % 2 = 0 ELSE i % 2 = 1 END AS paid
FROM range(2000) r(i)`;

export const LABELLED_COLUMNS = 'id bigint, part varchar, whole bigint, size varchar, paid boolean';

export const PREDICTED = `
SELECT id, part, whole, CASE WHEN i % 107 = 0 THEN 7 WHEN i % 109 = 0 THEN NULL WHEN i % 2 = 0 THEN least ELSE 1 - least END AS yes,
  CASE i % 3 WHEN 0 THEN most ELSE rest END AS p0, CASE i % 3 WHEN 1 THEN most ELSE rest END AS p1,
  CASE WHEN i % 113 = 0 THEN 'nan'::DOUBLE WHEN i % 3 = 2 THEN most ELSE 1 - most - rest END AS p2
FROM (SELECT *, id - 1000 AS i, 0.4 + hash(id) % 6000 / 10000.0 AS most, (0.6 - hash(id) % 6000 / 10000.0) / 2 AS rest, hash(id) % 4999 / 10000.0 AS least FROM (${LABELLED}))
WHERE id % 11 > 0 ORDER BY md5(id::VARCHAR)`;

export const PREDICTED_COLUMNS =
  'id bigint, part varchar, whole bigint, yes double, p0 double, p1 double, p2 double';

const any = { nullable: true } as const;
const number = (min: number | string, max: number | string) => ({
  nullable: { 'at-most': 0.01 },
  range: { min, max },
  allowed: [1, 2, 3],
  forbidden: { values: [5, 7], where: 'yes' },
  mean: { min: 1, max: 1.0001 },
  sd: { max: 0.0001 },
  quantiles: { 0.1: { min: 5 }, 0.5: { min: 4.5, max: 5 }, 0.9: { max: 1, where: 'tiny > 0' } },
  distinct: { max: 2 },
});

/** Checks of every kind that both engines have, most of them broken. */
export const CONTRACT = {
  'assay-data': 1,
  rows: { 'at-most': 399 },
  unique: ['id', 'text', ['yes', 'tiny'], { columns: ['day'], where: 'yes' }, 'mostly'],
  duplicates: { 'at-most': 0 },
  'column-order': 'error',
  'extra-columns': 'error',
  rules: [
    { name: 'sum', expect: 'tiny + small <= whole / 2', where: 'yes OR NOT yes' },
    { name: 'text', expect: "text LIKE 'C%' OR length(text) = 3 OR text IN ('', 'x') OR text IS NULL" },
    { name: 'between', expect: 'price NOT BETWEEN -10.25 AND 1e1 AND NOT (double > 0.5)' },
    {
      name: 'case',
      expect: "CASE WHEN yes THEN day >= DATE '1950-01-01' ELSE coalesce(single, 0) < 2 END",
      'at-most': 0.1,
    },
    {
      name: 'wide',
      expect:
        'huge > 99999999999999999999999999999999999980 AND fine <> 1234567890123456789012345600.0123456789',
    },
    { name: 'zero', expect: 'whole % tiny = 0 OR whole / tiny > 3' },
    { name: 'moment', expect: "moment < TIMESTAMP '2026-01-31 10:05:00.5' AND month(moment) = 1" },
    {
      name: 'words',
      expect: "lower(text) || 'x' <> 'cardx' AND starts_with(text, 'P') IS DISTINCT FROM true",
    },
  ],
  columns: {
    id: { type: 'integer', nullable: false },
    yes: { type: 'boolean', allowed: [true] },
    tiny: { type: 'integer', ...number(-40, 40), sum: { max: 1 } },
    small: { type: 'number', ...number(-5000, 5000) },
    whole: { type: 'integer', ...number(0, '300000000') },
    big: {
      type: 'integer',
      ...any,
      range: { min: '9007199254740994', max: '9007199254741000' },
      allowed: ['9007199254740995'],
      distinct: { max: 3 },
    },
    single: { type: 'number', ...number(0.1, 3.4) },
    double: { type: 'number', ...number(-50, 50), nan: { 'at-most': 0.001 } },
    mostly: { type: 'integer', ...any, range: { max: 10 }, nan: false },
    price: { type: 'number', ...number(-100, 100.5) },
    huge: {
      type: 'integer',
      ...any,
      range: { max: '99999999999999999999999999999999999990' },
      distinct: { max: 2 },
    },
    fine: { type: 'number', ...any, distinct: { max: 2 } },
    text: {
      type: 'string',
      ...any,
      length: { min: 1, max: 5 },
      pattern: '[A-Z]\\w+',
      allowed: ['Card', 'Cash'],
      forbidden: ["x'; --"],
    },
    mail: { type: 'email', nullable: { 'at-most': '1 %' }, distinct: { min: 1000 } },
    hash: { type: 'string', sensitive: true, pattern: '[0-9a-e]+', length: { max: 3 } },
    day: {
      type: 'date',
      ...any,
      range: { min: '1900-01-01', max: '1990-12-31' },
      allowed: ['1895-07-24'],
      fresh: '7d',
    },
    moment: {
      type: 'timestamp',
      ...any,
      range: { min: '2026-01-31T10:01:00.5Z', max: '2026-01-31' },
      fresh: '1d',
    },
    midnight: { type: 'date' },
    bytes: { type: 'string' },
    gone: { type: 'string', required: true },
  },
};

/** Columns of more different values than are counted one by one, with NaN, infinities and nulls, moments and texts. */
export const NUMBERS = `
SELECT
  i AS id,
  exp(sin(i) * 5) AS x,
  'k' || (i * 7919 % 30011) AS word,
  (i % 1000) / 8 AS eighth,
  TIMESTAMP '1890-01-01 00:00:00' + INTERVAL (i * 12345678901) MICROSECOND AS moment,
  CASE WHEN i % 97 = 0 THEN 'nan'::DOUBLE WHEN i % 89 = 0 THEN 'inf'::DOUBLE WHEN i % 83 = 0 THEN NULL ELSE cos(i) END AS odd,
  i % 2 = 0 AS even
FROM range(60000) r(i)`;

export const NUMBER_COLUMNS =
  'id bigint, x double, word varchar, eighth double, moment timestamp(6), odd double, even boolean';

/** Columns of which an inferred contract says more: forms of text, pairs of columns that keep a rule or are a key. */
export const CODES = `
SELECT
  chr(CAST(65 + i % 26 AS INTEGER)) || 'Q-' || lpad((i * 37 % 1000)::VARCHAR, 4, '0') AS code,
  'ann' || i || '@example.org' AS mail,
  'https://example.org/' || (i % 700) AS site,
  md5(i::VARCHAR)[1:8] || '-0000-4000-8000-' || md5(i::VARCHAR)[1:12] AS uid,
  i // 60 AS block,
  i % 60 AS seat,
  i // 1000 + (i * 7 % 13) AS small,
  i // 1000 + (i * 7 % 13) + (i * 11 % 5) AS great,
  TIMESTAMP '2026-11-01 00:00:00' + INTERVAL (i * 48271 % 1000000) SECOND AS made
FROM range(3000) r(i)
ORDER BY md5(i::VARCHAR)`;
