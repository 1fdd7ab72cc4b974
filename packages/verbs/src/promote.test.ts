import { join } from 'node:path';
import { git, TemporaryRepository, temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import { findVersion, findVersionOfCommit } from './promote-version.ts';
import { inRepository } from './testing/project.ts';
import { ledgerOf, next, record, recorded, tagsOf } from './testing/recorded-project.ts';

const MODEL = 'parity';

test('a recorded model that passed becomes v0.0.1 in production, once', async () => {
  const { run, repository, remote } = await recorded();
  const commit = await repository.sha();
  const first = await run('promote');
  expect(first).toMatchObject({
    exit: 0,
    outputs: {
      version: 'v0.0.1',
      tag: 'parity@v0.0.1',
      'stage-tag': 'parity#production#1',
      commit,
      registered: 'true',
    },
  });
  expect(await tagsOf(remote)).toEqual(['parity@v0.0.1', 'parity#production#1']);
  const again = await run('promote');
  expect(again.outputs).toEqual({ ...first.outputs, registered: 'false' });
  expect(await tagsOf(remote)).toHaveLength(2);
  // Another stage is another tag; the version stays.
  expect((await run('promote', { stage: 'canary' })).outputs).toMatchObject({
    'stage-tag': 'parity#canary#2',
    registered: 'false',
  });
});

test('the tag tells what it is and why, and the ledger holds the same', async () => {
  const { run, repository, remote, record: recordOf } = await recorded();
  await run('promote');
  const shown = await git(remote, ['show', '--no-patch', 'parity@v0.0.1']);
  const { artifact, id, evaluation } = recordOf();
  const auc = evaluation?.metrics.find(({ metric, slice }) => metric === 'roc_auc' && slice === null);
  for (const line of [
    'parity v0.0.1',
    `Model: ${artifact?.digest} (9 bytes: out/model.bin)`,
    `Record: ${id} of ${await repository.sha()}`,
    'Approved-by: somebody at a terminal',
  ])
    expect(shown.split('\n')).toContain(line);
  expect(shown).toMatch(/^Verdict: pass: /m);
  expect(shown).toMatch(new RegExp(`^ {2}roc_auc ${Number(auc?.value?.toPrecision(4))} \\[`, 'm'));
  const version = await findVersion(await ledgerOf(repository.path), MODEL, 'parity@v0.0.1');
  expect(version).toMatchObject({ version: 'v0.0.1', artifact: artifact?.digest, record: id });
  expect(version.metrics['roc_auc']).toBe(auc?.value);
});

test('the bytes come from the model store where the work tree lacks them, also in a shallow clone', async () => {
  const { remote, context } = await recorded();
  const path = join(temporaryFolder('clone'), 'shallow');
  await git(remote, ['clone', '--quiet', '--depth=1', `file://${remote}`, path]);
  const shallow = await inRepository(new TemporaryRepository(path));
  expect((await shallow.run('promote')).outputs['version']).toBe('v0.0.1');
  expect(context.root).not.toBe(path);
});

test('versions go up, an older one comes back as itself, and a name that is asked for is kept', async () => {
  const one = await recorded();
  const first = await one.repository.sha();
  await one.run('promote');
  const two = await next(one, 0.7);
  expect((await two.run('promote', { bump: 'minor' })).outputs).toMatchObject({
    version: 'v0.1.0',
    'stage-tag': 'parity#production#2',
  });
  const three = await next(one, 0.8);
  expect((await three.run('promote', { version: '2.0.0-rc.1' })).outputs['version']).toBe('v2.0.0-rc.1');
  await expect(three.run('promote', { version: 'v3.0.0' })).rejects.toMatchObject({ code: 'version-other' });
  const back = await three.run('promote', { commit: first });
  expect(back.outputs).toMatchObject({
    version: 'v0.0.1',
    commit: first,
    registered: 'false',
    'stage-tag': 'parity#production#4',
  });
  const four = await next(one, 0.9);
  await expect(four.run('promote', { version: 'v0.1.0' })).rejects.toMatchObject({ code: 'version-taken' });
  expect((await four.run('promote')).outputs['version']).toBe('v2.0.0');
});

test('a later commit with the same model is the same version', async () => {
  const one = await recorded();
  const first = await one.repository.sha();
  await one.run('promote');
  await one.repository.commit('words', { 'README.md': 'words' });
  const later = await inRepository(one.repository, { records: true });
  await record(later);
  expect((await later.run('promote')).outputs).toMatchObject({ version: 'v0.0.1', commit: first });
  const ledger = await ledgerOf(one.repository.path);
  const found = await findVersionOfCommit(ledger, MODEL, await one.repository.sha());
  expect(found?.version).toBe('v0.0.1');
});

test('MLflow that cannot be reached fails the step, and the version stands', async () => {
  const { run, remote } = await recorded();
  const result = await run('promote', { 'mlflow-tracking-uri': 'http://ada:secret@127.0.0.1:9/' });
  expect(result).toMatchObject({ exit: 1, outputs: { version: 'v0.0.1', registered: 'true' } });
  expect(result.message).toContain('the version stands in git; run again to mend the mirror');
  expect(JSON.stringify(result)).not.toContain('secret');
  expect(await tagsOf(remote)).toHaveLength(2);
});
