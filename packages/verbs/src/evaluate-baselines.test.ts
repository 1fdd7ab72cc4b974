import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fullProject, inRepository, project } from './testing/project.ts';
import { next, recorded } from './testing/recorded-project.ts';

const rule = (against: string) => `    - {metric: roc_auc, against: ${against}, no-worse-than: 0.02}\n`;
const all = ['production', 'release', 'champion.json'].map(rule).join('');

test('production and release are the versions of the ledger, a path is a record: each paired with its own predictions', async () => {
  const main = await recorded();
  await main.run('promote');
  const champion = main.record();
  copyFileSync(join(main.repository.path, '.assay/run.json'), join(main.repository.path, 'champion.json'));
  const second = await next(main, 0.7);
  const newest = second.record().id;
  await second.run('promote', { stage: 'staging' });
  await main.repository.commit('rules', {
    'assay.yml': fullProject(0.7, all)['assay.yml'] ?? '',
    'params.json': '{"skill": 0.8}',
  });
  const third = await inRepository(main.repository, { base: await main.repository.sha() });
  for (const verb of ['train', 'evaluate', 'gate']) await third.run(verb);

  const { comparisons = [], verdict } = third.record();
  const found = comparisons.map(({ with: name, record, paired }) => [name, record, paired]);
  expect(found).toEqual([
    ['base', newest, true],
    ['production', champion.id, true],
    ['release', newest, true],
    ['champion.json', champion.id, true],
    ['trivial', null, true],
  ]);
  // Each model is better than the one before it, and so by the more the older it is that it is compared with.
  const changes = comparisons.map(
    ({ metrics }) => metrics.find(({ metric }) => metric === 'log_loss')?.value ?? Number.NaN,
  );
  const [, production = 0, release = 0, named] = changes;
  expect(named).toBe(production);
  expect(production).toBeLessThan(release);
  expect(release).toBeLessThan(0);
  expect(verdict?.rules.map(({ against }) => against)).toEqual([
    null,
    'base',
    'production',
    'release',
    'champion.json',
  ]);
  expect((await third.run('gate')).message).toContain(verdict?.outcome ?? '');
});

test('before the first version there is nothing to compare with; a ledger that cannot be read is not that', async () => {
  const files = fullProject(0.6, ['production', 'release'].map(rule).join(''));
  const first = await project(files);
  for (const verb of ['train', 'evaluate', 'gate']) await first.run(verb);
  expect(first.record().verdict?.rules.slice(2)).toMatchObject([
    { code: 'no-baseline', counts: false },
    { code: 'no-baseline', counts: false },
  ]);
  await first.repository.git('remote', 'add', 'origin', 'https://127.0.0.1:1/x.git');
  for (const verb of ['evaluate', 'gate']) await first.run(verb);
  expect(first.record().verdict?.rules.slice(2)).toMatchObject([
    { code: 'not-compared', verdict: 'fail' },
    { code: 'not-compared', verdict: 'fail' },
  ]);
});

test('a version whose tag was moved is no baseline', async () => {
  const main = await recorded();
  await main.run('promote');
  await main.repository.commit('rules', {
    'assay.yml': fullProject(0.6, rule('release'))['assay.yml'] ?? '',
  });
  const tag = 'parity@v0.0.1';
  await main.repository.git('tag', '--force', '--annotate', '--message', 'mine', tag);
  await main.repository.git('push', '--quiet', '--force', 'origin', tag);
  const later = await inRepository(main.repository);
  for (const verb of ['train', 'evaluate']) await later.run(verb);
  expect(later.record().comparisons?.map(({ with: name }) => name)).not.toContain('release');
  expect(later.told.join()).toContain('not compared with release');
});

test.each([
  ['champion.json', 'baseline-missing'],
  ['../champion.json', 'path-outside'],
  ['package.json', 'unsupported-version'],
  ['staging', 'contract-invalid'],
])('against %s: %s', async (against, code) => {
  const made = await project({ ...fullProject(0.6, rule(against)), 'package.json': '{}' });
  await expect(made.run('evaluate', { predictions: 'p.csv' })).rejects.toMatchObject({ code });
});
