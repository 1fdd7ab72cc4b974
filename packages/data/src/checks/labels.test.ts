import { describe, expect, test } from 'vitest';
import { findingsOf } from '../temporary-data.ts';

const DATA = 'id,pay\n1,cash\n2,card\n';
const columns = { id: { type: 'integer', unique: true }, pay: { type: 'string' } };
const report = (labels: object, more: object = {}, environment?: string) =>
  findingsOf(DATA, { columns, labels, ...more }, environment === undefined ? {} : { environment });

describe('the columns of the labels', () => {
  test('are found missing', async () => {
    const { findings, outcome } = await report({ column: 'pai', id: ['id', 'part'] });
    expect(outcome).toBe('fail');
    expect(findings).toMatchObject([
      {
        ...{ column: 'pai', check: 'labels', severity: 'error', rows: 2, of: 2, fraction: 1 },
        observed: 'no such column, but "pay"',
      },
      { column: 'part', check: 'labels', observed: 'no such column' },
    ]);
    expect((await report({ column: 'pai', severity: 'warn' })).findings).toMatchObject([
      { severity: 'warn' },
    ]);
  });

  test('are said once', async () => {
    const rule = { columns: { ...columns, yes: { type: 'string' } } };
    expect((await report({ column: 'yes' }, rule)).findings).toMatchObject([{ check: 'columns' }]);
    const errors = { data: 'none.csv', scores: { a: 'a', b: 'b' } };
    expect((await report({ column: 'yes', errors })).findings).toMatchObject([{ check: 'labels' }]);
  });

  test('are not asked for where they are there, or may be absent', async () => {
    expect((await report({ column: 'pay', id: 'id' })).findings).toEqual([]);
    const serving = {
      columns: { ...columns, yes: { type: 'string' } },
      environments: { serving: { optional: ['yes'] } },
    };
    expect((await report({ column: 'yes' }, serving, 'serving')).findings).toEqual([]);
    expect(
      (await report({ column: 'yes' }, { environments: { other: { skip: ['labels'] } } }, 'other')).findings,
    ).toEqual([]);
    expect((await report({ column: 'yes' }, serving)).findings).toHaveLength(1);
  });
});
