import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openTable } from '../source/index.ts';
import { engineFor, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { readColumns } from './number-column.ts';

/** The engine's chunks have 2,048 rows. */
const sizes = [0, 1, 2_047, 2_048, 2_049, 4_096, 4_097, 8_192];

test('nulls, NaN and numbers at the borders of chunks, and chunks without a row, are read as they are', async () => {
  const folder = temporaryFolder();
  const engine = engineFor(folder);
  await writeParquet(folder, 'a.parquet', 'SELECT range AS i FROM range(8192)');
  const table = await openTable(engine, { path: 'a.parquet', root: folder });
  const border: fc.Arbitrary<number> = fc.constantFrom(0, 1, 2_046, 2_047, 2_048, 2_049, 4_095, 4_096, 8_191);
  const borders = fc.uniqueArray(border, { maxLength: 5 });
  const question = fc.record({
    rows: fc.constantFrom(...sizes),
    nulls: borders,
    nans: borders,
    without: borders,
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ rows, nulls, nans, without }) => {
      const among = (places: readonly number[]) => `i IN (${[...places, -1]})`;
      const x = `CASE WHEN ${among(nulls)} THEN NULL WHEN ${among(nans)} THEN 'NaN'::DOUBLE ELSE i - 3 END`;
      // Of the chunk from 4,096 on, nothing is left.
      const relation = `(SELECT i::DOUBLE AS y, ${x} AS x FROM ${table.relation} WHERE i < ${rows} AND i // 2048 <> 2 AND NOT ${among(without)})`;
      const [found, y] = await readColumns(engine, relation, ['x', 'y'], rows);
      const all = Array.from({ length: rows }, (_, i) => i).filter(
        (i) => Math.floor(i / 2048) !== 2 && !without.includes(i),
      );
      const rest = all.filter((i) => !nulls.includes(i) && !nans.includes(i)).map((i) => i - 3);
      expect(found).toMatchObject({
        nulls: all.filter((i) => nulls.includes(i)).length,
        nan: all.filter((i) => !nulls.includes(i) && nans.includes(i)).length,
        finite: { zeros: rest.filter((n) => n === 0).length, negatives: rest.filter((n) => n < 0).length },
      });
      expect([...(found?.finite.counts?.keys() ?? [])]).toEqual(rest);
      expect([...(y?.finite.counts?.keys() ?? [])]).toEqual(all);
    }),
    { numRuns: 40 },
  );
});
