import { describe, expect, test } from 'vitest';
import { columnOf, field, imported, notes } from './testing/imported.ts';

// What is expected is said in words by https://datapackage.org/standard/table-schema, of version 2.
describe('a Table Schema', () => {
  test('has categories as allowed values, with labels or without', async () => {
    expect(await columnOf(field({ categories: ['A', 'B'] }))).toMatchObject({ allowed: ['A', 'B'] });
    expect(await notes(field({ categories: ['A', 'B'] }))).toEqual([]);
    const labelled = field({ type: 'integer', categories: [{ value: 0, label: 'apple' }, { value: 1 }] });
    expect(await columnOf(labelled)).toMatchObject({ type: 'integer', allowed: [0, 1] });
    expect(await notes(labelled)).toEqual([
      expect.stringContaining('fields[0].categories (x): their labels'),
    ]);
    const bare = field({ type: 'integer', categories: [{ value: 0 }, { value: 1 }] });
    expect(await notes(bare)).toEqual([]);
  });

  test('may list fewer than its categories: enum is the narrower', async () => {
    const both = field({ categories: ['A', 'B'], constraints: { enum: ['A'] } });
    expect(await columnOf(both)).toMatchObject({ allowed: ['A'] });
    expect(await notes(both)).toEqual([expect.stringContaining('fields[0].categories (x): a second list')]);
    const ordered = field({ categories: ['A', 'B'], categoriesOrdered: true });
    expect(await notes(ordered)).toEqual([
      expect.stringContaining('categoriesOrdered (null): no counterpart'),
    ]);
    const number = field({ type: 'number', categories: [1, 2] });
    expect(await notes(number)).toEqual([
      expect.stringContaining('categories (null): no counterpart: [1,2]'),
    ]);
  });

  test('lets no column of its primary key be null', async () => {
    const fields = ['a', 'b', 'c'].map((name) => ({ name, type: 'integer' }));
    const { contract } = await imported({ fields, primaryKey: ['a', 'b'] });
    expect(contract).toMatchObject({
      unique: [{ columns: ['a', 'b'] }],
      columns: { a: { nullable: false }, b: { nullable: false }, c: { nullable: true } },
    });
  });

  test.each(['array', 'object', 'list', 'geojson'])('limits the items of %s, not its text', async (type) => {
    const limits = { minLength: 1, maxLength: 3, pattern: 'a', enum: ['[]', '{}'] };
    const schema = field({ type, constraints: limits });
    expect(await columnOf(schema)).toEqual({ type: 'string', nullable: true });
    expect(await notes(schema)).toEqual([
      expect.stringContaining('read as text'),
      ...Object.keys(limits).map((key) =>
        expect.stringContaining(`fields[0].constraints.${key} (x): left out:`),
      ),
    ]);
  });
});
