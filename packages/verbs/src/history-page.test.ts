import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareRepository, git, temporaryFolder } from '@assay/test';
import { beforeAll, expect, test } from 'vitest';
import { driftBatch } from './testing/drift-data.ts';
import { fullProject, inRepository, type Project, project } from './testing/project.ts';

const MONITOR = `drift:
  daily: {current: 'in/{{ date }}.csv', reference: seen.csv, columns: [amount, city]}
`;

let main: Project;
let page: string;

// One life: a commit that is recorded, becomes a version, and drifts; beside it the record of a pull request.
beforeAll(async () => {
  const batch = (seed: number, shift: number) => driftBatch({ seed, shift, rows: 1000 });
  main = await project(
    {
      ...fullProject(0.6, MONITOR),
      'seen.csv': driftBatch(),
      'in/2026-10-01.csv': batch(2, 0),
      'in/2026-10-02.csv': batch(3, 3),
    },
    { records: true },
  );
  const { repository } = main;
  const remote = await bareRepository(temporaryFolder('remotes'), 'octo/parity');
  await repository.git('remote', 'add', 'origin', `file://${remote}`);
  await git(repository.path, ['push', '--quiet', 'origin', 'main']);
  for (const verb of ['train', 'evaluate', 'report', 'promote']) await main.run(verb);
  await main.run('check-drift', { date: '2026-10-01..2026-10-02' });
  const kept = join(temporaryFolder('kept'), 'drift.json');
  copyFileSync(join(repository.path, '.assay/drift.json'), kept);
  await repository.commit('worse', { 'params.json': '{"skill": 0}' });
  const pull = await inRepository(repository, { pull: { number: 7, fromFork: false } });
  for (const verb of ['train', 'evaluate', 'gate']) await pull.run(verb).catch(() => undefined);
  writeFileSync(
    join(repository.path, '.assay/other.json'),
    JSON.stringify({ ...pull.record(), model: 'other' }),
  );
  const reports = [kept, '.assay/run.json', '.assay/other.json'].join('\n');
  const { message } = await main.run('history', { html: 'out/life/history.html', reports });
  expect(message).toContain('out/life/history.html written');
  page = readFileSync(join(repository.path, 'out/life/history.html'), 'utf8');
});

const titles = () =>
  Array.from(
    page.matchAll(/<span class="pill (\w+)">([^<]*)<\/span><time[^>]*>[^<]*<\/time>\n<h2>([^<]*)/g),
    (found) => found.slice(1, 4).join(' | '),
  );

test('the page holds what the ledger knows and what was kept, of this model alone', () => {
  expect(titles().toSorted()).toEqual([
    'bad | drift | amount has drifted since 2026-10-02',
    'bad | pull request #7 | fail: a rule is broken',
    'good | main | pass: every rule that counts is kept',
    'good | version | v0.0.1',
  ]);
});

test('its events name the same commit and the same model', async () => {
  const commit = await main.repository.sha('HEAD~1');
  const { artifact } = JSON.parse(
    await main.repository.git(
      '--git-dir=.git/assay/ledger.git',
      'show',
      'refs/assay/ledger:versions/parity/v0.0.1.json',
    ),
  );
  expect(page).toContain(artifact);
  expect(page).toContain(commit);
  expect(page.split(commit.slice(0, 7)).length).toBeGreaterThan(3);
});

test('the evidence of the days that were kept is drawn', () => {
  expect(page).toMatch(/aria-label="Evidence of drift[^"]*: amount on 2026-10-02 reached the alarm line/);
});

test.each([
  [{ html: 'h.html', reports: 'nowhere.json' }, 'report-missing'],
  [{ html: 'h.html', reports: 'data.csv' }, 'report-unknown'],
  [{ html: 'h.html', reports: 'params.json' }, 'report-unknown'],
])('%j: %s', async (inputs, code) => {
  await expect(main.run('history', inputs)).rejects.toMatchObject({ code });
});

test('without a contract the model has to be named', async () => {
  const bare = await project({});
  await expect(bare.run('history', { html: 'h.html' })).rejects.toMatchObject({ code: 'nothing-to-do' });
  await bare.run('history', { html: 'h.html', model: 'parity' });
  expect(readFileSync(join(bare.repository.path, 'h.html'), 'utf8')).toContain(
    'nothing is in service in production · 0 versions · 0 verdicts',
  );
});
