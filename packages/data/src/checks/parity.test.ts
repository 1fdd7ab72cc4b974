import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findingsAmong, writeParquet } from '../temporary-data.ts';

const columns = {
  id: { type: 'integer', nullable: true },
  fare: { type: 'number', nullable: true },
  pay: { type: 'string', nullable: true },
};

/** What is found of features in a CSV, beside those in another file. */
function compared(csv: string, other: string | { parquet: string }, rule: object = {}, more: object = {}) {
  const isCsv = typeof other === 'string';
  const files = { 'data.csv': csv, ...(isCsv ? { 'online.csv': other } : {}) };
  const parity = [{ with: isCsv ? 'online.csv' : 'online.parquet', id: 'id', ...rule }];
  return findingsAmong(files, { columns, parity, ...more }, async (folder) => {
    if (!isCsv) await writeParquet(folder, 'online.parquet', other.parquet);
  });
}

const csv = 'id,fare,pay\n1,10,Card\n2,5,Cash\n3,,Card\n4,7.5,Cash\n';

test('features are the same by id, in whatever order and format', async () => {
  expect(await compared(csv, 'pay,id,fare\nCash,4,7.50\nCard,1,10.0\nCard,3,\nCash,2,5\n')).toEqual([]);
  const parquet = `SELECT * FROM (VALUES (4, 7.5, 'Cash'), (3, NULL, 'Card'), (1, 10, 'Card'), (2, 5, 'Cash')) t(id, fare, pay)`;
  expect(await compared(csv, { parquet })).toEqual([]);
});

test('rows that differ are counted and shown, with the worst column first', async () => {
  const found = await compared(csv, 'id,fare,pay\n1,11,Card\n2,5,cash\n3,0,\n4,7.5,Cash\n9,1,Cash\n');
  expect(found).toMatchObject([
    {
      column: null,
      check: 'parity',
      severity: 'error',
      rows: 3,
      of: 4,
      fraction: 0.75,
      examples: [
        { row: 1, value: 'fare 10 here, 11 there' },
        { row: 2, value: 'pay Cash here, cash there' },
        { row: 3, value: 'fare null here, 0 there; pay Card here, null there' },
      ],
    },
  ]);
  expect(found[0]?.observed).toMatch(
    /^3 of 4 rows \(75 %, 95 % interval .+ to .+\) differ: fare 2, pay 2; 1 row there$/,
  );
});

test('numbers may differ by rounding, as far as it is said; whole numbers not', async () => {
  const other = 'id,fare,pay\n1,10.000001,Card\n2,5.1,Cash\n3,,Card\n4,7.5,Cash\n';
  expect(await compared(csv, other)).toMatchObject([{ rows: 1, examples: [{ row: 2 }] }]);
  expect(await compared(csv, other, { relative: 0 })).toMatchObject([{ rows: 2 }]);
  expect(await compared(csv, other, { absolute: 0.11 })).toEqual([]);
  const whole = { columns: { ...columns, fare: { type: 'integer' } } };
  const counts = 'id,fare,pay\n1,100000000,a\n';
  const close = 'id,fare,pay\n1,100000001,a\n';
  expect(await compared(counts, close, {}, whole)).toMatchObject([{ rows: 1 }]);
  expect(await compared(counts, close)).toEqual([]);
});

test('an infinite number is itself only', async () => {
  expect(await compared('id,fare,pay\n1,inf,a\n2,inf,a\n', 'id,fare,pay\n1,inf,a\n2,5,a\n')).toMatchObject([
    { rows: 1, examples: [{ row: 2 }] },
  ]);
});

test('only named columns, only where, up to a share', async () => {
  const other = 'id,fare,pay\n1,11,Card\n2,5,cash\n3,,Card\n4,7.5,Cash\n';
  expect(await compared(csv, other, { columns: ['pay'] })).toMatchObject([{ rows: 1, of: 4 }]);
  expect(await compared(csv, other, { where: "pay = 'Card'" })).toMatchObject([{ rows: 1, of: 2 }]);
  expect(await compared(csv, other, { 'at-most': '50 %' })).toEqual([]);
});

test('rows that the other data lack are no difference; if all are, nothing was compared', async () => {
  expect(await compared(csv, 'id,fare,pay\n1,10,Card\n')).toEqual([]);
  expect(await compared(csv, 'id,fare,pay\n7,10,Card\n')).toMatchObject([
    { rows: 4, observed: 'none of 4 rows has a counterpart there' },
  ]);
});

test.each([
  ['an id that repeats', 'id,fare,pay\n1,10,Card\n1,10,Card\n', {}, /^1 row there repeat an id/],
  ['no id there', 'key,fare,pay\n1,10,Card\n', {}, /online.csv has no column "id"/],
  ['no such column here', 'id,fare,pay\n1,1,a\n', { columns: ['fair'] }, /^no column "fair"/],
  ['nothing in common', 'id,other\n1,1\n', {}, /no column of the same name but the id/],
])('%s is said', async (_name, other, rule, words) => {
  const [found] = await compared(csv, other, rule);
  expect(found).toMatchObject({ fraction: 1, examples: [] });
  expect(found?.observed).toMatch(words);
});

test('values of sensitive columns are not shown', async () => {
  const sensitive = { columns: { ...columns, fare: { ...columns.fare, sensitive: true } } };
  expect(await compared(csv, 'id,fare,pay\n1,11,Card\n', {}, sensitive)).toMatchObject([
    { examples: [{ row: 1, value: 'fare' }] },
  ]);
});

test('a text that is no number is compared as it is written', async () => {
  const text = 'id,fare,pay\n1,ten,a\n2,six,a\n';
  const found = await compared(text, 'id,fare,pay\n1,ten,a\n2,sax,a\n', {}, { 'extra-columns': 'allow' });
  expect(found.find(({ check }) => check === 'parity')).toMatchObject({
    rows: 1,
    examples: [{ row: 2, value: 'fare six here, sax there' }],
  });
});

test('whatever the values, rows that were changed are found, and no others', async () => {
  const value = fc.oneof(fc.integer({ min: -5, max: 5 }), fc.constant(null));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 12 }), async (rows) => {
      const text = (which: 0 | 1) =>
        `id,fare,pay\n${rows.map((pair, id) => `${id},${pair[which] ?? ''},a\n`).join('')}`;
      const changed = rows.filter(([a, b]) => a !== b).length;
      const [found] = await compared(text(0), text(1));
      expect(found?.rows ?? 0).toBe(changed);
    }),
    { numRuns: 15 },
  );
});
