import { readFileSync } from 'node:fs';
import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { inferContract } from './infer-contract.ts';

const taxi = new URL('../../../../examples/taxi-tips/data/trips.csv', import.meta.url);

async function inferred(csv: string, at = '2026-11-21') {
  const { engine, source } = await sourceOf({ 'data.csv': csv });
  return inferContract(engine, source, { at: new Date(at) });
}

/** A CSV of rows that a function of the row's number writes. */
const csvOf = (header: string, rows: number, row: (i: number) => string) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => `${row(i)}\n`).join('')}`;

const rulesOf = async (csv: string, at?: string) => {
  const { columns } = await inferred(csv, at);
  return Object.fromEntries(columns.map(({ column, rules }) => [column, rules]));
};

describe('a contract from data', () => {
  // Of other samples, scripts/planted-faults/planted-faults.test.ts.
  test('is read again, and the same data pass', async () => {
    const csv = readFileSync(taxi, 'utf8');
    const contract = parseDataContract((await inferred(csv)).yaml, 'trips.contract.yml');
    const { engine, source } = await sourceOf({ 'data.csv': csv });
    const report = await validate(engine, source, contract, { name: 'trips' });
    expect(report.findings).toEqual([]);
    expect(report.outcome).toBe('pass');
    expect(report.checks).toBeGreaterThan(4 * source.columns.length);
  });

  test('of the first and the last years that a date can name is read again', async () => {
    const csv = csvOf('day', 200, (i) => (i % 2 ? `0007-07-${10 + (i % 9)}` : `9999-02-${10 + (i % 9)}`));
    const { columns, yaml } = await inferred(csv);
    expect(columns[0]?.rules['range']).toEqual({ min: '0007-01-01', max: '9999-12-31', severity: 'warn' });
    const contract = parseDataContract(yaml, 'c.yml');
    const { engine, source } = await sourceOf({ 'data.csv': csv });
    expect((await validate(engine, source, contract, { name: 'days' })).findings).toEqual([]);
  });

  test('of the least and the greatest numbers that a double holds is read again', async () => {
    const csv = csvOf('tiny,great', 200, (i) => `${1 + (i % 8)}e-323,${((i % 40) - 20) * 8.9}e306`);
    const { columns, yaml } = await inferred(csv);
    expect(Object.keys(columns[0]?.rules['quantiles'] as object)).toContain('0.5');
    const contract = parseDataContract(yaml, 'c.yml');
    const { engine, source } = await sourceOf({ 'data.csv': csv });
    expect((await validate(engine, source, contract, { name: 'numbers' })).findings).toEqual([]);
  });

  test('has the evidence beside each line', async () => {
    const { yaml } = await inferred(
      csvOf('id,amount,kind', 200, (i) => `${i},${i < 10 ? '' : ((i * 37) % 200) / 4},${i % 2 ? 'a' : 'b'}`),
    );
    expect(yaml).toBe(`# What the data must look like. Written from 200 rows; yours to edit.

assay-data: 1
rows: { at-least: 120 } # 200 now
duplicates: { at-most: 10 % } # no row is a copy
columns:
  id:
    type: integer # from 0 to 199
    nullable: false # 0 of 200 null
    unique: true # no value comes twice
    order: { is: strictly-increasing, severity: warn } # from each row to the next
    range: { min: 0 } # never negative
  amount:
    type: number # from 0.25 to 49.75
    nullable: { at-most: 20 % } # 10 of 200 null (5 %)
    range: { min: 0 } # never negative
    quantiles:
      0.5: { min: 8, max: 42, severity: warn } # the median is 25
      0.9: { max: 49.75, severity: warn } # the greatest is 49.75
    distinct: { min: 19, severity: warn } # 190 different
  kind:
    type: category # 2 values cover all rows
    nullable: { at-most: 10 % } # 0 of 200 null
    allowed: { values: [ a, b ], at-most: 10 % } # 2 values, each in 100 rows or more
    distinct: { min: 2, severity: warn } # 2 different, of which 2 come in 17 rows or more
