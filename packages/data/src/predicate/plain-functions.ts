/**
 * Functions and operators of predicates. Each answers the same for the same row, reads nothing else, and makes nothing
 * much larger than what it is given.
 */
export const plainFunctions: ReadonlySet<string> = new Set(
  [
    '+ - * / // % || ~~ !~~ ~~* !~~* ^@',
    'abs ceil ceiling floor round trunc sign sqrt ln log log2 log10 exp pow power mod greatest least',
    'isnan isinf isfinite',
    'lower upper length len strlen trim ltrim rtrim substring substr left right contains starts_with prefix suffix',
    'ends_with regexp_matches regexp_full_match strpos instr',
    'year month day hour minute second dayofweek dayofyear isodow weekday week quarter date_part datepart',
    'date_trunc datetrunc date_diff datediff epoch strptime strftime make_date',
    'to_years to_months to_weeks to_days to_hours to_minutes to_seconds',
    'coalesce ifnull nullif if list_contains list_value array_contains',
  ].flatMap((line) => line.split(' ')),
);
