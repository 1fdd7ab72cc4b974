import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '@assay/data';
import { describe, expect, test } from 'vitest';
import { project } from './testing/project.ts';

const root = join(import.meta.dirname, '../../..');
const [header = '', ...trips] = readFileSync(join(root, 'examples/taxi-tips/data/trips.csv'), 'utf8')
  .trim()
  .split('\n');
const scipy = JSON.parse(readFileSync(join(root, 'test/agreement/skew/reference.json'), 'utf8'));
const names = header.split(',');
const csv = (rows: readonly string[], first = header) => `${[first, ...rows].join('\n')}\n`;
const idOf = (row: string) => Number(row.slice(0, row.indexOf(',')));

/** The shifts of test/agreement/skew/run_scipy.py. */
function planted(row: string): string {
  const fields = row.split(',');
  const at = (name: string) => names.indexOf(name);
  const id = idOf(row);
  const [fare, payment, seconds] = [at('fare'), at('payment_type'), at('trip_seconds')];
  if (fields[fare] !== '') fields[fare] = String(Number(fields[fare]) * 1.3);
  if (fields[payment] === 'Cash' && id % 3 === 0) fields[payment] = 'Credit Card';
  if (id % 10 === 1) fields[seconds] = '';
  return fields.join(',');
}

const even = trips.filter((row) => idOf(row) % 2 === 0);
const odd = trips.filter((row) => idOf(row) % 2 === 1);
const CONTRACT = `assay-data: 1
extra-columns: allow
columns: {}
`;
const files = {
  'before.csv': csv(even),
  'now.csv': csv(odd.map(planted)),
  'few.csv': csv(odd.filter((_, i) => i % 80 === 0)),
  'c.yml': CONTRACT,
  'error.yml': `${CONTRACT}skew: {severity: error, ignore: [payment_type], reason: we serve these, owner: data team}\n`,
  'wide.yml': `${CONTRACT}skew: {margin: 0.3}\nenvironments: {serving: {skip: [skew]}, training: {}}\n`,
};
const given = { data: 'now.csv', reference: 'before.csv' };

