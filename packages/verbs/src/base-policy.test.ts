import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { TemporaryRepository, temporaryFolder } from '@assay/test';
import { expect, test } from 'vitest';
import { fullProject, inRepository, type Project } from './testing/project.ts';
import { recorded } from './testing/recorded-project.ts';

const yml = (limit: number, rest = '') =>
  (fullProject(0.3, rest)['assay.yml'] ?? '').replace('at-least: 0.6', `at-least: ${limit}`);

/** A branch from the recorded base whose policy is this, judged. */
async function branch(main: Project, assayYml: string): Promise<Project> {
  const base = await main.repository.sha();
  await main.repository.switch('change');
  await main.repository.commit('change', { 'assay.yml': assayYml });
  const made = await inRepository(main.repository, { branch: 'change', base, baseBranch: 'main' });
  for (const verb of ['train', 'evaluate']) await made.run(verb);
  return made;
}

test('a loosened rule is shown first, with the verdict under the base’s policy', async () => {
  const main = await recorded();
  await main.repository.commit('strict', { 'assay.yml': yml(1.5) });
  const made = await branch(main, yml(0.5));
  const { message, report } = await made.run('gate');
  expect(made.record().verdict).toMatchObject({
    outcome: 'pass',
    'base-policy': {
      outcome: 'fail',
      loosened: [{ kind: 'limit-loosened', what: 'roc_auc ≥ 1.5: 1.5 became 0.5' }],
    },
  });
  expect(message).toContain('under whose rules this would be fail:\n  roc_auc ≥ 1.5: 1.5 became 0.5');
  const first = (await report?.())?.notices[0]?.map(({ text }) => text).join('');
  expect(first).toBe('this change loosens the policy: under the base’s rules the verdict is fail');
});

test('a policy that did not change, or became stricter, is not spoken of', async () => {
  const main = await recorded();
  const made = await branch(main, yml(0.65));
  const { message } = await made.run('gate');
  expect(made.record().verdict?.['base-policy']).toMatchObject({ loosened: [] });
  expect(message).not.toContain('looser');
  Object.assign(made.context.trigger, { base: await made.repository.sha() });
  await made.run('gate');
  expect(made.record().verdict).not.toHaveProperty('base-policy');
});

test('what the rules rest on elsewhere in the contract is compared too, under a policy that did not change', async () => {
  const main = await recorded();
  const looser = yml(0.6).replace('slices: [parity]', 'slices: []\n  confidence: 0.9');
  const made = await branch(main, looser);
  const { message, report } = await made.run('gate');
  const what = 'evaluate.confidence: 0.95 became 0.9';
  expect(made.record().verdict?.['base-policy']).toMatchObject({
    // No rule names a slice.
    loosened: [{ kind: 'confidence-lowered', what }],
  });
  expect(message).toContain(what);
  expect((await report?.())?.notices[1]?.map(({ text }) => text).join('')).toBe(`looser: ${what}`);
});

test('a policy in a file of its own is compared with the base’s, and the contract beside it', async () => {
  const main = await recorded();
  const policy = 'assay: 1\nrules: [{metric: roc_auc, at-least: 0.6}]\n';
  await main.repository.commit('policy', { 'policy.yml': policy });
  const made = await branch(main, yml(0.6).replace('label: label', 'label: label\n  weight: score'));
  await made.run('gate', { policy: 'policy.yml' });
  expect(made.record().verdict?.['base-policy']).toMatchObject({
    loosened: [{ kind: 'evaluation-changed', what: 'evaluate.weight: none became "score"' }],
  });
});

test('a shallow clone, in whose history the base is not, fetches the policy; a folder of its own is looked in', async () => {
  const main = await recorded();
  const files = Object.fromEntries(
    Object.entries(fullProject(0.3)).map(([path, text]) => [join('sub', path), text]),
  );
  const base = await main.repository.commit('sub', files);
  await main.repository.commit('loose', { 'sub/assay.yml': yml(0.1) });
  await main.repository.git('push', '--quiet', 'origin', 'main');
  const folder = temporaryFolder('shallow');
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${main.remote}`, folder]);
  const clone = await inRepository(new TemporaryRepository(folder), { base, baseBranch: 'main' });
  Object.assign(clone.context, { root: join(folder, 'sub') });
  for (const verb of ['train', 'evaluate']) await clone.run(verb);
  expect((await clone.run('gate')).message).toContain('roc_auc ≥ 0.6: 0.6 became 0.1');
  Object.assign(clone.context.trigger, { base: 'f'.repeat(40) });
  await clone.run('gate');
  expect(clone.told.join()).toContain('the policy of the base fffffff cannot be had');
});
