import { append, at, type Fault, oneOf, only, rename, set, swap } from './fault.ts';

/** What goes wrong with rows, columns and files. */
export const faultsOfRows: readonly Fault[] = [
  {
    name: 'half of the rows lost',
    adult: at(only(oneOf(2)), null, 'rows'),
    taxi: at(only(oneOf(2)), null, 'rows'),
  },
  {
    name: 'file cut off',
    adult: { ...at(only('true'), null, 'data-unreadable'), cutAt: 0.6 },
    taxi: { ...at(only('true'), null, 'data-unreadable'), cutAt: 0.4 },
  },
  {
    name: 'some rows twice',
    adult: at(append(`SELECT * FROM half WHERE ${oneOf(20)}`), null, 'duplicates'),
    taxi: at(append(`SELECT * FROM half WHERE ${oneOf(20)}`), null, 'duplicates'),
  },
  {
    name: 'file loaded twice',
    adult: at(append('SELECT * FROM half'), null, 'duplicates'),
    taxi: at(append('SELECT * FROM half'), 'trip_id', 'unique'),
  },
  {
    name: 'rows in another order',
    taxi: at('SELECT * REPLACE (hash(rn) AS rn) FROM half', 'trip_id', 'order'),
  },
  { name: 'header again among the rows', taxi: at(set('fare', "'fare'", 'rn = 500'), 'fare', 'type') },
  {
    name: 'values one column to the right',
    taxi: at(
      `SELECT * REPLACE (CASE WHEN ${oneOf(20)} THEN payment_type ELSE company END AS company, CASE WHEN ${oneOf(20)} THEN dropoff_census_tract ELSE payment_type END AS payment_type) FROM half`,
      'payment_type',
      'allowed',
    ),
  },
  {
    name: 'two columns swapped',
    adult: at(swap('age', 'education-num'), 'education-num', 'range'),
    taxi: at(swap('pickup_latitude', 'pickup_longitude'), 'pickup_latitude', 'quantile'),
  },
  {
    name: 'parts greater than their sum',
    taxi: at(set('fare', 'CAST(CAST(total AS DOUBLE) + 1 AS VARCHAR)', oneOf(20)), null, 'rule'),
  },
  {
    name: 'column missing',
    adult: at('SELECT * EXCLUDE (race) FROM half', 'race', 'columns'),
    taxi: at('SELECT * EXCLUDE (company) FROM half', 'company', 'columns'),
  },
  {
    name: 'column renamed',
    adult: at(rename('native-country', 'native_country'), 'native-country', 'columns'),
    taxi: at(rename('fare', 'Fare'), 'fare', 'columns'),
  },
  {
    name: 'further column',
    adult: at("SELECT *, 'x' AS remark FROM half", 'remark', 'extra-columns'),
    taxi: at("SELECT *, 'x' AS remark FROM half", 'remark', 'extra-columns'),
  },
  {
    name: 'label leaked into a feature',
    adult: at('SELECT *, class AS income_group FROM half', 'income_group', 'extra-columns'),
    taxi: at('SELECT *, tips AS gratuity FROM half', 'gratuity', 'extra-columns'),
  },
];