/** Mulberry32: the same shuffles on every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test('planted shifts are found, no other column is, and the figures are those of SciPy', async () => {
  const { run, record } = await project(files);
  const result = await run('validate-data', given);
  const [report] = record().data ?? [];
  expect(result).toMatchObject({ exit: 0, document: { outcome: 'inconclusive' } });
  expect(result.message).toContain(
    'beside before.csv: 3 of 18 columns differ, too few rows to say for 1; left out, as ids: trip_id',
  );
  const found = report?.findings.map(({ column, check, severity }) => [column, check, severity]);
  expect(found).toEqual(['fare', 'payment_type', 'trip_seconds'].map((column) => [column, 'skew', 'warn']));
  const skew = report?.skew;
  const testOf = (column: string, method: string) =>
    skew?.columns.find((each) => each.column === column && each.method === method);
  expect([skew?.rows, report?.rows]).toEqual(scipy.rows);
  for (const column of ['fare', 'trip_miles'])
    expect(testOf(column, 'ks')?.effect).toBeCloseTo(scipy[column].effect, 6);
  expect(testOf('payment_type', 'tv')?.effect).toBeCloseTo(scipy.payment_type.effect, 3);
  expect(testOf('trip_seconds', 'null_rate')?.effect).toBeCloseTo(scipy.trip_seconds.effect, 9);
  // Benjamini and Hochberg make no p-value smaller, and none of 30 tests more than 30 times as great.
  expect(testOf('fare', 'ks')?.p).toBeLessThan(scipy.fare.p * 30);
  expect(testOf('fare', 'ks')?.p).toBeGreaterThan(scipy.fare.p * 0.99);
  expect(testOf('trip_miles', 'ks')?.p).toBeGreaterThanOrEqual(scipy.trip_miles.p * 0.99);
});

test('a finding says the effect, its interval, p, the rows, and what to do', async () => {
  const { run } = await project(files);
  const { annotations } = await run('validate-data', given);
  expect(annotations[0]).toMatchObject({ level: 'warning', title: 'data, fare: skew' });
  expect(annotations[0]?.message).toMatch(
    /expected like before.csv: Kolmogorov-Smirnov distance under 0.05; found Kolmogorov-Smirnov distance 0.25\d* \(0.2\d* to 0.28\d*\), p < 0.001; 4,764 rows beside 4,769.*what to do: look for another unit/,
  );
});

describe('the contract says', () => {
  test('how bad it is, which columns may differ, why, and whom to ask', async () => {
    const { run } = await project(files);
    const result = await run('validate-data', { ...given, contract: 'error.yml' });
    expect(result).toMatchObject({ exit: 1, document: { outcome: 'fail' } });
    expect(result.document).toMatchObject({
      findings: ['fare', 'trip_seconds'].map((column) => ({
        ...{ column, severity: 'error', line: 4, reason: 'we serve these', owner: 'data team' },
      })),
    });
  });

  test('from which effect on a difference counts, and in which environment none does', async () => {
    const { run } = await project(files);
    const held = (environment?: string) =>
      run('validate-data', {
        ...{ ...given, contract: 'wide.yml' },
        ...(environment === undefined ? {} : { environment }),
      });
    expect(await held()).toMatchObject({ document: { outcome: 'pass', findings: [] } });
    expect((await held('serving')).document).not.toHaveProperty('skew');
    expect((await held('training')).document).toHaveProperty('skew');
  });
});

test('values that are no numbers, where the reference has numbers, are told as that and not as null', async () => {
  const numbers = Array.from({ length: 400 }, (_, i) => i / 4);
  const rows = (unit: string) =>
    csv(
      numbers.map((x) => `${x}${unit},${x}${unit}`),
      'price,phone',
    );
  const { run, record } = await project({
    'before.csv': rows(''),
    'now.csv': rows(' EUR'),
    'c.yml': CONTRACT,
  });
  const { document } = await run('validate-data', given);
  const about = (words: string) => ({
    ...{
      check: 'skew',
      observed: expect.stringMatching(words),
      fix: expect.stringContaining('VARCHAR here and numbers'),
    },
  });
  const shares = 'difference of the shares without a number 1 ';
  // The values of a phone are somebody's: none is shown.
  expect(document).toMatchObject({
    findings: [
      { column: 'price', ...about(`^400 values are no numbers, such as "0 EUR"; ${shares}`) },
      { column: 'phone', ...about(`^400 values are no numbers; ${shares}`) },
    ],
  });
  expect(JSON.stringify(document)).not.toContain('null_rate');
  expect(record().data?.[0]?.skew?.columns).toContainEqual(
    expect.objectContaining({ column: 'phone', method: 'type', reason: '400 values are no numbers' }),
  );
});

test('too few rows are no skew and no pass: it is said', async () => {
  const { run } = await project(files);
  const result = await run('validate-data', { ...given, data: 'few.csv', contract: 'c.yml' });
  expect(result.document).toMatchObject({ findings: [] });
  expect(result.message).toMatch(/0 of 1\d columns differ, too few rows to say for 1\d/);
  expect(JSON.stringify(result.document)).toMatch(/rows with a value would do/);
});

test('a column that is gone is skew where no contract says which there must be', async () => {
  const { run } = await project({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'x\n1\n', 'c.yml': CONTRACT });
  const held = { data: 'b.csv', reference: 'a.csv' };
  expect((await run('validate-data', held)).document).toMatchObject({
    findings: [{ column: 'y', check: 'skew', observed: 'the column is missing from the current data' }],
  });
  expect((await run('validate-data', { ...held, contract: 'c.yml' })).document).toMatchObject({
    findings: [],
  });
});

test('the reference of a data set in assay.yml, also a stored profile', async () => {
  const contract = (reference: string) =>
    `assay: 1\nmodel: taxi\ndata:\n  trips: {path: now.csv, reference: ${reference}}\n`;
  const { run, repository } = await project({ ...files, 'assay.yml': contract('before.csv') });
  const skewed = { findings: [{ column: 'fare' }, { column: 'payment_type' }, { column: 'trip_seconds' }] };
  expect((await run('validate-data')).document).toMatchObject({ name: 'trips', ...skewed });
  await run('check-drift', { reference: 'before.csv', 'save-profile': 'before.json' });
  writeFileSync(join(repository.path, 'assay.yml'), contract('before.json'));
  expect((await run('validate-data')).document).toMatchObject({ name: 'trips', ...skewed });
});

test.each([
  [{ reference: 'before.csv' }, 'input-missing'],
  [{ data: 'now.csv', reference: 'absent.csv' }, 'data-file-not-found'],
  [{ data: 'now.csv', reference: 'header.csv' }, 'reference-empty'],
  [{ data: 'now.csv', reference: 'other.csv' }, 'nothing-to-compare'],
])('mistake %j is %s', async (inputs, code) => {
  const { run } = await project({ ...files, 'header.csv': 'fare\n', 'other.csv': 'z\n1\n' });
  await expect(run('validate-data', inputs)).rejects.toMatchObject({ name: 'UserError', code });
});

describe('random halves do not differ', () => {
  const halves = async (rows: readonly string[], first: string, seed: number) => {
    const random = seeded(seed);
    const inFirst = rows.map(() => random() < 0.5);
    const { run } = await project({
      'a.csv': csv(
        rows.filter((_, i) => inFirst[i]),
        first,
      ),
      'b.csv': csv(
        rows.filter((_, i) => !inFirst[i]),
        first,
      ),
    });
    return (await run('validate-data', { data: 'b.csv', reference: 'a.csv' })).document;
  };

  test.each([1, 2, 3, 4, 5])('taxi, seed %i', async (seed) => {
    expect(await halves(trips, header, seed)).toMatchObject({ findings: [] });
  });

  test('adult', async () => {
    const folder = join(root, 'test/data');
    const { context } = await project({});
    const engine = openEngine({
      duckdb: { toolCache: context.toolCache, log: () => {} },
      folders: [folder],
    });
    const found = await engine.query(`SELECT * FROM '${join(folder, 'adult.parquet')}'`);
    engine.close();
    const rows = found.map((row) =>
      Object.values(row)
        .map((value) => value ?? '')
        .join(','),
    );
    for (const seed of [1, 2])
      expect(await halves(rows, Object.keys(found[0] ?? {}).join(','), seed)).toMatchObject({ findings: [] });
  });
});
