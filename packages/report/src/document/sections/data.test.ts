import { expect, it } from 'vitest';
import { annotations } from '../../annotations.ts';
import { failingRecord } from '../../testing/index.ts';
import { dataSection } from './data.ts';

/** The failing record, whose findings say what to do as a data contract has them. */
function advised() {
  const record = failingRecord();
  const [first] = record.data ?? [];
  const finding = first?.findings[0];
  if (first === undefined || finding === undefined) throw new Error('the record has no finding');
  first.contract = 'data/trips.contract.yml';
  Object.assign(finding, { fix: 'add it', reason: 'the model knows no other', owner: '@data', line: 12 });
  return record;
}

it('says what to do, why, who asks for it, and where, in a table of its own', () => {
  const tables = dataSection(advised())?.blocks.filter((block) => block.kind === 'table') ?? [];
  expect(tables.map(({ caption }) => caption)).toEqual(['Findings, errors first', 'What to do']);
  const cells = tables[1]?.rows[0]?.cells.map((cell) => cell.map(({ text }) => text).join(''));
  expect(cells?.slice(2)).toEqual([
    'add it',
    'the model knows no other, by @data, data/trips.contract.yml:12',
  ]);
});

it('has no such table for a record of an earlier version', () => {
  const tables = dataSection(failingRecord())?.blocks.filter((block) => block.kind === 'table') ?? [];
  expect(tables.map(({ caption }) => caption)).toEqual(['Findings, errors first']);
});

it('names the data set at each table, where there are several', () => {
  const record = advised();
  const two = { ...record, data: (record.data ?? []).flatMap((one) => [one, { ...one, name: 'tips' }]) };
  const tables = dataSection(two)?.blocks.filter((block) => block.kind === 'table') ?? [];
  expect(tables.map(({ caption }) => caption)).toEqual([
    ...['Findings of trips, errors first', 'What to do about findings of trips'],
    ...['Findings of tips, errors first', 'What to do about findings of tips'],
  ]);
});

it('is annotated at the line of the contract, where the record knows it', () => {
  const of = (record: ReturnType<typeof failingRecord>) =>
    annotations(record).find(({ title }) => title.startsWith('trips'));
  expect(of(advised())).toMatchObject({
    file: 'data/trips.contract.yml',
    line: 12,
    message: expect.stringMatching(
      /what to do: add it; asked for because: the model knows no other; owner: @data$/,
    ),
  });
  expect(of(failingRecord())).not.toHaveProperty('file');
});

/** What the column `first rows` says of one finding. */
function firstRows(observed: string, values: readonly (string | null)[]) {
  const record = failingRecord();
  const finding = record.data?.[0]?.findings[0];
  if (finding === undefined) throw new Error('the record has no finding');
  Object.assign(finding, { observed, examples: values.map((value, index) => ({ row: index + 1, value })) });
  const [table] = dataSection(record)?.blocks.filter((block) => block.kind === 'table') ?? [];
  return table?.rows[0]?.cells
    .at(-1)
    ?.map(({ text }) => text)
    .join('');
}

it.each([
  [
    'all named, so the numbers alone',
    '3 rows of 9 (33.3 %): "-3" (2), "x" (1)',
    ['-3', 'x', '-3'],
    '1, 2, 3',
  ],
  ['one not named, so each with its value', '2 rows of 9: "-3" (1) and others', ['-3', '-4'], '1: -3, 2: -4'],
  ['a value that is a digit of a count is not named', '2 rows of 9 (22.2 %)', ['2', '9'], '1: 2, 2: 9'],
  ['blanks are seen', '2 rows of 9', ['a ', ''], '1: "a ", 2: ""'],
  ['a sensitive column', '2 rows of 9', [null, null], '1, 2'],
  ['as many as there are', '5 rows of 9', ['a', 'b', 'c', 'd', 'e'], '1: a, 2: b, 3: c, 4: d, 5: e'],
])('first rows: %s', (_, observed, values, shown) => {
  expect(firstRows(observed, values)).toBe(shown);
});
