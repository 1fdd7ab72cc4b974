import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestValue, parseAssayYml, type Version, verdictSchema, versionSchema } from '@assay/contract';
import { documentEdit, versionPath } from '@assay/registry';
import { git } from '@assay/test';
import { expect, test } from 'vitest';
import type { Context } from './context.ts';
import { findVersion } from './promote-version.ts';
import { fullProject, inRepository, project } from './testing/project.ts';
import { ledgerOf, recorded, tagsOf } from './testing/recorded-project.ts';

const MODEL = 'parity';
const VERDICTS = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' } as const;

/** The way on from a refusal that another record mends. */
const RECORDS = { fix: expect.stringMatching(/"report" step records it; .*`assay run --record-base`/) };

test('without the bytes there is no promotion', async () => {
  const { run, repository, remote } = await recorded();
  rmSync(join(repository.path, 'out'), { recursive: true });
  const ref = await git(remote, ['for-each-ref', '--format=%(refname)', 'refs/assay/models']);
  await git(remote, ['update-ref', '-d', ref]);
  await expect(run('promote')).rejects.toMatchObject({ code: 'model-not-kept', ...RECORDS });
});

test('one byte changed after the gate is refused', async () => {
  const { run, repository, remote } = await recorded();
  writeFileSync(join(repository.path, 'out/model.bin'), 'skill 0.7');
  await expect(run('promote')).rejects.toMatchObject({ code: 'model-changed', ...RECORDS });
  expect(await tagsOf(remote)).toEqual([]);
});

test.each([
  ['verdict-fail', { outcome: VERDICTS.fail }],
  ['verdict-inconclusive', { outcome: VERDICTS.inconclusive }],
  ['verdict-other-policy', { policy: digestValue('another') }],
  ['verdict-other-model', { artifact: digestValue('another') }],
])('%s', async (code, change) => {
  const { run, repository, remote, record: recordOf } = await recorded();
  const ledger = await ledgerOf(repository.path);
  const digest = recordOf().artifact?.digest ?? '';
  const path = `verdicts/${MODEL}/${encodeURIComponent(digest)}.json`;
  const edit = documentEdit(path, verdictSchema, (old) => ({ ...verdictSchema.parse(old), ...change }));
  await ledger.edit([edit], 'change');
  await expect(run('promote')).rejects.toMatchObject({ code, ...RECORDS });
  expect(await tagsOf(remote)).toEqual([]);
});

test('a policy that was changed since is another policy', async () => {
  const { run, repository } = await recorded();
  const text = fullProject(0.6, '    - {metric: accuracy, at-least: 0.1}\n')['assay.yml'] ?? '';
  expect(parseAssayYml(text, 'assay.yml').value.gate?.rules).toHaveLength(3);
  writeFileSync(join(repository.path, 'assay.yml'), text);
  await expect(run('promote')).rejects.toMatchObject({ code: 'verdict-other-policy', ...RECORDS });
});

test('a commit that was never recorded is refused, another that was is found by a name', async () => {
  const main = await recorded();
  await main.repository.commit('unrecorded', { 'notes.txt': 'x' });
  await main.repository.git('push', '--quiet', 'origin', 'main');
  const later = await inRepository(main.repository);
  await expect(later.run('promote')).rejects.toMatchObject({
    code: 'not-recorded',
    ...RECORDS,
  });
  await expect(later.run('promote', { commit: 'HEAD~1' })).resolves.toMatchObject({ exit: 0 });
  await expect(later.run('promote', { commit: 'nowhere' })).rejects.toMatchObject({ code: 'commit-unknown' });
});

test('a model that was recorded without a verdict, or a record without a model, is not promoted', async () => {
  const { 'assay.yml': contract = '', ...files } = fullProject();
  const ungated = contract.slice(0, contract.indexOf('gate:'));
  const main = await project({ ...files, 'assay.yml': ungated }, { records: true });
  for (const verb of ['train', 'evaluate', 'report']) await main.run(verb);
  writeFileSync(join(main.repository.path, 'assay.yml'), contract);
  await expect(main.run('promote')).rejects.toMatchObject({ code: 'verdict-missing', ...RECORDS });

  await main.repository.commit('untrained', { 'notes.txt': 'x' });
  const later = await inRepository(main.repository, { records: true });
  for (const verb of ['evaluate', 'report']) await later.run(verb);
  await expect(later.run('promote')).rejects.toMatchObject({ code: 'no-model', ...RECORDS });
});

