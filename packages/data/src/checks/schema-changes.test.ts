import { parseDataContract } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { openTable } from '../source/index.ts';
import { sourceOf, writeParquet } from '../temporary-data.ts';
import { validate } from '../validate.ts';

describe('columns against a reference', () => {
  test('what was added and widened is allowed, what is gone or of another type is not', async () => {
    const { engine, folder } = await sourceOf({ 'x.csv': 'x\n1\n' });
    await writeParquet(
      folder,
      'then.parquet',
      "SELECT 1::INTEGER AS i, 1::BIGINT AS big, 'a' AS t, DATE '1850-01-01' AS d, 1::FLOAT AS f, 2 AS gone",
    );
    await writeParquet(
      folder,
      'now.parquet',
      "SELECT 1::BIGINT AS i, 1::DOUBLE AS big, 5 AS t, TIMESTAMP '1850-01-01' AS d, 1::DOUBLE AS f, 3 AS fresh",
    );
    const source = {
      ...(await openTable(engine, { path: 'now.parquet', root: folder })),
      bytes: 1,
      digest: 'sha256:',
    };
    const changes = async (more: object) => {
      const contract = {
        'assay-data': 1,
        'extra-columns': 'allow',
        'schema-changes': { against: 'then.parquet', ...more },
        columns: {},
      };
      const open = (path: string) => openTable(engine, { path, root: folder });
      const report = await validate(engine, source, parseDataContract(JSON.stringify(contract), 'c.yml'), {
        name: 'd',
        open,
      });
      return report.findings.map(({ column, observed }) => `${column}: ${observed}`);
    };
    expect(await changes({})).toEqual([
      'gone: the column is gone',
      // A double has no room for all whole numbers of 64 bits.
      'big: BIGINT became DOUBLE',
      't: VARCHAR became INTEGER',
    ]);
    expect(await changes({ allow: [] })).toEqual([
      'gone: the column is gone',
      'i: INTEGER became BIGINT',
      'big: BIGINT became DOUBLE',
      't: VARCHAR became INTEGER',
      'd: DATE became TIMESTAMP',
      'f: FLOAT became DOUBLE',
      'fresh: a new column (INTEGER)',
    ]);
    expect(await changes({ allow: ['added', 'removed', 'widened', 'changed'] })).toEqual([]);
  });

  test('the order of columns is that of the text, also where names look like numbers', async () => {
    const { engine, source } = await sourceOf({ 'data.csv': 'b,x,10,2\n1,1,1,1\n' });
    const order = async (...names: string[]) => {
      const text = `assay-data: 1\nextra-columns: allow\ncolumn-order: warn\ncolumns:\n${names.map((name) => `  '${name}': {type: integer}\n`).join('')}`;
      const { findings } = await validate(engine, source, parseDataContract(text, 'c.yml'), { name: 'd' });
      return findings.map(({ column, observed, severity, line }) => ({ column, observed, severity, line }));
    };
    expect(await order('b', '10', '2')).toEqual([]);
    expect(await order('b', '2', '10')).toEqual([
      { column: '10', observed: 'the order "b", "10", "2"', severity: 'warn', line: 3 },
    ]);
  });
});
