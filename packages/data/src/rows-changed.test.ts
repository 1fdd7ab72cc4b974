import { describe, expect, test } from 'vitest';
import { gather } from './infer/evidence.ts';
import type { Arriving } from './source/arriving.ts';
import type { Source, Table } from './source/source.ts';
import { makeProfile } from './stored-profile/index.ts';
import { sourceOf } from './temporary-data.ts';
import { validate } from './validate.ts';

const CHANGED = { code: 'data-changed' };
const ROWS = 4000;

/** Rows that are others, and as good as never as many, whenever they are asked for. */
function restless(source: Source, values: string): Table {
  const raw = `(SELECT ${values} AS c0 FROM range(${ROWS}) WHERE random() < 0.5)`;
  return { ...source, raw, only: () => raw };
}

function counted(table: Table, rows: number): Arriving {
  return { ...table, digested: async () => ({ bytes: 0, digest: `sha256:${'0'.repeat(64)}`, rows }) };
}

describe('data of a server that does not hold still', () => {
  test.each([
    ['numbers', 'x\n1\n', 'range'],
    ['texts of few values', 'x\na\n', `chr(97 + (range % 3)::INTEGER)`],
  ])('%s: another number of rows in a scan is no number of nulls', async (_of, csv, values) => {
    const { engine, source } = await sourceOf({ 'a.csv': csv });
    const rows = counted(restless(source, values), ROWS);
    await expect(validate(engine, rows, null, { name: 'data' })).rejects.toMatchObject(CHANGED);
    await expect(gather(engine, rows)).rejects.toMatchObject(CHANGED);
  });

  test('nor is it one where only the digest, which comes last, counts others', async () => {
    const { engine, source } = await sourceOf({ 'a.csv': 'x\n1\n2\n' });
    const look = (rows: number) => [
      () => validate(engine, counted(source, rows), null, { name: 'data' }),
      () => makeProfile(engine, counted(source, rows), { name: 'data', sensitive: new Set() }),
    ];
    for (const looked of look(2)) expect(await looked()).toMatchObject({ rows: 2 });
    for (const looked of look(3)) await expect(looked()).rejects.toMatchObject(CHANGED);
  });
});