test('a tag that was moved, or made by hand, is refused, for promoting and for finding', async () => {
  const { run, remote, repository } = await recorded();
  const ledger = await ledgerOf(repository.path);
  await git(remote, ['tag', '--annotate', '--message=by hand', 'parity@v0.5.0', 'main']);
  await expect(findVersion(ledger, MODEL, 'v0.5.0')).rejects.toMatchObject({ code: 'version-unknown' });
  await git(remote, ['tag', '--delete', 'parity@v0.5.0']);
  await run('promote');
  const fresh = await ledgerOf(repository.path);
  await repository.commit('later');
  await repository.git('push', '--quiet', 'origin', 'main');
  const there = await inRepository(repository);
  const commit = await repository.sha('HEAD~1');
  const message = await git(remote, ['for-each-ref', '--format=%(contents)', 'refs/tags/parity@v0.0.1']);
  for (const how of [
    ['--annotate', `--message=${message}`, 'parity@v0.0.1', 'main'],
    ['--annotate', '--message=by hand', 'parity@v0.0.1', 'main~1'],
    ['parity@v0.0.1', 'main~1'],
  ]) {
    await git(remote, ['tag', '--force', ...how]);
    await expect(there.run('promote', { commit })).rejects.toMatchObject({ code: 'version-tag-mismatch' });
    await expect(findVersion(fresh, MODEL, 'v0.0.1')).rejects.toMatchObject({
      code: 'version-tag-mismatch',
      fix: expect.stringContaining(`run "promote" with commit ${commit}`),
    });
  }
  // What the refusal says mends it, though another commit is checked out.
  await git(remote, ['tag', '--delete', 'parity@v0.0.1']);
  await there.run('promote', { commit });
  expect(await findVersion(await ledgerOf(repository.path), MODEL, 'v0.0.1')).toMatchObject({ commit });
});

test('a version that was taken back is not promoted again', async () => {
  const { run, remote } = await recorded();
  await run('promote');
  // A year later than the harness's first commit: GTO orders by time.
  await git(remote, ['tag', '--annotate', '--message=bad', 'parity@v0.0.1!', 'main'], 365 * 24 * 60);
  await expect(run('promote')).rejects.toMatchObject({ code: 'version-deregistered' });
});

test('a commit that is another version by hand is refused: GTO could read neither', async () => {
  const { run, remote } = await recorded();
  await git(remote, ['tag', '--annotate', '--message=by hand', 'parity@v9.0.0', 'main']);
  await expect(run('promote')).rejects.toMatchObject({ code: 'commit-registered' });
});

test('only accepted code may promote, and malformed names are refused before anything is read', async () => {
  const pull = await project(fullProject(), { trusted: false, event: 'pull_request' });
  await expect(pull.run('promote')).rejects.toMatchObject({ code: 'untrusted-run' });
  const { run } = await project(fullProject());
  await expect(run('promote', { version: '1.2' })).rejects.toMatchObject({ code: 'version-malformed' });
  await expect(run('promote', { stage: 'a b' })).rejects.toMatchObject({ code: 'stage-malformed' });
  await expect(run('promote')).rejects.toMatchObject({ code: 'not-recorded' });
  const { run: without } = await project({ 'assay.yml': 'assay: 1\nmodel: parity\n' });
  await expect(without('promote')).rejects.toMatchObject({ code: 'policy-missing', ...RECORDS });
});

test('a claim in the ledger on a commit that is nowhere is not tagged', async () => {
  const { run, repository, context, record: recordOf } = await recorded();
  const forged: Version = {
    ...(versionOf(context, recordOf().artifact?.digest ?? '') as Version),
    commit: 'a'.repeat(40),
  };
  const ledger = await ledgerOf(repository.path);
  await ledger.edit([documentEdit(versionPath(MODEL, 'v0.0.1'), versionSchema, () => forged)], 'forge');
  await expect(run('promote')).rejects.toMatchObject({ code: 'commit-not-pushed' });
});

test('a version in the ledger by the name of another one is not believed', async () => {
  const { run, repository, context, record: recordOf } = await recorded();
  const version = versionOf(context, recordOf().artifact?.digest ?? '');
  const ledger = await ledgerOf(repository.path);
  await ledger.edit([documentEdit(versionPath(MODEL, 'v0.0.2'), versionSchema, () => version)], 'by hand');
  await expect(run('promote')).rejects.toMatchObject({ code: 'ledger-damaged' });
});

function versionOf(context: Context, artifact: string): Version {
  return {
    assay: 'version/1',
    model: MODEL,
    version: 'v0.0.1',
    commit: context.trigger.commit ?? '',
    tag: 'parity@v0.0.1',
    artifact,
    paths: ['out/model.bin'],
    bytes: 9,
    policy: artifact,
    set: null,
    record: '01JD0000000000000000000000',
    metrics: {},
    at: '2026-11-02T10:00:00Z',
    by: 'mallory',
    run: null,
  };
}
