import { describe, expect, test } from 'vitest';
import { findingsAmong } from '../temporary-data.ts';

const columns = {
  fare: { type: 'number', nullable: true },
  tips: { type: 'number', nullable: true },
  pay: { type: 'string', nullable: true },
};
const csv = 'fare,tips,pay\n10,2,Card\n5,6,Cash\n,1,Card\n-1,0,Cash\n';

/** What is found of data.csv beside another file. */
const beside = (files: Record<string, string>, contract: object, text = csv) =>
  findingsAmong({ 'data.csv': text, ...files }, { columns, ...contract });

describe('references to other data', () => {
  const pays = { 'pays.csv': 'name,id\nCard,1\n,2\n' };

  test('values that are no key there, nulls left out', async () => {
    const references = [{ column: 'pay', data: 'pays.csv', key: 'name' }];
    const findings = await beside(pays, { references }, `${csv}1,1,\n`);
    expect(findings).toMatchObject([
      {
        column: 'pay',
        check: 'references',
        expected: 'every value a key: "name" of pays.csv',
        observed: '2 rows of 5 (40 %): "Cash" (2)',
        rows: 2,
        of: 5,
        examples: [
          { row: 2, value: 'Cash' },
          { row: 4, value: 'Cash' },
        ],
      },
    ]);
    const some = [{ ...references[0], where: "pay <> 'Cash'" }];
    expect(await beside(pays, { references: some })).toEqual([]);
  });

  test('only the rows that a condition picks are counted', async () => {
    const held = (most: string) =>
      beside(pays, {
        references: [{ column: 'pay', data: 'pays.csv', key: 'name', where: 'fare > 0', 'at-most': most }],
      });
    // Of the four rows, two have a fare above 0, and one of these pays in cash.
    expect(await held('50 %')).toEqual([]);
    expect(await held('40 %')).toMatchObject([
      { observed: '1 row of 2 (50 %): "Cash" (1)', rows: 1, of: 2, fraction: 0.5 },
    ]);
  });

  test('several columns together; types as the contract has them', async () => {
    const files = { 'k.csv': 'fare,tips\n10.0,2\n5,7\n-1,0.0\n' };
    const references = [{ column: ['fare', 'tips'], data: 'k.csv' }];
    expect(await beside(files, { references })).toMatchObject([
      { column: null, rows: 1, examples: [{ row: 2, value: 'fare=5, tips=6' }] },
    ]);
  });

  test('keys that look like numbers are texts where the column is', async () => {
    const references = [{ column: 'pay', data: 'k.csv', key: 'code' }];
    const held = await beside(
      { 'k.csv': 'code\n1.0\n2\n' },
      { references },
      'fare,tips,pay\n1,1,1.0\n1,1,1\n1,1,Cash\n',
    );
    expect(held).toMatchObject([{ rows: 2, examples: [{ value: '1' }, { value: 'Cash' }] }]);
  });

  test('a key that is not there is a finding; data that is not there is a mistake at its line', async () => {
    const wrong = [{ column: 'pay', data: 'pays.csv', key: 'nam' }];
    expect(await beside(pays, { references: wrong })).toMatchObject([
      { observed: 'pays.csv has no column "nam", but "name"' },
    ]);
    const gone = [{ column: 'pay', data: 'gone.csv', key: 'name' }];
    await expect(beside(pays, { references: gone })).rejects.toMatchObject({
      code: 'data-file-not-found',
      message: expect.stringContaining('contract.yml:1:'),
    });
  });

  test('no file outside of the repository is read', async () => {
    const references = [{ column: 'pay', data: '/etc/passwd', key: 'root' }];
    await expect(beside(pays, { references })).rejects.toMatchObject({ name: 'UserError' });
  });
});
