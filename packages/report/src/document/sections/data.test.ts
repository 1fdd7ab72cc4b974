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
