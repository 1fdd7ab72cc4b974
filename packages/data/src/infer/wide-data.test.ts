import { join } from 'node:path';
import { parseDataContract } from '@assay/contract';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { validate } from '../validate.ts';
import { inferContract } from './infer-contract.ts';

/** Columns of every kind, as SQL of the row's number i. */
const KINDS = {
  id: 'i',
  falling: '-3 * (i // 2)',
  whole: '(i * 7919) % 211',
  gaps: 'CASE WHEN i % 9 > 0 THEN (i * 31) % 17 END',
  share: '((i * 7919) % 1009) / 64',
  greatRow: 'i % 7 + 9007199254740993',
  big: '(i * 7919) % 499 + 9007199254740993',
  huge: "CAST('170141183460469231731687303715884105' || (i * 37 % 491) AS VARCHAR)",
  no: 'NULL',
  yes: 'i % 3 = 0',
  day: "DATE '1899-12-30' + CAST((i * 37) % 800 AS INTEGER)",
  at: "TIMESTAMP '2026-01-01 00:00:00' + to_minutes((i * 41) % 1003)",
  colour: "CASE i % 4 WHEN 0 THEN 'red' WHEN 1 THEN 'blue' ELSE 'ink' END",
  code: "chr(CAST(65 + i % 26 AS INTEGER)) || '-' || (1000 + i * 17 % 9000)",
  mail: "'a' || i || '@example.org'",
  uuid: 'CAST(md5(CAST(i AS VARCHAR)) AS UUID)',
  words: "repeat('word ', CAST(1 + i % 5 AS INTEGER)) || i",
};

const TIMES = 8;

/** A file whose columns come so many times. */
async function written(format: 'csv' | 'parquet', rows: number, times: number) {
  const folder = temporaryFolder();
  const columns = Array.from({ length: times }, (_, k) =>
    Object.entries(KINDS).map(([name, sql]) => `${sql} AS "${k}_${name}"`),
  );
  const name = `data.${format}`;
  const writer = await (await DuckDBInstance.create(':memory:')).connect();
  const rowsOf = `SELECT ${columns.flat().join(', ')} FROM range(${rows}) r(i)`;
  await writer.run(`COPY (${rowsOf}) TO '${join(folder, name)}' (FORMAT ${format})`);
  writer.closeSync();
  const engine = engineFor(folder);
  return { engine, source: await openSource(engine, { path: name, root: folder }) };
}

// Of 300 rows all columns of a type are asked together, of 1,200 rows 41, and their order is looked for twice.
describe.each([
  ['csv', 300],
  ['csv', 1200],
  ['parquet', 300],
  ['parquet', 1200],
] as const)('%s of %i rows', (format, rows) => {
  test('says of a column among many what it says of it among few', async () => {
    const at = new Date('2026-11-22');
    const [narrow, wide] = [await written(format, rows, 1), await written(format, rows, TIMES)];
    const alone = await inferContract(narrow.engine, narrow.source, { at });
    const together = await inferContract(wide.engine, wide.source, { at });
    const rulesOf = Object.fromEntries(together.columns.map(({ column, rules }) => [column, rules]));
    expect(together.columns).toHaveLength(TIMES * alone.columns.length);
    for (let k = 0; k < TIMES; k++)
      for (const { column, rules } of alone.columns)
        expect([column, rulesOf[column.replace('0_', `${k}_`)]]).toEqual([column, rules]);
    const contract = parseDataContract(together.yaml, 'c.yml');
    expect((await validate(wide.engine, wide.source, contract, { name: 'd', at })).findings).toEqual([]);
  });
});
