import { describe, expect, test } from 'vitest';
import { findingsAmong } from '../temporary-data.ts';

/** What is found of leakage into a CSV; `columns` of the contract are whatever the file has. */
const leaks = (csv: string, leakage: object, training = '', columns: object = {}) =>
  findingsAmong({ 'data.csv': csv, 'train.csv': training }, { 'extra-columns': 'allow', columns, leakage });

describe('rows of the training data', () => {
  const csv = 'id,a,b\n1,x,1.50\n2,y,2\n3,z,\n4,w,4\n';

  test('are found by key, and by content whatever their key and their order', async () => {
    const train = 'b,a,id\n1.5,x,7\n,z,8\n9,q,2\n';
    const found = await leaks(csv, { training: 'train.csv', key: 'id' }, train);
    expect(found).toMatchObject([
      {
        check: 'leakage rows',
        rows: 2,
        of: 4,
        observed: '2 rows of 4 (50 %) are in train.csv, the same in all 2 columns that both have',
        examples: [
          { row: 1, value: null },
          { row: 3, value: null },
        ],
      },
      {
        check: 'leakage rows',
        rows: 1,
        observed: expect.stringContaining('the same in the key'),
        examples: [{ row: 2, value: '2' }],
      },
    ]);
  });

  test('are none where there are none; up to a share they may be there', async () => {
    expect(await leaks(csv, { training: 'train.csv', key: 'id' }, 'id,a,b\n9,x,2\n')).toEqual([]);
    const one = 'id,a,b\n9,y,2\n';
    expect(await leaks(csv, { training: 'train.csv', key: 'id', 'at-most': '25 %' }, one)).toEqual([]);
    expect(await leaks(csv, { training: 'train.csv', key: 'id', 'at-most': 0.2 }, one)).toHaveLength(1);
  });

  test('texts that are no numbers are told apart', async () => {
    const columns = { n: { type: 'number' } };
    const found = await leaks('n\nten\nsix\n', { training: 'train.csv' }, 'n\nten\n', columns);
    expect(found.filter(({ check }) => check === 'leakage rows')).toMatchObject([
      { rows: 1, examples: [{ row: 1 }] },
    ]);
  });

  test('a key that one of the two lacks is said', async () => {
    const [here] = await leaks(csv, { training: 'train.csv', key: 'key' }, 'key\n1\n');
    expect(here?.observed).toBe('no column "key"');
    expect(here?.fix).toMatch(/^this could not be checked: correct what the contract names/);
    const [there] = await leaks(csv, { training: 'train.csv', key: 'id' }, 'ids\n1\n');
    expect(there?.observed).toBe('train.csv has no column "id", but "ids"');
  });
});

describe('a column that tells the label', () => {
  // Of 400 rows, paid is known only once the label is; noise says nothing; id never recurs; twice is twice the label's number.
  const rows = Array.from({ length: 400 }, (_, i) => {
    const label = Math.floor(i / 7) % 3 === 0;
    return {
      id: `u${i}`,
      noise: (i * 37) % 11,
      paid: label ? 5 + (i % 13) : -(i % 5),
      word: label ? 'yes' : `no${i % 4}`,
      label,
      amount: i * 1.5,
      twice: i * 3,
    };
  });
  const names = ['id', 'noise', 'paid', 'word', 'label', 'amount', 'twice'] as const;
  const csv = `${names.join()}\n${rows.map((row) => names.map((name) => row[name]).join()).join('\n')}\n`;

  test('is found, of numbers and of texts; noise and identifiers are not', async () => {
    const found = await leaks(csv, { label: 'label', ignore: ['amount', 'twice'] });
    expect(found.map(({ column, check }) => [column, check])).toEqual([
      ['paid', 'leakage alone'],
      ['word', 'leakage alone'],
    ]);
    expect(found.map(({ observed }) => observed)).toEqual(['area 1.0000', 'area 1.0000']);
    expect(await leaks(csv, { label: 'label', ignore: ['paid', 'word', 'amount', 'twice'] })).toEqual([]);
  });

  test('whatever way the label goes with a number, and not by the order of rows where numbers are equal', async () => {
    const shaped = Array.from(
      { length: 900 },
      (_, i) => `${((i * 7) % 30) - 15},5,${i < 450},${Math.abs(((i * 7) % 30) - 15) > 9}`,
    );
    const text = `bent,same,first,far\n${shaped.join('\n')}\n`;
    expect(await leaks(text, { label: 'far', ignore: ['first'] })).toMatchObject([{ column: 'bent' }]);
    expect(await leaks(text, { label: 'first', ignore: ['far'] })).toEqual([]);
  });

  test('of classes by name, one of which is told', async () => {
    const classes = `word,kind\n${rows.map((_, i) => `${i % 3 === 0 ? 'a' : `b${i % 5}`},${['x', 'y', 'z'][i % 3]}`).join('\n')}\n`;
    expect(await leaks(classes, { label: 'kind' })).toMatchObject([{ column: 'word' }]);
  });

  test('of a number, by R²', async () => {
    const found = await leaks(csv, { label: 'amount', ignore: ['id'] });
    expect(found).toMatchObject([{ column: 'twice', observed: expect.stringMatching(/^R² 0\.99/) }]);
  });

  test('a label that is not there is said', async () => {
    expect(await leaks(csv, { label: 'lable' })).toMatchObject([
      {
        column: 'lable',
        observed: 'no column "lable"',
        fix: expect.stringContaining('could not be checked'),
      },
    ]);
  });
});

describe('dates and times', () => {
  const csv =
    'at,paid,seen,other\n2026-01-01,2026-01-02,2026-01-03,x\n2026-01-01,2026-01-02,2026-01-01,x\n2026-01-05,,2026-02-01,x\n';

  test('later than the label are found, where both are there', async () => {
    expect(await leaks(csv, { 'label-time': 'paid' })).toMatchObject([
      {
        column: 'seen',
        check: 'leakage time',
        rows: 1,
        of: 3,
        examples: [{ row: 1, value: '2026-01-03 after 2026-01-02' }],
      },
    ]);
    expect(await leaks(csv, { 'label-time': 'paid', ignore: ['seen'] })).toEqual([]);
  });

  test('the time of the label has to be one', async () => {
    expect(await leaks(csv, { 'label-time': 'other' })).toMatchObject([
      { observed: 'other is no date or time' },
    ]);
    expect(await leaks(csv, { 'label-time': 'when' })).toMatchObject([
      { observed: 'no column "when"', fix: expect.stringContaining('could not be checked') },
    ]);
  });
});
