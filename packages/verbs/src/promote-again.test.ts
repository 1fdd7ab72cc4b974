import { join } from 'node:path';
import { git, TemporaryRepository, temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import { findVersion } from './promote-version.ts';
import { inRepository } from './testing/project.ts';
import { ledgerOf, next, recorded, tagsOf } from './testing/recorded-project.ts';

const MODEL = 'parity';

test('killed between ledger and tag: the next run finds the claim and tags it', async () => {
  const { run, remote, repository } = await recorded();
  await run('promote');
  for (const tag of await tagsOf(remote)) await git(remote, ['tag', '--delete', tag]);
  const ledger = await ledgerOf(repository.path);
  await expect(findVersion(ledger, MODEL, 'v0.0.1')).rejects.toMatchObject({ code: 'version-not-tagged' });
  expect((await run('promote')).outputs).toMatchObject({ version: 'v0.0.1', registered: 'true' });
  expect(await tagsOf(remote)).toEqual(['parity@v0.0.1', 'parity#production#1']);
});

test('four at once from clones of their own: one version, one stage tag', async () => {
  const { remote } = await recorded();
  const clones = await Promise.all(
    [0, 1, 2, 3].map(async (i) => {
      const path = join(temporaryFolder('clone'), `c${i}`);
      await git(remote, ['clone', '--quiet', '--depth=1', `file://${remote}`, path]);
      const run = {
        id: i,
        attempt: 1,
        url: `https://github.example/runs/${i}`,
        job: 'j',
        actor: `actor${i}`,
      };
      return inRepository(new TemporaryRepository(path), { run });
    }),
  );
  const results = await Promise.all(clones.map((clone) => clone.run('promote')));
  expect(await tagsOf(remote)).toEqual(['parity@v0.0.1', 'parity#production#1']);
  expect(results.map(({ outputs }) => outputs['version'])).toEqual(Array(4).fill('v0.0.1'));
  expect(results.filter(({ outputs }) => outputs['registered'] === 'true')).toHaveLength(1);
});

test('two models at once: two versions', async () => {
  const one = await recorded();
  const first = await one.repository.sha();
  const two = await next(one, 0.7);
  const results = await Promise.all(
    [first, await two.repository.sha()].map(async (commit) => {
      const path = join(temporaryFolder('clone'), 'c');
      await git(one.remote, ['clone', '--quiet', `file://${one.remote}`, path]);
      return (await inRepository(new TemporaryRepository(path))).run('promote', { commit });
    }),
  );
  expect(results.map(({ outputs }) => outputs['version']).toSorted()).toEqual(['v0.0.1', 'v0.0.2']);
  const tags = await tagsOf(one.remote);
  expect(tags.toSorted()).toEqual([
    'parity#production#1',
    'parity#production#2',
    'parity@v0.0.1',
    'parity@v0.0.2',
  ]);
});
