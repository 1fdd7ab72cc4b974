import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, project, trainScript } from './testing/project.ts';

const seeded = (more: Record<string, string> = {}) => {
  const files = fullProject(0.2);
  return project({
    ...files,
    'assay.yml': files['assay.yml']?.replace('seed: 3', 'seeds: [3, 14, 15]') ?? '',
    ...more,
  });
};

test('the model is the first seed’s; of the others the predictions are kept, and what they differ by is told', async () => {
  const { run, record, told } = await seeded();
  await run('train');
  expect(told.filter((line) => line.startsWith('group'))).toEqual([
    'group: train: node train.mjs, seed 14',
    'group: train: node train.mjs, seed 15',
    'group: train: node train.mjs, seed 3',
  ]);
  expect(record().training).toMatchObject({
    seed: 3,
    seeds: [
      { seed: 14, predictions: { path: '.assay/seeds/14.csv' } },
      { seed: 15, predictions: { path: '.assay/seeds/15.csv' } },
    ],
  });
  await run('evaluate');
  const { seeds, metrics } = record().evaluation ?? {};
  expect(seeds?.seeds).toEqual([3, 14, 15]);
  const [first] = seeds?.metrics ?? [];
  expect(first?.values[0]).toBe(metrics?.find(({ metric }) => metric === first?.metric)?.value);
  expect(new Set(first?.values).size).toBe(3);
  expect(first?.sd).toBeGreaterThan(0);
});

test('the fingerprint is of all seeds', async () => {
  const [several, one] = [await seeded(), await project(fullProject(0.2))];
  await several.run('train');
  await one.run('train');
  expect(several.record().training?.fingerprint).not.toBe(one.record().training?.fingerprint);
});

test('a seed that is given is meant alone', async () => {
  const { run, record } = await seeded();
  await run('train', { seed: '14' });
  expect(record().training).toMatchObject({ seed: 14 });
  expect(record().training).not.toHaveProperty('seeds');
});

test('a training that fails with one seed has failed', async () => {
  const fails = "if (process.env.ASSAY_SEED === '15') process.exit(7);";
  const { run, record } = await seeded({ 'train.mjs': `${trainScript}\n${fails}` });
  expect(await run('train')).toMatchObject({ exit: 1, document: { outcome: 'failed', exit: 7, seed: 15 } });
  expect(record()).not.toHaveProperty('artifact');
});

test('predictions that were there before are no seed’s', async () => {
  const { run, record, told } = await seeded({
    'train.mjs': trainScript.replace(
      "writeFileSync('out/predictions.csv'",
      "if (process.env.ASSAY_SEED === '3') $&",
    ),
  });
  await run('train');
  expect(told.join('\n')).toContain('the training with seed 14 wrote no out/predictions.csv');
  await run('evaluate');
  expect(record().evaluation).not.toHaveProperty('seeds');
});

test('predictions of a seed that are another file by now, or gone, are not believed', async () => {
  const { run, record, told, context } = await seeded();
  await run('train');
  const kept = join(context.root, '.assay/seeds/15.csv');
  writeFileSync(kept, 'id,label,score,parity\n');
  await run('evaluate');
  expect(record().evaluation).not.toHaveProperty('seeds');
  rmSync(kept);
  await run('evaluate');
  expect(
    told.filter((line) => line.includes('15.csv is not what the training with seed 15 left')),
  ).toHaveLength(2);
});

test('seeds that split the data, and so predict other rows, are refused', async () => {
  const { run } = await seeded({
    'train.mjs': trainScript.replace(
      'const label = ',
      'const label = i === Number(process.env.ASSAY_SEED) ? 1 : ',
    ),
  });
  await run('train');
  await expect(run('evaluate')).rejects.toMatchObject({ code: 'seed-other-rows' });
});
