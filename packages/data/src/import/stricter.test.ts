import { describe, expect, test } from 'vitest';
import { columnOf, expectation, imported, notes } from './testing/imported.ts';

const odcs = (property: object, quality: object[] = []) => ({
  apiVersion: 'v3.1.0',
  kind: 'DataContract',
  schema: [
    { name: 't', quality, properties: [{ name: 'x', logicalType: 'string', required: false, ...property }] },
  ],
});
const NONE = { metric: 'nullValues', mustBe: 0, description: 'a key' };
const HALF = { metric: 'nullValues', mustBeLessOrEqualTo: 50, unit: 'percent', severity: 'warning' };
const suite = (...expectations: object[]) => ({ expectations });
const notNull = (mostly: number, more: object = {}) =>
  expectation('expect_column_values_to_not_be_null', { mostly }, more);
const rowsOf = (kwargs: object, more: object = {}) => ({
  type: 'expect_table_row_count_to_be_between',
  kwargs,
  ...more,
});
const rowsIn = async (schema: object) => (await imported(schema)).contract['rows'];

describe('of two checks of the same thing', () => {
  test.each([[[NONE, HALF]], [[HALF, NONE]]])('ODCS keeps the stricter: %j', async (quality) => {
    const document = odcs({ quality });
    expect(await columnOf(document)).toEqual({ type: 'string', nullable: { reason: 'a key' } });
    expect(await notes(document)).toEqual([
      expect.stringContaining(
        '(x): left out: nullable {"at-most":0.5,"severity":"warn"}; nullable {"reason":"a key"} stays',
      ),
    ]);
  });

  test('a weaker one beside a flag of ODCS is left out, wherever the flag stands', async () => {
    const document = odcs({ primaryKey: true, quality: [HALF] });
    expect(await columnOf(document)).toEqual({ type: 'string', nullable: false });
    expect(await notes(document)).toEqual([expect.stringContaining('left out: nullable')]);
    const unique = [{ metric: 'duplicateValues', mustBeLessOrEqualTo: 5, unit: 'percent' }];
    expect(await columnOf(odcs({ unique: true, quality: unique }))).toMatchObject({ unique: true });
  });

  test('one that says the same gives its reason, and nothing is left out', async () => {
    const document = odcs({ required: true, quality: [NONE, { metric: 'nullValues', mustBe: 0 }] });
    expect(await columnOf(document)).toEqual({ type: 'string', nullable: { reason: 'a key' } });
    expect(await notes(document)).toEqual([]);
  });

  const least = { metric: 'rowCount', mustBeGreaterOrEqualTo: 1000, severity: 'error' };
  const few = { metric: 'rowCount', mustBeGreaterOrEqualTo: 10, severity: 'info' };
  test.each([[[least, few]], [[few, least]]])('counts of rows in ODCS: %j', async (quality) => {
    const document = odcs({}, quality);
    expect(await rowsIn(document)).toEqual({ 'at-least': 1000 });
    expect(await notes(document)).toEqual([
      expect.stringContaining('left out: rows {"at-least":10,"severity":"warn"}'),
    ]);
  });

  test('bounds that are equally bad hold together, others are the first', async () => {
    const most = { metric: 'rowCount', mustBeLessOrEqualTo: 5000, description: 'fits' };
    const both = odcs({}, [{ ...least, description: 'enough' }, most]);
    expect(await rowsIn(both)).toEqual({ 'at-least': 1000, 'at-most': 5000, reason: 'enough; fits' });
    expect(await notes(both)).toEqual([]);
    const unlike = odcs({}, [{ ...most, severity: 'info' }, least]);
    expect(await rowsIn(unlike)).toEqual({ 'at-most': 5000, severity: 'warn', reason: 'fits' });
    expect(await notes(unlike)).toEqual([expect.stringContaining('left out: rows {"at-least":1000}')]);
  });

  test('Great Expectations keeps the stricter too', async () => {
    for (const all of [suite(notNull(0.5), notNull(0.9)), suite(notNull(0.9), notNull(0.5))]) {
      expect(await columnOf(all)).toMatchObject({ nullable: { 'at-most': 0.1 } });
      expect(await notes(all)).toContainEqual(expect.stringContaining('left out: nullable {"at-most":0.5}'));
    }
    const once = expectation('expect_column_values_to_be_unique', {});
    expect(await columnOf(suite(once, { ...once, severity: 'warning' }))).toMatchObject({ unique: true });
    const rows = suite(
      rowsOf({ min_value: 100 }),
      rowsOf({ min_value: 5 }, { severity: 'info' }),
      notNull(1),
    );
    expect(await rowsIn(rows)).toEqual({ 'at-least': 100 });
    expect(await notes(rows)).toContainEqual(expect.stringContaining('expectations[1]'));
    const apart = suite(rowsOf({ min_value: 5, max_value: 90 }), rowsOf({ min_value: 7 }), notNull(1));
    expect(await rowsIn(apart)).toEqual({ 'at-least': 7, 'at-most': 90 });
  });
});
