import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDataContract } from '@assay/contract';
import { expect, test } from 'vitest';
import { openTable } from '../source/index.ts';
import { sourceOf, writeParquet } from '../temporary-data.ts';
import { labelChanges } from './label-changes.ts';

const columns = { id: { type: 'integer', unique: true }, pay: { type: 'string', nullable: true } };

async function changes(now: string, before: string | { parquet: string }, more: object = {}) {
  const { engine, source, folder } = await sourceOf({ 'data.csv': now });
  const file = typeof before === 'string' ? 'before.csv' : 'before.parquet';
  if (typeof before === 'string') await writeFile(join(folder, file), before);
  else await writeParquet(folder, file, before.parquet);
  const contract = { 'assay-data': 1, columns, labels: { column: 'pay' }, ...more };
  const located = parseDataContract(JSON.stringify(contract), 'contract.yml');
  return labelChanges(engine, source, await openTable(engine, { path: file, root: folder }), located, 'abc');
}

const BEFORE = 'id,pay\n1,cash\n2,cash\n3,card\n4,\n5,card\n';
const none = { rows: null, changed: null, added: null, removed: null, moves: [], examples: [] };

test('labels of the same row that are others now are counted and shown, whatever the order of rows', async () => {
  expect(await changes('id,pay\n4,cash\n3,card\n2,card\n1,card\n6,card\n7,cash\n', BEFORE)).toEqual({
    ...{ base: 'abc', rows: 4, changed: 3, added: 2, removed: 1, reason: null },
    moves: [
      { from: 'cash', to: 'card', n: 2 },
      { from: null, to: 'cash', n: 1 },
    ],
    examples: [
      { row: 1, id: '4', from: null, to: 'cash' },
      { row: 3, id: '2', from: 'cash', to: 'card' },
      { row: 4, id: '1', from: 'cash', to: 'card' },
    ],
  });
});

test('what is written otherwise is no other label', async () => {
  const number = { columns: { ...columns, pay: { type: 'number', nullable: true } } };
  expect(await changes('pay,id\n1.0,1\n2,2\n', 'id,pay\n1,1\n2,2.0\n', number)).toMatchObject({
    changed: 0,
    rows: 2,
  });
  const parquet = `SELECT * FROM (VALUES (1, true), (2, false)) t(id, pay)`;
  const flag = { columns: { ...columns, pay: { type: 'boolean' } } };
  expect(await changes('id,pay\n1,true\n2,true\n', { parquet }, flag)).toMatchObject({
    moves: [{ from: 'false', to: 'true', n: 1 }],
  });
});

test('rows are found by the key that is named, of one column or several', async () => {
  const day = { columns: { day: { type: 'integer' }, car: { type: 'string' }, pay: { type: 'string' } } };
  const [now, before] = ['day,car,pay\n1,a,x\n1,b,y\n2,a,y\n', 'day,car,pay\n1,a,x\n1,b,x\n2,b,y\n'];
  const labels = { column: 'pay', id: ['day', 'car'] };
  const expected = { rows: 2, changed: 1, added: 1, removed: 1, examples: [{ row: 2, id: 'day=1, car=b' }] };
  expect(await changes(now, before, { ...day, labels })).toMatchObject(expected);
  expect(await changes(now, before, { ...day, unique: [['day', 'car']] })).toMatchObject(expected);
});

test('nothing sensitive is shown', async () => {
  const now = 'id,pay\n1,card\n';
  const secret = (name: 'id' | 'pay') => ({
    columns: { ...columns, [name]: { ...columns[name], sensitive: true } },
  });
  expect(await changes(now, BEFORE, secret('pay'))).toMatchObject({
    ...{ changed: 1, moves: [] },
    examples: [{ row: 1, id: '1', from: null, to: null }],
  });
  expect(await changes(now, BEFORE, secret('id'))).toMatchObject({
    examples: [{ row: 1, id: null, from: 'cash', to: 'card' }],
  });
});

test.each([
  [
    'a key that is repeated',
    'id,pay\n1,a\n1,b\n',
    {},
    '1 row here repeats a key, so that rows cannot be told apart',
  ],
  ['a label that is not there', 'id,pay\n1,a\n', { labels: { column: 'tip' } }, 'no column "tip" here'],
  ['no key', 'id,pay\n1,a\n', { columns: { pay: columns.pay } }, /^nothing says by which column/],
])('what cannot be compared is said: %s', async (_, now, more, reason) => {
  const found = await changes(now, BEFORE, more);
  expect(found).toMatchObject(none);
  expect(found.reason).toMatch(reason);
  const there = await changes(BEFORE, 'id,pai\n1,a\n');
  expect(there.reason).toBe('no column "pay" there');
});
