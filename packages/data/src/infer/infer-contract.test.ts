import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { inferContract } from './infer-contract.ts';

const taxi = new URL('../../../../examples/taxi-tips/data/trips.csv', import.meta.url);

async function inferred(csv: string) {
  const { engine, source } = await sourceOf({ 'data.csv': csv });
  return inferContract(engine, source);
}

/** A CSV of rows that a function of the row's number writes. */
const csvOf = (header: string, rows: number, row: (i: number) => string) =>
  `${header}\n${Array.from({ length: rows }, (_, i) => `${row(i)}\n`).join('')}`;

const rulesOf = async (csv: string) => {
  const { columns } = await inferred(csv);
  return Object.fromEntries(columns.map(({ column, rules }) => [column, rules]));
};

describe('a contract from data', () => {
  test('is read again, and passes on the same data and on halves of it', async () => {
    const [header = '', ...lines] = readFileSync(taxi, 'utf8').trimEnd().split('\n');
    const { yaml } = await inferred(`${[header, ...lines].join('\n')}\n`);
    const contract = parseDataContract(yaml, 'trips.contract.yml');
    const inHalf = (seed: number, i: number) =>
      (createHash('sha256').update(`${seed}:${i}`).digest()[0] ?? 0) < 128;
    const halves = [1, 2, 3, 4, 5].map((seed) => lines.filter((_, i) => inHalf(seed, i)));
    for (const half of [lines, ...halves]) {
      const { engine, source } = await sourceOf({ 'data.csv': `${[header, ...half].join('\n')}\n` });
      const report = await validate(engine, source, contract, { name: 'trips' });
      expect(report.findings).toEqual([]);
      expect(report.outcome).toBe('pass');
      expect(report.checks).toBeGreaterThan(2 * source.columns.length);
    }
  });

  test('has the evidence beside each line', async () => {
    const { yaml } = await inferred(
      csvOf('id,amount,kind', 200, (i) => `${i},${i < 10 ? '' : i / 4},${i % 2 ? 'a' : 'b'}`),
    );
    expect(yaml).toBe(`# What the data must look like. Written from 200 rows; yours to edit.

assay-data: 1
rows: { at-least: 20 } # 200 now
duplicates: { at-most: 0.01 } # no row is a copy
columns:
  id:
    type: integer # from 0 to 199
    nullable: false # 0 of 200 rows
    unique: true # no value comes twice
    range: { min: 0 } # never negative
  amount:
    type: number # from 2.5 to 49.75
    nullable: { at-most: 0.2 } # 10 of 200 rows (5 %)
    range: { min: 0 } # never negative
  kind:
    type: string # 2 values
    nullable: false # 0 of 200 rows
    allowed: [ a, b ] # each in 100 rows or more
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

describe('what a column is taken for', () => {
  test('ids are unique by name and data', async () => {
    const csv = csvOf(
      'trip_id,tripId,ID,paid,grid,place_id',
      200,
      (i) => `${i},t${i},${i},${i},${i},${i % 150}`,
    );
    const rules = await rulesOf(csv);
    const unique = Object.entries(rules).flatMap(([name, rule]) => (rule['unique'] ? [name] : []));
    expect(unique).toEqual(['trip_id', 'tripId', 'ID']);
  });

  test('lists are of values seen several times: no free text, no rare value', async () => {
    const csv = csvOf(
      'kind,rare,free',
      300,
      (i) => `${i % 3 ? 'a' : 'b'},${i === 7 ? 'once' : 'often'},text ${i}`,
    );
    const rules = await rulesOf(csv);
    expect(rules['kind']?.['allowed']).toEqual(['a', 'b']);
    expect(rules['rare']?.['allowed']).toBeUndefined();
    expect(rules['free']?.['allowed']).toBeUndefined();
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
      csvOf('email,birth_year', 200, (i) => `${i % 2 ? 'a' : 'b'}@example.com,${1950 + (i % 40)}`),
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
