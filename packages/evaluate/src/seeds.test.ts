import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluateSchema } from '@assay/contract';
import { openSource } from '@assay/data';
import { expect, test } from 'vitest';
import { evaluatePredictions } from './evaluate.ts';
import { csv, folderAndEngine } from './testing/predictions.ts';

const predicted = (second: number) =>
  csv(
    ['id', 'label', 'p'],
    [
      [0, 1, 0.9],
      [1, 0, second],
    ],
  );

test('a mistake in the predictions of another seed names their file', async () => {
  const { folder, engine } = folderAndEngine();
  await writeFile(join(folder, 'p.csv'), predicted(0.2));
  await writeFile(join(folder, '2.csv'), predicted(Number.NaN));
  const evaluate = evaluateSchema.parse({ predictions: 'p.csv', task: 'binary', label: 'label', score: 'p' });
  const source = await openSource(engine, { path: 'p.csv', root: folder });
  const judging = evaluatePredictions(
    engine,
    { relation: source.relation, digest: async () => source.digest },
    { ...evaluate, task: 'binary' },
    {
      path: 'p.csv',
      root: folder,
      keepAs: join(folder, 'kept.parquet'),
      clock: () => 0,
      artifact: null,
      seeds: { own: 1, others: [{ seed: 2, path: '2.csv' }] },
    },
  );
  await expect(judging).rejects.toMatchObject({
    code: 'value-missing',
    message: '2.csv: row 2 of the predictions has no usable score in the column "p"',
  });
});
