import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestBytes } from '@assay/contract';
import { openEngine, openSource } from '@assay/data';
import { expect, onTestFinished, test } from 'vitest';
import { evaluateFile, evaluateText, folderAndEngine, writeQuery } from '../testing/predictions.ts';
import { readKept, writeKept } from './keep.ts';
import type { TaskSample } from './sample.ts';

const rows =
  'SELECT \'r\' || (i * 7 % 100) AS "the id", i % 2 AS label, i / 100 AS p, 1 - i / 100 AS q, i AS extra';
const columns = { id: 'the id', label: 'label', score: 'p' };

test('ten runs, rows in any order: the same bytes, of the columns needed and no others', async () => {
  const digests = new Set<string | undefined>();
  for (let run = 0; run < 10; run++) {
    const place = folderAndEngine();
    const order = run % 2 === 0 ? '' : ` ORDER BY i * ${run} % 97`;
    await writeQuery(place, 'p.parquet', `${rows} FROM range(100) r(i)${order}`);
    const { evaluation } = await evaluateFile(place, 'p.parquet', {
      task: 'binary',
      score: 'p',
      id: 'the id',
    });
    expect(evaluation.predictions?.stored).toBe(true);
    digests.add(evaluation.predictions?.digest);
    const file = join(place.folder, 'p.parquet.kept.parquet');
    expect(digestBytes(await readFile(file))).toBe(evaluation.predictions?.digest);
    const kept = await openSource(place.engine, { path: 'p.parquet.kept.parquet', root: place.folder });
    expect(kept.columns.map(({ name }) => name)).toEqual(['id', 'label', 'score']);
  }
  expect(digests.size).toBe(1);
});

test('ids that rise are not sorted again: the same bytes as of rows in another order, over several row groups', async () => {
  const place = folderAndEngine();
  const ids = Float64Array.from({ length: 300_000 }, (_, i) => i);
  const relation = '(SELECT i AS id, i % 2 AS label, i / 7 AS p FROM range(300_000) r(i))';
  const keep = async (from: string, given?: Float64Array) => {
    const names = { id: 'id', label: 'label', score: 'p' };
    return (await writeKept(place.engine, from, names, join(place.folder, 'kept.parquet'), given)).digest;
  };
  const sorted = await keep(relation);
  expect(await keep(relation, ids)).toBe(sorted);
  const turned = `(FROM ${relation} ORDER BY id DESC)`;
  expect(await keep(turned, ids.toReversed())).toBe(sorted);
});

test('two runs in one folder each keep theirs', async () => {
  const { folder } = folderAndEngine();
  const file = join(folder, 'kept.parquet');
  const keep = async (rows: number) => {
    const engine = openEngine({
      duckdb: { toolCache: join(folder, 'tools'), log: () => {} },
      folders: [folder],
    });
    onTestFinished(() => engine.close());
    const relation = `(SELECT i AS id, i % 2 AS label, i / 7 AS p FROM range(${rows}) r(i))`;
    return (await writeKept(engine, relation, { id: 'id', label: 'label', score: 'p' }, file)).digest;
  };
  const alone = [await keep(300_000), await keep(200_000)];
  expect(await Promise.all([keep(300_000), keep(200_000)])).toEqual(alone);
  expect(alone).toContain(digestBytes(await readFile(file)));
});

test.each([
  { task: 'binary' as const, score: 'p', prediction: 'label', weight: 'q' },
  { task: 'multiclass' as const, score: { '1': 'p', '0': 'q' }, prediction: 'label' },
  { task: 'regression' as const, prediction: 'p' },
])('$task: what is read is what was evaluated', async (section) => {
  const place = folderAndEngine();
  await writeQuery(place, 'p.parquet', `${rows} FROM range(100) r(i)`);
  const { predictions } = await evaluateFile(place, 'p.parquet', { ...section, id: 'the id' });
  if (predictions === undefined) throw new Error('nothing was read');
  const file = { path: 'p.parquet.kept.parquet', root: place.folder };
  const kept = await readKept(place.engine, file, section.task, predictions.columns);
  const [ofKept, ofRead] = [kept?.ids, predictions.ids].map((ids) => Array.from(ids ?? [], String));
  expect(ofKept).toEqual(ofRead?.toSorted());
  const place0 = ofKept?.indexOf('r7') ?? -1;
  const own = ofRead?.indexOf('r7') ?? -1;
  expect(own).toBe(1);
  const classOf = ({ sample }: TaskSample, row: number) =>
    'predictions' in sample && sample.predictions?.[row];
  expect(kept && classOf(kept.sample, place0)).toBe(classOf(predictions.whole, own));
  expect(kept?.sample.sample.weights?.[place0]).toBe(predictions.whole.sample.weights?.[own]);
});

