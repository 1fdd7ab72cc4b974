import { at, type Fault, oneOf, set } from './fault.ts';

const FEW = oneOf(50);
const epoch = (seconds: string) => `CAST(CAST(trip_start_timestamp AS BIGINT) + ${seconds} AS VARCHAR)`;
const moment = (interval: string) => `strftime(CAST(started AS TIMESTAMP) ${interval}, '%Y-%m-%dT%H:%M:%S')`;

/** What goes wrong in categories, texts, dates and identifiers. */
export const faultsOfTexts: readonly Fault[] = [
  {
    name: 'new category',
    adult: at(set('workclass', "'Gig-work'", FEW), 'workclass', 'allowed'),
    taxi: at(set('payment_type', "'Crypto'", FEW), 'payment_type', 'allowed'),
  },
  {
    name: 'misspelled category',
    adult: at(set('workclass', "'Privat'", FEW), 'workclass', 'allowed'),
    taxi: at(set('payment_type', "'Csh'", FEW), 'payment_type', 'allowed'),
  },
  {
    name: 'case changed',
    adult: at(set('sex', 'upper(sex)'), 'sex', 'allowed'),
    taxi: at(set('payment_type', 'lower(payment_type)'), 'payment_type', 'allowed'),
  },
  {
    name: 'trailing blanks',
    adult: at(set('race', "race || ' '", FEW), 'race', 'allowed'),
    taxi: at(set('company', "company || '  '", FEW), 'company', 'pattern'),
  },
  {
    name: 'encoding damage (UTF-8 read as Latin-1)',
    adult: at(set('native-country', "'MÃ©xico'", `"native-country" = 'Mexico'`), 'native-country', 'allowed'),
    taxi: at(set('company', "'CafÃ© Cab'", FEW), 'company', 'pattern'),
  },
  {
    name: 'one category gone',
    adult: at(`SELECT * FROM half WHERE race <> 'Black'`, 'race', 'distinct'),
    taxi: at(`SELECT * FROM half WHERE payment_type <> 'Credit Card'`, 'payment_type', 'distinct'),
  },
  {
    name: 'two categories written as one',
    adult: at(set('relationship', "'Husband'", "relationship = 'Wife'"), 'relationship', 'distinct'),
    taxi: at(set('payment_type', "'Cash'", "payment_type = 'Credit Card'"), 'payment_type', 'distinct'),
  },
  {
    name: 'codes in place of names',
    adult: at(set('sex', 'left(sex, 1)'), 'sex', 'allowed'),
    taxi: at(set('payment_type', 'CAST(length(payment_type) AS VARCHAR)'), 'payment_type', 'allowed'),
  },
  {
    name: 'texts cut off',
    adult: at(set('education', 'left(education, 5)'), 'education', 'allowed'),
    taxi: at(set('company', 'left(company, 8)'), 'company', 'length'),
  },
  { name: 'label coded anew', adult: at(set('class', "class || '.'", oneOf(3)), 'class', 'allowed') },
  {
    name: 'dates shifted by ten years',
    taxi: at(set('started', moment('+ INTERVAL 10 YEAR')), 'started', 'range'),
  },
  { name: 'dates in the future', taxi: at(set('started', "'2099-01-01T00:00:00'", FEW), 'started', 'range') },
  {
    name: 'dates of the year 1970, where there was none',
    taxi: at(set('started', "'1970-01-01T00:00:00'", FEW), 'started', 'range'),
  },
  { name: 'stale data', taxi: at(set('started', moment('- INTERVAL 200 DAY')), 'started', 'fresh') },
  {
    name: 'day, month, year',
    taxi: at(set('started', "strftime(CAST(started AS TIMESTAMP), '%d/%m/%Y %H:%M')"), 'started', 'type'),
  },
  {
    name: 'milliseconds for seconds',
    taxi: at(set('trip_start_timestamp', "trip_start_timestamp || '000'"), 'trip_start_timestamp', 'range'),
  },
  {
    name: 'moments of another decade',
    taxi: at(set('trip_start_timestamp', epoch('315532800')), 'trip_start_timestamp', 'range'),
  },
  {
    name: 'time zone shifted by five hours',
    taxi: at(set('started', moment('+ INTERVAL 5 HOUR')), 'started', 'range'),
    missed:
      'Trips start at every hour of the day, in this zone and in another. Parity with another source of the same moments finds it, or a rule on the two columns that tell the hour.',
  },
  {
    name: 'keys that repeat',
    taxi: at(set('trip_id', 'lag(trip_id) OVER (ORDER BY rn)', oneOf(100)), 'trip_id', 'unique'),
  },
  {
    name: 'identifiers used again from the start',
    taxi: at(set('trip_id', 'CAST(rn % 1000 + 1 AS VARCHAR)'), 'trip_id', 'unique'),
  },
  {
    name: 'identifiers of another form',
    taxi: at(set('reference', "replace(reference, '-', '')", FEW), 'reference', 'type'),
  },
];
