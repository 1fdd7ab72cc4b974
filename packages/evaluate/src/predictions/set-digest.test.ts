import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluateSchema } from '@assay/contract';
import { openSource } from '@assay/data';
import { describe, expect, onTestFinished, test } from 'vitest';
import { threadsOf } from '../parts/part-threads.ts';
import { evaluateFile, evaluateText, folderAndEngine, writeQuery } from '../testing/predictions.ts';
import { loadPredictions } from './index.ts';
import { setDigest } from './set-digest.ts';

const section = { task: 'binary' as const, score: 'p', id: 'id' };
const base = 'id,label,p\na,1,0.5\nb,0,0.4\nc,1,0.3\n';

async function setOf(text: string, more: object = {}, name = 'predictions.csv') {
  return (await evaluateText(text, { ...section, ...more }, name)).evaluation.set;
}

test('order, further columns and scores do not count', async () => {
  const set = await setOf(base);
  expect(set).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(await setOf('id,label,p\nc,1,0.3\na,1,0.5\nb,0,0.4\n')).toBe(set);
  expect(await setOf('x,p,label,id\n1,0.9,1,a\n2,0.9,0,b\n3,0.9,1,c\n')).toBe(set);
  expect(await setOf(base, { slices: ['label'], replicates: 100, seed: 3 })).toBe(set);
  expect(await setOf(base.replaceAll('label', 'y'), { label: 'y' })).toBe(set);
});

test('a changed label, id, weight, row or task counts', async () => {
  const weighted = 'id,label,p,w\na,1,0.5,1\nb,0,0.4,1\nc,1,0.3,1\n';
  const sets = [
    await setOf(base),
    await setOf(base.replace('b,0', 'b,1')),
    await setOf(base.replace('b,0', 'd,0')),
    await setOf(base.replace('a,1', 'a,0').replace('b,0', 'b,1')),
    await setOf(`${base}d,1,0.5\n`),
    await setOf(weighted.replace('0.4,1', '0.4,2'), { weight: 'w' }),
    await setOf(weighted.replace('0.3,1', '0.3,2'), { weight: 'w' }),
    await setOf(base, { task: 'regression' }),
    await setOf(base, { task: 'multiclass', score: undefined, prediction: 'label' }),
  ];
  expect(new Set(sets).size).toBe(sets.length);
  expect(await setOf(weighted, { weight: 'w' })).toBe(sets[0]);
});

test('CSV, JSON Lines and Parquet; whole numbers, fractions and truth values: one set', async () => {
  const place = folderAndEngine();
  const sets = new Set<string | null>();
  for (const type of ['INT', 'DOUBLE', 'BOOLEAN', 'VARCHAR', 'DECIMAL(5,2)']) {
    for (const ending of ['csv', 'jsonl', 'parquet']) {
      const sql = `SELECT 'row ' || i AS id, CAST(i % 3 = 0 AS INT)::${type} AS label, i / 10 AS p FROM range(9) r(i)`;
      await writeQuery(place, `p.${ending}`, sql);
      sets.add((await evaluateFile(place, `p.${ending}`, section)).evaluation.set);
    }
  }
  expect([...sets]).toHaveLength(1);
});

test.each(['multiclass', 'regression'] as const)('%s: 1 and 1.0 are one label', async (task) => {
  const text = 'id,label,p\na,1,1\nb,2,1\n';
  const more = { task, score: undefined, prediction: 'p' };
  const floats = text.replace('a,1', 'a,1.0').replace('b,2', 'b,2.0');
  expect(await setOf(floats, more)).toBe(await setOf(text, more));
  expect(await setOf(text.replace('b,2', 'b,3'), more)).not.toBe(await setOf(text, more));
});

test('what is no number keeps its text: 007 is not 7', async () => {
  const text = 'id,label,p\na,007,x\nb,y,x\n';
  const more = { task: 'multiclass', score: undefined, prediction: 'p' };
  expect(await setOf(text.replace('007', '7'), more)).not.toBe(await setOf(text, more));
});

