import { expect, test } from 'vitest';
import { evaluateFile, folderAndEngine, writeQuery } from '../testing/predictions.ts';
import { type Ids, requireUnique, rowsAmong } from './ids.ts';

const numbers = (...ids: number[]) => Float64Array.from(ids);

test.each<[string, Ids, Ids, number[]]>([
  ['ascending numbers', numbers(1, 4, 9), numbers(1, 2, 4, 7), [0, 2, -1]],
  ['ascending numbers among fewer', numbers(1, 4, 9), numbers(9), [-1, -1, 0]],
  ['numbers in any order', numbers(4, 1, 9), numbers(7, 4, 1), [1, 2, -1]],
  ['texts', ['b', 'a'], ['a', 'c', 'b'], [2, 0]],
  ['numbers among texts', numbers(1, 2), ['2', '1.0', '1'], [2, 0]],
  ['texts among numbers', ['2', '01'], numbers(1, 2), [1, -1]],
  ['nothing', numbers(), numbers(1), []],
])('%s are found', (_, wanted, others, rows) => {
  expect([...rowsAmong(wanted, others)]).toEqual(rows);
});

test.each<[Ids, number]>([
  [numbers(1, 2, 2), 3],
  [numbers(3, 1, 2, 1), 4],
  [['a', 'b', 'a'], 3],
])('%o: the first row with a name of an earlier one is told', (ids, row) => {
  expect(() => requireUnique(ids, 'key')).toThrow(`again in row ${row}`);
});

test('names that all differ are well', () => {
  for (const ids of [numbers(1, 2), numbers(2, 1), ['1', '01']]) requireUnique(ids, 'key');
});

test('whole numbers too large to be exact are read as texts', async () => {
  const place = folderAndEngine();
  // 2^53 + 1 and 2^53 + 2: the first of them no floating-point number holds.
  const sql = 'SELECT 9007199254740992 + i AS id, i % 2 AS label, i / 9 AS p FROM range(1, 3) r(i)';
  await writeQuery(place, 'p.parquet', sql);
  const section = { task: 'binary' as const, score: 'p', id: 'id' };
  const { predictions } = await evaluateFile(place, 'p.parquet', section);
  expect(predictions?.ids).toEqual(['9007199254740993', '9007199254740994']);
});