test('scores are found by class: another order of classes, classes that differ in case, a class that is new', async () => {
  const place = folderAndEngine();
  const sql =
    "SELECT i AS id, CASE i % 2 WHEN 0 THEN 'A' ELSE 'a' END AS label, i / 10 AS x, 1 - i / 10 AS y FROM range(10) r(i)";
  await writeQuery(place, 'p.parquet', sql);
  await evaluateFile(place, 'p.parquet', { task: 'multiclass', id: 'id', score: { A: 'x', a: 'y' } });
  const file = { path: 'p.parquet.kept.parquet', root: place.folder };
  const read = (score: Record<string, string>) =>
    readKept(place.engine, file, 'multiclass', { id: 'id', label: 'label', score });
  const kept = await read({ a: 'other', A: 'names' });
  if (kept?.sample.task !== 'multiclass') throw new Error('not read');
  expect(kept.sample.sample.classes).toEqual(['a', 'A']);
  expect(kept.sample.sample.scores?.map((score) => score[3])).toEqual([0.7, 0.3]);
  expect(await read({ a: 'x', A: 'y', b: 'z' })).toBeUndefined();
});

test('a column that was not kept: nothing to pair with', async () => {
  const place = folderAndEngine();
  await writeQuery(place, 'p.parquet', `${rows} FROM range(100) r(i)`);
  await evaluateFile(place, 'p.parquet', { task: 'binary', score: 'p', id: 'the id' });
  const file = { path: 'p.parquet.kept.parquet', root: place.folder };
  expect(await readKept(place.engine, file, 'binary', columns)).toBeDefined();
  expect(await readKept(place.engine, file, 'binary', { ...columns, prediction: 'p' })).toBeUndefined();
  expect(await readKept(place.engine, file, 'binary', { ...columns, weight: 'p' })).toBeUndefined();
});

test('above 25 MB, or without ids, the record says that they are not kept', async () => {
  const place = folderAndEngine();
  const file = join(place.folder, 'kept.parquet');
  // Scores of random bits do not compress: a row takes its 7 bytes, and next to nothing for its id.
  const random =
    'SELECT i AS id, 1 AS label, hash(i) / 18446744073709551615.0 AS p FROM range(4_000_000) r(i)';
  const sizes: [number, boolean][] = [];
  for (const n of [3_000_000, 4_000_000]) {
    const relation = `(${random} WHERE i < ${n})`;
    const { stored } = await writeKept(
      place.engine,
      relation,
      { id: 'id', label: 'label', score: 'p' },
      file,
    );
    sizes.push([(await stat(file)).size, stored]);
  }
  for (const [size, stored] of sizes) expect(stored, `${size} bytes`).toBe(size <= 25_000_000);
  expect(sizes.map(([, stored]) => stored)).toEqual([true, false]);
  const { evaluation } = await evaluateText('label,p\n1,0.5\n', { task: 'binary', score: 'p' });
  expect(evaluation.predictions?.stored).toBe(false);
});

test('a run whose slices are refused leaves the predictions that were kept', async () => {
  const place = folderAndEngine();
  const write = (by: number) =>
    writeQuery(
      place,
      'p.parquet',
      `SELECT i AS id, 1 AS label, i / ${by}.0 AS p, 'a' AS s FROM range(9) r(i)`,
    );
  const evaluate = (slices: string[]) =>
    evaluateFile(place, 'p.parquet', { task: 'binary', score: 'p', id: 'id', slices });
  const kept = () => readFile(join(place.folder, 'p.parquet.kept.parquet'));
  await write(10);
  await evaluate(['s']);
  const before = await kept();
  await write(20);
  await expect(evaluate(['s', 's'])).rejects.toMatchObject({ code: 'slice-repeated' });
  expect(await kept()).toEqual(before);
  await evaluate(['s']);
  expect(await kept()).not.toEqual(before);
});
