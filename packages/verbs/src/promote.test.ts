import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestValue, parseAssayYml, type Version, verdictSchema, versionSchema } from '@assay/contract';
import { documentEdit, Git, Ledger, versionPath } from '@assay/registry';
import { bareRepository, git, gitEnvironment, TemporaryRepository, temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import type { Context } from './context.ts';
import { findVersion, findVersionOfCommit } from './promote-version.ts';
import { fullProject, inRepository, type Project, project } from './testing/project.ts';

const MODEL = 'parity';
const VERDICTS = { pass: 'pass', fail: 'fail', inconclusive: 'inconclusive' } as const;

/** A project with a remote, whose commit was trained, judged and recorded. */
async function recorded(): Promise<Project & { remote: string }> {
  const main = await project(fullProject(), { records: true });
  const remote = await bareRepository(temporaryFolder('remotes'), 'octo/parity');
  for (const key of ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'])
    await git(remote, ['config', key, 'true']);
  await main.repository.git('remote', 'add', 'origin', `file://${remote}`);
  await record(main);
  return { ...main, remote };
}

async function record(main: Project): Promise<void> {
  await main.repository.git('push', '--quiet', 'origin', 'main');
  for (const verb of ['train', 'evaluate', 'report']) await main.run(verb);
}

/** Commits a better model on top and records it. */
async function next(main: Project, skill: number): Promise<Project> {
  await main.repository.commit(`skill ${skill}`, { 'params.json': `{"skill": ${skill}}` });
  const later = await inRepository(main.repository, { records: true });
  await record(later);
  return later;
}

const ledgerOf = (path: string) => Ledger.open({ clone: new Git({ cwd: path, env: gitEnvironment() }) });
const tagsOf = async (remote: string) =>
  (await git(remote, ['tag', '--list', '--sort=taggerdate'])).split('\n').filter((tag) => tag !== '');

/** The way on from a refusal that another record mends. */
const RECORDS = { fix: expect.stringMatching(/"report" step records it; .*`assay run --record-base`/) };

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

test('killed between ledger and tag: the next run finds the claim and tags it', async () => {
  const { run, remote, repository } = await recorded();
  await run('promote');
  for (const tag of await tagsOf(remote)) await git(remote, ['tag', '--delete', tag]);
  const ledger = await ledgerOf(repository.path);
  await expect(findVersion(ledger, MODEL, 'v0.0.1')).rejects.toMatchObject({ code: 'version-not-tagged' });
  expect((await run('promote')).outputs).toMatchObject({ version: 'v0.0.1', registered: 'true' });
  expect(await tagsOf(remote)).toEqual(['parity@v0.0.1', 'parity#production#1']);
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
    await expect(findVersion(fresh, MODEL, 'v0.0.1')).rejects.toMatchObject({ code: 'version-tag-mismatch' });
  }
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

test('MLflow that cannot be reached fails the step, and the version stands', async () => {
  const { run, remote } = await recorded();
  const result = await run('promote', { 'mlflow-tracking-uri': 'http://ada:secret@127.0.0.1:9/' });
  expect(result).toMatchObject({ exit: 1, outputs: { version: 'v0.0.1', registered: 'true' } });
  expect(result.message).toContain('the version stands in git; run again to mend the mirror');
  expect(JSON.stringify(result)).not.toContain('secret');
  expect(await tagsOf(remote)).toHaveLength(2);
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
