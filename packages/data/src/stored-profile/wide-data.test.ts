import { expect, test } from 'vitest';
import { type Engine, quoteName } from '../engine/index.ts';
import { openSource } from '../source/index.ts';
import { engineFor, sourceOf, temporaryFolder, writeParquet } from '../temporary-data.ts';
import { makeProfile } from './make-profile.ts';

/** Columns of every kind, as SQL of the row's number i. */
const KINDS = {
  whole: '(i * 7919) % 211',
  gaps: 'CASE WHEN i % 9 > 0 THEN (i * 31) % 17 / 4 END',
  great: 'i % 7 + 9007199254740993',
  no: 'CAST(NULL AS VARCHAR)',
  yes: 'CASE WHEN i % 5 > 0 THEN i % 3 = 0 END',
  day: "DATE '1899-12-30' + CAST((i * 37) % 800 AS INTEGER)",
  colour: "CASE i % 4 WHEN 0 THEN 'red' WHEN 1 THEN 'blue' WHEN 2 THEN 'ink' END",
  code: "'n°' || i * 17 % 900",
};
const TIMES = 40;

/** SQL of a table whose columns come so many times. */
function columnsTimes(times: number, rows: number): string {
  const columns = Array.from({ length: times }, (_, k) =>
    Object.entries(KINDS).map(([name, sql]) => `${sql} AS ${quoteName(`${k}_${name}`)}`),
  );
  return `SELECT ${columns.flat().join(', ')} FROM range(${rows}) r(i)`;
}

/** The profile, and how many questions the engine was asked for it. */
async function profiled(sql: string, format: 'csv' | 'parquet') {
  const folder = temporaryFolder();
  const engine = engineFor(folder);
  await writeParquet(folder, 'a.parquet', sql);
  const read = async () => {
    if (format === 'parquet')
      return { engine, source: await openSource(engine, { path: 'a.parquet', root: folder }) };
    const { columns, rows } = await engine.columns(`SELECT COLUMNS(*)::VARCHAR FROM '${folder}/a.parquet'`);
    const lines = Array.from({ length: rows }, (_, row) =>
      Object.values(columns).map(({ values }) => values[row] ?? ''),
    );
    return sourceOf({ 'a.csv': [Object.keys(columns), ...lines].map((line) => `${line}\n`).join('') });
  };
  const { engine: asked, source } = await read();
  let questions = 0;
  const counting: Engine = {
    ...asked,
    query: (...given) => {
      questions++;
      return asked.query(...given);
    },
  };
  // The engine plans every column of this view for each question to one of them.
  const named = { ...source, relation: 'not_there' };
  const profile = await makeProfile(counting, named, { name: 'd', sensitive: new Set() });
  return { ...profile, questions };
}

test.each([
  ['csv', 300],
  ['parquet', 300],
  ['parquet', 12_000],
] as const)(
  'a column among many is what it is among few, and takes no question of its own: %s of %i rows',
  async (format, rows) => {
    const few = await profiled(columnsTimes(1, rows), format);
    const many = await profiled(columnsTimes(TIMES, rows), format);
    const kinds = Object.keys(KINDS).length;
    for (const [index, column] of many.columns.entries()) {
      const alone = few.columns[index % kinds];
      expect(column).toEqual({ ...alone, name: alone?.name.replace('0_', `${Math.floor(index / kinds)}_`) });
    }
    expect(many.columns).toHaveLength(kinds * TIMES);
    if (rows < 1000) expect(many.questions).toBeLessThan(many.columns.length / 5);
  },
);
