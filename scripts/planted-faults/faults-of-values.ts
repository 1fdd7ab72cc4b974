import { at, type Fault, oneOf, set, write } from './fault.ts';

const number = (column: string) => `CAST("${column}" AS DOUBLE)`;
const SOME = oneOf(20);

/** What goes wrong in the values of a column of numbers, or leaves them out. */
export const faultsOfValues: readonly Fault[] = [
  {
    name: 'nulls in a column that had none',
    adult: at(set('age', 'NULL', SOME), 'age', 'nulls'),
    taxi: at(set('fare', 'NULL', SOME), 'fare', 'nulls'),
  },
  { name: 'nulls in a key', taxi: at(set('trip_id', 'NULL', 'rn IN (7, 70, 700)'), 'trip_id', 'nulls') },
  {
    name: 'more nulls than there were',
    adult: at(set('occupation', 'NULL', oneOf(5)), 'occupation', 'nulls'),
    taxi: at(set('company', 'NULL', oneOf(2)), 'company', 'nulls'),
  },
  {
    name: 'a column without a value',
    adult: at(set('hours-per-week', 'NULL'), 'hours-per-week', 'nulls'),
    taxi: at(set('trip_miles', 'NULL'), 'trip_miles', 'nulls'),
  },
  { name: 'empty texts in place of nulls', adult: at(set('workclass', "''", SOME), 'workclass', 'allowed') },
  {
    name: 'N/A in place of null',
    adult: at(set('occupation', "'N/A'", SOME), 'occupation', 'allowed'),
    taxi: at(set('fare', "'N/A'", SOME), 'fare', 'type'),
  },
  {
    name: 'NaN',
    adult: at(set('age', "'NaN'::DOUBLE", SOME), 'age', 'nulls'),
    taxi: at(set('fare', "'NaN'", SOME), 'fare', 'nulls'),
  },
  { name: 'infinity', taxi: at(set('fare', "'inf'", oneOf(50)), 'fare', 'quantile') },
  {
    name: '-999 for missing',
    adult: at(set('hours-per-week', '-999', SOME), 'hours-per-week', 'range'),
    taxi: at(set('trip_miles', "'-999'", SOME), 'trip_miles', 'range'),
  },
  {
    name: '999999 for missing',
    adult: at(set('capital-loss', '999999', SOME), 'capital-loss', 'quantile'),
    taxi: at(set('trip_seconds', "'999999'", SOME), 'trip_seconds', 'quantile'),
  },
  {
    name: '0 for missing, in 15 % of rows',
    adult: at(set('age', '0', 'rn % 20 < 3'), 'age', 'quantile'),
    taxi: at(set('fare', "'0'", 'rn % 20 < 3'), 'fare', 'quantile'),
  },
  {
    name: 'negative amounts',
    adult: at(set('capital-gain', '-"capital-gain" - 1', oneOf(100)), 'capital-gain', 'range'),
    taxi: at(set('fare', "'-' || fare", oneOf(100)), 'fare', 'range'),
  },
  {
    name: 'sign flipped',
    adult: at(set('fnlwgt', '-fnlwgt'), 'fnlwgt', 'range'),
    taxi: at(set('pickup_longitude', "ltrim(pickup_longitude, '-')"), 'pickup_longitude', 'quantile'),
  },
  {
    name: 'unit changed, × 100',
    adult: at(set('hours-per-week', '"hours-per-week" * 100'), 'hours-per-week', 'quantile'),
    taxi: at(set('fare', `CAST(${number('fare')} * 100 AS VARCHAR)`), 'fare', 'quantile'),
  },
  {
    name: 'unit changed in one row of twenty, × 100',
    adult: at(set('fnlwgt', 'fnlwgt * 100', SOME), 'fnlwgt', 'quantile'),
    taxi: at(set('fare', `CAST(${number('fare')} * 100 AS VARCHAR)`, SOME), 'fare', 'quantile'),
  },
  {
    name: 'unit changed, / 1000',
    adult: at(set('fnlwgt', 'fnlwgt // 1000'), 'fnlwgt', 'quantile'),
    taxi: at(
      set('trip_seconds', `CAST(${number('trip_seconds')} / 1000 AS VARCHAR)`),
      'trip_seconds',
      'type',
    ),
  },
  {
    name: 'all greater by 30 %',
    adult: at(set('age', 'CAST(round(age * 1.3) AS BIGINT)'), 'age', 'quantile'),
    taxi: at(set('fare', `CAST(${number('fare')} * 1.3 AS VARCHAR)`), 'fare', 'quantile'),
  },
  {
    name: 'currency signs',
    adult: at(write('capital-gain', `'$' || "capital-gain"`), 'capital-gain', 'type'),
    taxi: at(write('fare', "'$' || fare"), 'fare', 'type'),
  },
  { name: 'decimal commas', taxi: at(write('fare', "replace(fare, '.', ',')"), 'fare', 'type') },
  {
    name: 'thousands separators',
    adult: at(write('fnlwgt', "format('{:,}', fnlwgt)"), 'fnlwgt', 'type'),
    taxi: at(write('trip_seconds', "format('{:,}', CAST(trip_seconds AS BIGINT))"), 'trip_seconds', 'type'),
  },
  {
    name: 'units behind the numbers',
    adult: at(write('hours-per-week', `"hours-per-week" || ' h'`), 'hours-per-week', 'type'),
    taxi: at(write('trip_miles', "trip_miles || ' mi'"), 'trip_miles', 'type'),
  },
  {
    name: 'precision lost: rounded',
    adult: at(set('fnlwgt', 'CAST(round(fnlwgt, -4) AS BIGINT)'), 'fnlwgt', 'distinct'),
    taxi: at(
      set('fare', `CAST(CAST(round(${number('fare')}, -1) AS BIGINT) AS VARCHAR)`),
      'fare',
      'distinct',
    ),
  },
  {
    name: 'constant column',
    adult: at(set('age', '37'), 'age', 'distinct'),
    taxi: at(set('fare', "'7.85'"), 'fare', 'distinct'),
  },
  {
    name: 'distribution collapsed around its median',
    adult: at(set('age', '36 + rn % 3'), 'age', 'quantile'),
    taxi: at(set('fare', 'CAST(7 + (rn % 200) / 100 AS VARCHAR)'), 'fare', 'quantile'),
  },
  {
    name: 'random numbers in place of values',
    adult: at(set('age', 'CAST(17 + hash(rn) % 74 AS BIGINT)'), 'age', 'quantile'),
    taxi: at(set('fare', 'CAST(hash(rn) % 17500 / 100 AS VARCHAR)'), 'fare', 'quantile'),
  },
  {
    name: 'one value stuck for 40 % of the rows',
    adult: at(set('age', '61', 'rn % 5 < 2'), 'age', 'quantile'),
    taxi: at(set('trip_seconds', "'1800'", 'rn % 5 < 2'), 'trip_seconds', 'quantile'),
  },
  {
    name: 'great values cut off',
    adult: at(set('hours-per-week', 'least("hours-per-week", 40)'), 'hours-per-week', 'quantile'),
    taxi: at(set('fare', `CAST(least(${number('fare')}, 10) AS VARCHAR)`), 'fare', 'quantile'),
  },
  {
    name: 'whole numbers become fractions',
    adult: at(set('age', 'age + 0.5'), 'age', 'type'),
    taxi: at(set('trip_seconds', "trip_seconds || '.5'"), 'trip_seconds', 'type'),
  },
  {
    name: 'numbers become true and false',
    adult: at(write('capital-gain', `CAST("capital-gain" > 0 AS VARCHAR)`), 'capital-gain', 'type'),
    taxi: at(write('tips', `CAST(${number('tips')} > 0 AS VARCHAR)`), 'tips', 'type'),
  },
  {
    name: 'codes that are not in the book',
    adult: at(set('education-num', '17 + rn % 3', oneOf(100)), 'education-num', 'range'),
    taxi: at(set('trip_start_day', "'0'", oneOf(100)), 'trip_start_day', 'range'),
  },
  {
    name: 'codes that begin at 0 and not at 1',
    adult: at(set('education-num', '"education-num" - 1'), 'education-num', 'range'),
    taxi: at(
      set('trip_start_month', 'CAST(CAST(trip_start_month AS BIGINT) - 1 AS VARCHAR)'),
      'trip_start_month',
      'range',
    ),
  },
  {
    name: 'one absurd value among all rows',
    adult: at(set('fnlwgt', '999999999', 'rn = 77'), 'fnlwgt', 'quantile'),
    taxi: at(set('fare', "'99999'", 'rn = 77'), 'fare', 'quantile'),
    missed:
      'Among few thousand rows, nothing tells one great value from the tail of the distribution: the next sample may well have one. A `range` by someone who knows what a fare can be finds it.',
  },
  {
    name: 'values of a column shuffled among the rows',
    adult: at(
      'SELECT * EXCLUDE (o) REPLACE (lead(age, 1000, age) OVER (ORDER BY o) AS age) FROM (SELECT *, hash(rn, 5) AS o FROM half)',
      'age',
      'quantile',
    ),
    missed:
      'Each column is what it was; only their relation is lost. A rule across columns finds it, where there is one, and so does the metric of a model.',
  },
];