`);
  });

  test('names and values that YAML would take for something else come back as they are', async () => {
    const names = ['null', 'a: b', '# x', 'yes', '1', '- y', 'x"y', "it's", '😀', '{z}', '*star', ' pad '];
    const values = ['true ', 'null', '~', '1e', '', 'a: b', '- x', '# c', '"q"', '😀'];
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const csv = csvOf(names.map(quoted).join(','), 200, (i) =>
      names.map(() => quoted(values[i % values.length] ?? '')).join(','),
    );
    const { yaml } = await inferred(csv);
    const contract = parseDataContract(yaml, 'c.yml').value;
    expect(Object.keys(contract.columns).sort()).toEqual([...names].sort());
    expect(contract.columns['null']?.allowed?.values).toEqual(values.filter((value) => value !== '').sort());
  });
});

describe('conditions', () => {
  test('on names and values that SQL would take for something else are read, and hold', async () => {
    const value = (i: number) => (i < 3 ? 'rare' : i % 2 ? "it's" : 'a"b');
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    const csv = csvOf(
      'end,"a ""b",select',
      1200,
      (i) => `${i % 50},${(i % 50) + (i % 7)},${quoted(value(i))}`,
    );
    const { yaml } = await inferred(csv);
    const contract = parseDataContract(yaml, 'c.yml');
    expect(contract.value.rules.map(({ expect }) => expect)).toEqual(['"end" <= "a ""b"']);
    expect(contract.value.columns['select']?.distinct?.where).toBe(`"select" IN ('it''s', 'a"b')`);
    const { engine, source } = await sourceOf({ 'data.csv': csv });
    expect((await validate(engine, source, contract, { name: 'd' })).findings).toEqual([]);
  });
});

describe('what a column is taken for', () => {
  test('keys are unique, by their name or because chance would repeat a value', async () => {
    // place_id repeats; 200 draws of 200e9 numbers seldom do; `paid` could only be 0 to 199, each once.
    const csv = csvOf(
      'trip_id,tripId,ID,paid,drawn,place_id',
      200,
      (i) => `${i},t${i},${i},${(i * 37) % 200},${i * 1e9},${i % 150}`,
    );
    const rules = await rulesOf(csv);
    const unique = Object.entries(rules).flatMap(([name, rule]) => (rule['unique'] ? [name] : []));
    expect(unique).toEqual(['trip_id', 'tripId', 'ID', 'paid']);
    expect(rules['trip_id']?.['nullable']).toBe(false);
  });

  test('lists are of values that come again: no free text, no identifier, no names that come once', async () => {
    const csv = csvOf(
      'kind,rare,names,free,code',
      400,
      (i) =>
        `${i % 3 ? 'a' : 'b'},${i === 7 ? 'once' : `often ${i % 4}`},${i < 10 ? `name ${i}` : `n${i % 5}`},text ${i},AB-${1000 + i}`,
    );
    const rules = await rulesOf(csv);
    expect(rules['kind']).toMatchObject({
      type: 'category',
      allowed: { values: ['a', 'b'], 'at-most': '4 %' },
    });
    // One value came once: more of its kind are to come. 20 rows / 400, from largestNextCount(1, 1e-5) = 20.
    expect(rules['rare']?.['allowed']).toEqual({
      values: ['often 0', 'often 1', 'often 2', 'often 3', 'once'],
      'at-most': '5 %',
    });
    expect(rules['names']).toMatchObject({ type: 'category' });
    for (const name of ['names', 'free', 'code']) expect(rules[name]?.['allowed']).toBeUndefined();
    expect(rules['code']).toMatchObject({ type: 'string', pattern: '[A-Z]{2}-[0-9]{4}' });
    expect(rules['free']).toMatchObject({ length: { min: 6, max: 8, 'at-most': '4 %' } });
  });

  test('types by the form of all values', async () => {
    const hex = (i: number) => `0000000a-0000-4000-8000-${i.toString(16).padStart(12, '0')}`;
    const csv = csvOf(
      'key,contact,page,day,clock,moment,some',
      200,
      (i) =>
        `${hex(i)},a${i}@example.com,https://example.com/${i},2026-01-${String(1 + (i % 28)).padStart(2, '0')},2026-01-31 10:${10 + (i % 50)},2026-01-31T10:${10 + (i % 50)}:00+01:00,${i === 9 ? 'none' : `b${i}@example.com`}`,
    );
    const rules = await rulesOf(csv, '2026-02-01');
    expect(Object.values(rules).map((rule) => rule['type'])).toEqual([
      ...['uuid', 'email', 'url', 'date', 'timestamp', 'timestamp-with-zone', 'string'],
    ]);
    expect(rules['key']?.['unique']).toBe(true);
    // The newest is of January 28: four days before February 1, so twice that and a day, in days that people count in.
    expect(rules['day']).toMatchObject({
      range: { min: '2026-01-01', max: '2027-12-31', severity: 'warn' },
      fresh: { within: '14d', severity: 'warn' },
    });
    expect((await rulesOf(csv, '2026-12-01'))['day']?.['fresh']).toBeUndefined();
  });

  test('order from row to row, and of two columns in every row', async () => {
    const csv = csvOf('start,finish,other,same', 1200, (i) => `${i},${i + (i % 9)},${(i * 7) % 1200},5`);
    const { columns, yaml } = await inferred(csv);
    const orders = columns.map(({ rules }) => (rules['order'] as { is: string } | undefined)?.is);
    expect(orders).toEqual(['strictly-increasing', undefined, undefined, undefined]);
    // Of independent values of start and finish, about a half would break it; start <= other is broken by many rows.
    expect(yaml).toMatch(
      /- { name: start <= finish, expect: start <= finish, at-most: 1.5 %, severity: warn } # 1,200 rows keep it/,
    );
    expect(yaml.match(/expect/g)).toHaveLength(1);
  });

  test('bounds follow from what a number is, not from the sample', async () => {
    const csv = csvOf(
      'count,change,share,lat,lng',
      200,
      (i) => `${i},${i - 50},${i / 200},${41 + i / 1e3},-87.${i}`,
    );
    const rules = await rulesOf(csv);
    expect(Object.values(rules).map((rule) => rule['range'])).toEqual([
      { min: 0 },
      undefined,
      { min: 0, max: 1 },
      { min: -90, max: 90 },
      { min: -180, max: 180 },
    ]);
  });

  test('values of a column that is named like something private are not in it', async () => {
    const { yaml } = await inferred(
      csvOf('email,birth_year', 800, (i) => `${i % 2 ? 'a' : 'b'}@example.com,${1950 + (i % 40)}`),
    );
    expect(yaml).not.toMatch(/example\.com|1950|1989/);
    expect(yaml).toContain('sensitive: true # by its name; values are never shown');
  });

  test('few rows say little, and a column without values nothing', async () => {
    const { columns, notes } = await inferred('x,y\n1,\n2,\n');
    expect(columns.map(({ rules }) => rules)).toEqual([
      { type: 'integer', nullable: true },
      { type: 'string', nullable: true },
    ]);
    expect(notes).toHaveLength(2);
  });
});

test('of many columns each is asked about by itself: what a question takes does not grow with the others', async () => {
  const folder = temporaryFolder();
  const columns = Array.from({ length: 60 }, (_, i) =>
    i % 2 === 0 ? `(range * ${i + 1}) % 7 AS n${i}` : `'t' || range % 5 AS t${i}`,
  );
  await writeParquet(folder, 'a.parquet', `SELECT ${columns.join(', ')} FROM range(200)`);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 'a.parquet', root: folder });
  const ofAll: string[] = [];
  const watched = {
    ...engine,
    query: (...asked: Parameters<typeof engine.query>) => {
      if (asked[0].includes(source.raw)) ofAll.push(asked[0]);
      return engine.query(...asked);
    },
  };
  const { columns: found } = await inferContract(watched, source);
  expect(found).toHaveLength(60);
  expect(ofAll.length).toBeGreaterThan(0);
  expect(ofAll.length).toBeLessThan(6);
});
