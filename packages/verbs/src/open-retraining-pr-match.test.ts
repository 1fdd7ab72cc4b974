import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inRepository } from './testing/project.ts';
import { batch, CONTRACT, rowsOf } from './testing/retraining-project.ts';
import { type RetrainingScene, retrainingScene } from './testing/retraining-scene.ts';

let scene: RetrainingScene;
beforeAll(async () => {
  scene = await retrainingScene();
});
afterAll(() => scene.server.close());

let batches = 0;

/** The body of the one pull request after a run with this contract and these files in the work tree. */
async function bodyWith(
  contract: (text: string) => string,
  files: Record<string, string> = {},
  inputs: Record<string, string> = {},
): Promise<string> {
  const job = await scene.job();
  batches += 1;
  batch(job.root, '2026-11-02', {}, rowsOf('b', 2000 + 1000 * batches));
  writeFileSync(join(job.root, 'assay.yml'), contract(CONTRACT));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(job.root, name), text);
  const { outputs } = await job.open(inputs);
  expect(outputs['outcome']).toMatch(/opened|updated/);
  return (await scene.pulls()).at(-1)?.body ?? '';
}

test('several files of the reference become one', async () => {
  const body = await bodyWith(
    (text) => text.replace('reference: data/reference.csv', 'reference: [data/reference.csv, data/more.csv]'),
    {
      'data/more.csv': rowsOf('a', 50_000, 100),
    },
  );
  expect(body).toContain('On the old data (data/reference.csv, data/more.csv), 400 rows, row by row');
});

test('the new data are all that the retraining adds, and the old are as they were before', async () => {
  const job = await scene.job();
  batches += 1;
  const first = 2000 + 1000 * batches;
  batch(job.root, '2026-11-01', {}, rowsOf('b', first, 120));
  batch(job.root, '2026-11-02', {}, rowsOf('b', first + 500));
  const contract = CONTRACT.replace(', reference: data/reference.csv', '').replace(
    "append: 'data/new/{{ date }}.csv'",
    "append: 'data/new/*.csv'",
  );
  writeFileSync(join(job.root, 'assay.yml'), contract);
  await job.open();
  const body = ((await scene.pulls()).at(-1)?.body ?? '').replaceAll('&#42;', '*');
  expect(body).toContain('420 rows of 2 files data/new/*.csv added');
  expect(body).toContain('On the new data (data/new/*.csv), 420 rows, row by row');
  expect(body).toContain('On the old data (data/train.csv), 300 rows, row by row');
});

test('without a command to predict, the records are compared, and what is missing is said', async () => {
  const body = await bodyWith((text) => text.replace(/ {2}predict: .*\n/, ''));
  expect(body).toContain('has no "evaluate.predict"');
  expect(body).toContain('On the evaluation set of each, from their records');
});

test('a stored profile has no rows to predict', async () => {
  const body = await bodyWith((text) =>
    text.replace('reference: data/reference.csv', 'reference: data/profile.json'),
  );
  expect(body).toContain('the old rows are not kept');
  expect(body).toContain('On the new data');
});

test('a prediction that fails, or that is not written, is said, and the other side is shown', async () => {
  const fails = await bodyWith((text) =>
    text.replace(
      'predict: node predict.mjs',
      `predict: case "$ASSAY_DATA" in *new*) exit 3;; *) node predict.mjs;; esac`,
    ),
  );
  expect(fails).toContain('on the new data: the champion could not predict (exit code 3)');
  expect(fails).toContain('On the old data');
  expect(
    await bodyWith((text) => text.replace('predict: node predict.mjs', 'predict: echo nothing')),
  ).toMatch(/on the old data: no file matches/);
});

test('models that predicted other rows are compared on those of both, or not row by row', async () => {
  const script = await scene.file('main', 'predict.mjs');
  const without = (row: string) =>
    `${script}\nif (from) { const all = readFileSync(to, 'utf8').split('\\n'); all.splice(${row}, 1); writeFileSync(to, all.join('\\n')); }\n`;
  const fewer = await bodyWith((text) => text, {
    'predict.mjs': without("from.includes('champion') ? 5 : all.length - 1"),
  });
  expect(fewer).toContain('On the old data (data/reference.csv), 299 rows, row by row where both predicted');
  const other = await bodyWith((text) => text, {
    'predict.mjs': without("from.includes('champion') ? 5 : 6"),
  });
  expect(other).toContain('the two did not predict the same rows');
});

test('on request, nothing is compared', async () => {
  const body = await bodyWith((text) => text, {}, { compare: 'false' });
  expect(body).not.toContain('On the new data');
  expect(body).not.toContain('Not compared');
});

test('where the newest record has no model, the champion is the version that has the stage', async () => {
  const { author } = scene;
  await (await inRepository(author)).run('promote');
  await author.commit('Only evaluated', { 'note.txt': 'no training' });
  await author.git('push', '--quiet', 'origin', 'main');
  const evaluated = await inRepository(author, { records: true });
  await evaluated.run('evaluate');
  await evaluated.run('report');
  const body = await bodyWith((text) => text);
  expect(body).toContain('the champion is that of v0.0.1 in production');
  expect(body).toContain('on the new data the challenger is better');
});
