import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testSetSchema } from '@assay/contract';
import { testSetPath } from '@assay/registry';
import { expect, test } from 'vitest';
import { fullProject, inRepository, type Project, project } from './testing/project.ts';
import { ledgerOf } from './testing/recorded-project.ts';

const files = (skill: number, looks: number) =>
  fullProject(skill, `  on-inconclusive: fail\n  test-set: {looks: ${looks}}\n`);

/** Trains, evaluates, judges and reports what is checked out. */
async function judged(at: Project) {
  for (const verb of ['train', 'evaluate']) await at.run(verb);
  const { exit } = await at.run('gate');
  await at.run('report');
  return { exit, verdict: at.record().verdict };
}

async function commit({ repository }: Project, skill: number, records = true): Promise<Project> {
  await repository.commit(`skill ${skill}`, { 'params.json': `{"skill": ${skill}}` });
  return inRepository(repository, { records });
}

async function looksOf({ repository }: Project, set: string | null | undefined) {
  return (await (await ledgerOf(repository.path)).read(testSetPath(set ?? ''), testSetSchema))?.looks;
}

test('recorded runs are counted, once each; the last is warned of, and the next is told nothing', async () => {
  const first = await project(files(0.5, 2), { records: true });
  const { verdict } = await judged(first);
  expect(verdict).toMatchObject({ outcome: 'pass', looks: { used: 1, of: 2, answered: true } });
  await first.run('report');
  expect(first.record().verdict?.looks).toEqual({ used: 1, of: 2, answered: true });

  const second = await commit(first, 0.6);
  expect((await judged(second)).verdict?.looks).toEqual({ used: 2, of: 2, answered: true });
  const { report } = await second.run('report');
  expect(JSON.stringify((await report?.())?.notices)).toContain(
    '2 of 2 looks at this evaluation set are used: this was the last',
  );

  const third = await commit(first, 0.7);
  for (const verb of ['train', 'evaluate']) await third.run(verb);
  expect(await third.run('gate')).toMatchObject({ exit: 3, document: { verdict: 'inconclusive' } });
  expect(third.record().verdict?.looks).toEqual({ used: 2, of: 2, answered: false });
  const looks = await looksOf(first, verdict?.set);
  expect(looks?.map(({ commit: of, answer }) => [of, answer])).toEqual([
    [first.context.trigger.commit, 'pass'],
    [second.context.trigger.commit, 'pass'],
  ]);
});

test('a pull request is judged with the count, and writes nothing; a trusted run counts its record', async () => {
  const main = await project(files(0.5, 2), { records: true });
  const { verdict } = await judged(main);
  const pull = await commit(main, 0.6, false);
  Object.assign(pull.context.trigger, { trusted: false, event: 'pull_request' });
  expect((await judged(pull)).verdict?.looks).toEqual({ used: 2, of: 2, answered: true });
  expect(await looksOf(main, verdict?.set)).toHaveLength(1);
  await expect(pull.run('gate', { 'count-look': 'true' })).rejects.toMatchObject({ code: 'untrusted-run' });

  Object.assign(pull.context.trigger, { trusted: true, event: 'workflow_run' });
  for (let twice = 0; twice < 2; twice++) await pull.run('gate', { 'count-look': 'true' });
  expect(await looksOf(main, verdict?.set)).toHaveLength(2);
});

test('the record of another model is not counted here', async () => {
  const main = await project(files(0.5, 2), { records: true });
  await judged(main);
  const other = files(0.5, 2)['assay.yml']?.replace('model: parity', 'model: other') ?? '';
  writeFileSync(join(main.repository.path, 'assay.yml'), other);
  const counting = main.run('gate', { 'count-look': 'true' });
  await expect(counting).rejects.toMatchObject({ code: 'record-other-model' });
});

test('a ledger that cannot be read leaves the count unknown', async () => {
  const main = await project(files(0.5, 2));
  await main.repository.git('remote', 'add', 'origin', 'https://127.0.0.1:1/x.git');
  for (const verb of ['train', 'evaluate']) await main.run(verb);
  expect(await main.run('gate')).toMatchObject({ exit: 3, document: { verdict: 'inconclusive' } });
  expect(main.record().verdict?.why).toContain('could not be read');
});

test('a plan needs no run, and writes nothing; with one it counts from its intervals', async () => {
  const main = await project(files(0.5, 2));
  const before = await main.run('gate', { plan: 'true' });
  expect(before).toMatchObject({
    exit: 0,
    document: { verdict: null, rules: [], plan: { clauses: 2, rows: null } },
  });
  for (const verb of ['train', 'evaluate']) await main.run(verb);
  const after = await main.run('gate', { plan: 'true' });
  // 200 rows; against the base there is nothing to count from yet.
  expect(after.document).toMatchObject({ plan: { rows: 200, rules: [{ n: 200 }, { n: null }] } });
  expect(after.message).toContain('no baseline yet');
  expect(main.record().verdict).toBeUndefined();
  await expect(main.run('gate', { plan: 'true', record: 'gone.json' })).rejects.toMatchObject({
    code: 'record-missing',
  });
});
