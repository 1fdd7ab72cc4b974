import { parseDataContract } from '@assay/contract';
import { expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, findingsOf, sourceOf } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { MOST_TOLD } from './tell-worst.ts';

const COLUMNS = 2 * MOST_TOLD;

/** In row r the first r columns are broken, so that column i is in all but i + 1 of the rows. */
const ROWS = Array.from({ length: COLUMNS + 1 }, (_, r) => r);

test.each([
  ['range', { type: 'integer', range: { min: 0 } }, '-1', '1'],
  ['allowed', { type: 'string', allowed: ['b'] }, 'a', 'b'],
  ['nulls', { type: 'integer' }, '', '1'],
])('of thousands of columns that break %s, rows are shown of the worst', async (check, rule, bad, good) => {
  const names = Array.from({ length: COLUMNS }, (_, i) => `c${i}`);
  // The worst come last: which they are does not follow from the order of the columns.
  const lines = ROWS.map((r) => names.map((_, i) => (COLUMNS - 1 - i < r ? bad : good)).join());
  const { findings } = await findingsOf(`${names.join()}\n${lines.join('\n')}\n`, {
    columns: Object.fromEntries(names.map((name) => [name, rule])),
  });
  expect(findings.map(({ column }) => column)).toEqual([...names].reverse());
  expect(new Set(findings.map((finding) => finding.check))).toEqual(new Set([check]));
  const wrong = findings.filter(({ rows, observed }, i) => {
    return rows !== COLUMNS - i || !observed.startsWith(`${rows} row`);
  });
  expect(wrong).toEqual([]);
  const value = bad === '' ? null : bad;
  for (const [i, { examples }] of findings.entries())
    if (i < MOST_TOLD) expect(examples[0]).toEqual({ row: i + 2, value });
    else expect(examples).toEqual([]);
});

test('keys that repeat in hundreds of columns are counted in little memory, and rows are shown of the worst', async () => {
  const names = Array.from({ length: COLUMNS }, (_, i) => `c${i}`);
  // Column i has i + 1 rows of -0.5, of which i repeat one; no other row has one of its numbers twice.
  const lines = ROWS.map((r) => names.map((_, i) => (COLUMNS - 1 - i < r ? -0.5 : r + 0.5)).join());
  const { folder } = await sourceOf({ 'a.csv': `${names.join()}\n${lines.join('\n')}\n` });
  // To count the different values of a column takes more than a MB: of all together it is too much.
  const engine = engineFor(folder, { memoryMb: 180, temporaryMb: 1 });
  const source = await openSource(engine, { path: 'a.csv', root: folder });
  const columns = Object.fromEntries(names.map((name) => [name, { type: 'number', unique: true }]));
  const contract = parseDataContract(JSON.stringify({ 'assay-data': 1, columns }), 'c.yml');
  const { findings } = await validate(engine, source, contract, { name: 'd' });
  expect(findings.map(({ column, rows }) => [column, rows])).toEqual(
    names
      .map((name, i) => [name, i])
      .slice(1)
      .reverse(),
  );
  for (const [i, { examples }] of findings.entries())
    expect(examples[0]).toEqual(i < MOST_TOLD ? { row: i + 3, value: '-0.5' } : undefined);
});