test('no label can pass for the end of another and the start of an id', async () => {
  const place = folderAndEngine();
  const sets = new Set<string | null>();
  for (const [id, label] of [
    ['b c', 'a'],
    ['c', 'a b'],
    ['c', 'a\x1fb'],
    ['b\x1fc', 'a'],
  ]) {
    await writeFile(join(place.folder, 'p.jsonl'), `${JSON.stringify({ id, label, p: 'a' })}\n`);
    const more = { task: 'multiclass' as const, id: 'id', prediction: 'p' };
    sets.add((await evaluateFile(place, 'p.jsonl', more)).evaluation.set);
  }
  expect(sets.size).toBe(4);
});

test('without ids the order of labels counts, and that of equal labels does not', async () => {
  const set = await setOf(base, { id: undefined });
  expect(await setOf('id,label,p\nc,1,0.3\nb,0,0.4\na,1,0.5\n', { id: undefined })).toBe(set);
  expect(await setOf('id,label,p\nb,0,0.4\na,1,0.5\nc,1,0.3\n', { id: undefined })).not.toBe(set);
  expect(await setOf(base)).not.toBe(set);
});

describe('computed here and by the engine: one set', () => {
  const ids = ['i', '-i * 1000000000000', 'CAST(i AS TINYINT)', 'CAST(i AS UBIGINT)', "'r' || i", 'i / 2'];
  const labels = {
    binary: ['i % 2', "CASE WHEN i = 3 THEN 'TRUE' ELSE '0.0' END", 'i > 2'],
    multiclass: [
      'i % 3',
      "CASE WHEN i = 3 THEN 'é' ELSE 'a b' END",
      "repeat('x', 10 + 35 * (i % 2))",
      'i / 2',
    ],
  };
  const cases = Object.entries(labels).flatMap(([task, of]) =>
    of.flatMap((label) => ids.map((id) => ({ task: task as keyof typeof labels, label, id }))),
  );

  test.each(cases)('$task, label $label, id $id', async ({ task, label, id }) => {
    const place = folderAndEngine();
    const name = 'p.parquet';
    const sql = `SELECT ${id} AS id, ${label} AS label, label AS said, i / 10 AS p FROM range(9) r(i)`;
    await writeQuery(place, name, sql);
    const { relation } = await openSource(place.engine, { path: name, root: place.folder });
    for (const named of [{ id: 'id' }, {}]) {
      const asked = evaluateSchema.parse({
        predictions: name,
        task,
        label: 'label',
        ...(task === 'binary' ? { score: 'p' } : { prediction: 'said' }),
        ...named,
      });
      const none = { metrics: [], numbers: {} };
      const loaded = await loadPredictions(place.engine, relation, task, asked, none);
      const { columns } = loaded;
      const set = await setDigest(place.engine, relation, task, columns);
      expect(await setDigest(place.engine, relation, task, columns, loaded)).toBe(set);
    }
  });

  test('classes and whole numbers need no engine', async () => {
    const { engine } = folderAndEngine();
    const sample = { labels: Uint8Array.of(1, 0), scores: undefined, predictions: undefined };
    const loaded = { whole: { task: 'binary' as const, sample }, ids: Float64Array.of(7, -8) };
    const columns = { id: 'id', label: 'label' };
    const rows = '(VALUES (7, 1), (-8, 0)) r(id, label)';
    const set = await setDigest(engine, rows, 'binary', columns);
    expect(await setDigest(engine, 'nowhere', 'binary', columns, loaded)).toBe(set);
    const threads = threadsOf(1, new URL('../parts/thread.ts', import.meta.url).href);
    onTestFinished(() => threads.close());
    expect(await setDigest(engine, 'nowhere', 'binary', columns, { ...loaded, threads })).toBe(set);
    const weighted = { ...columns, weight: 'w' };
    await expect(setDigest(engine, 'nowhere', 'binary', weighted, loaded)).rejects.toThrow(/nowhere/);
  });
});
