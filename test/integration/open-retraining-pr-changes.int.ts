import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  batch,
  CONTRACT,
  retrainingFiles,
  rowsOf,
} from '../../packages/verbs/src/testing/retraining-project.ts';
import { renderGfm, type StepResult } from '../harness/index.ts';
import { openScene, type Scene, unexpected } from './scene/job.ts';
import { openRelease, readText } from './scene/release.ts';

const BRANCH = 'assay/retrain-parity';
const PERMISSIONS = { contents: 'write', 'pull-requests': 'write' } as const;
const DATE = '2026-11-02';
const OLD = rowsOf('a', 0);
/** The same with a new group: what a step before, which fetches the data, leaves. */
const NEW = OLD + rowsOf('b', 2000).replace(/^.*\n/, '');

/** As `dvc add` writes it. */
const dvcOf = (text: string, path = 'train.csv') => {
  const md5 = createHash('md5').update(text).digest('hex');
  return `outs:\n- md5: ${md5}\n  size: ${text.length}\n  hash: md5\n  path: ${path}\n`;
};
const paramsOf = (day: string, days: number) =>
  `# what training reads\ndata:\n  partition: s3://lake/day=${day}/ # as Hive names it\n  days: ${days}\nseed: 1\n`;
const DVC = '{dvc: data/train.csv.dvc}';
const contractWith = (...changes: string[]) =>
  `${CONTRACT.split('  changes:')[0]}  changes:\n${changes.map((one) => `    - ${one}\n`).join('')}`;
const ALL = contractWith(
  DVC,
  "{file: params.yaml, key: data.partition, value: 's3://lake/day={{ date }}/'}",
  '{file: params.yaml, key: data.days, value: 90}',
  "{path: data/holdout.csv, replace: 'data/new/{{ date }}.csv'}",
);
const { 'data/train.csv': _, ...others } = retrainingFiles;
const FILES = {
  ...others,
  '.gitignore': '.assay\nout\ndata/new\ndata/train.csv\n',
  'assay.yml': ALL,
  'params.yaml': paramsOf('2026-10-01', 30),
  'data/train.csv.dvc': dvcOf(OLD),
  'data/imported.csv.dvc': `deps:\n- path: s3://lake/x.csv\n${dvcOf(OLD, 'imported.csv')}`,
  'data/holdout.csv': rowsOf('a', 900, 10),
};

// One story, told in order.
let scene: Scene;
let runs = 1;
beforeAll(async () => {
  scene = await openScene(await openRelease(), FILES);
  const job = await scene.job({ pull: null, runId: runs });
  writeFileSync(join(job.workspace, 'data/train.csv'), OLD);
  const { report } = await job.steps(['train', 'evaluate', 'gate', 'report']);
  expect(report?.outputs, report?.stdout).toMatchObject({ recorded: 'true' });
}, 120_000);
afterAll(async () => {
  expect(unexpected(scene.github)).toEqual([]);
  await scene?.close();
});

interface Retraining {
  model?: string;
  contract?: string;
  /** `null`: nobody fetched them. */
  data?: string | null;
  rows?: string;
  permissions?: Parameters<Scene['github']['grant']>[0];
  inputs?: Record<string, string>;
}

/** The step of a scheduled run whose data drifted. */
async function retrain({
  model = 'parity',
  contract = ALL,
  data = NEW,
  rows = rowsOf('b', 2000),
  permissions = PERMISSIONS,
  inputs = {},
}: Retraining = {}): Promise<StepResult & { workspace: string }> {
  runs += 1;
  const job = await scene.job({ pull: null, runId: runs, token: scene.github.grant(permissions) });
  const { workspace } = job;
  batch(workspace, DATE, { model }, rows);
  writeFileSync(join(workspace, 'assay.yml'), contract.replace('model: parity', `model: ${model}`));
  if (data === null) rmSync(join(workspace, 'data/train.csv'), { force: true });
  else writeFileSync(join(workspace, 'data/train.csv'), data);
  const { run } = job.stepOptions();
  const event = { schedule: '0 6 * * *', repository: { default_branch: 'main' } };
  const result = await job.step('open-retraining-pr', {
    inputs,
    event,
    run: { ...run, eventName: 'schedule' },
  });
  return { ...result, workspace };
}

const onServer = (...args: string[]) => scene.github.git.run(scene.github.repository, ...args);
const tip = (branch = BRANCH) => scene.github.git.branch(scene.github.repository, branch);
const PULLS = () => `/repos/${scene.github.repository}/pulls`;

async function pulls(branch = BRANCH) {
  type Pull = { number: number; state: string; body: string; head: { ref: string; sha: string } };
  const all = (await scene.github.call('GET', `${PULLS()}?state=all&per_page=100`)) as unknown as Pull[];
  return all.filter(({ head }) => head.ref === branch).sort((a, b) => a.number - b.number);
}

it('what the contract names is changed and nothing else: data in DVC, keys by the day, a file', async () => {
  const result = await retrain();
  expect(result, result.stdout).toMatchObject({
    exitCode: 0,
    problems: [],
    outputs: { outcome: 'opened', commit: await tip() },
  });
  const changed = await onServer('diff', '--name-only', `main...${BRANCH}`);
  expect(changed.split('\n')).toEqual(['data/holdout.csv', 'data/train.csv.dvc', 'params.yaml']);
  const file = async (path: string) => `${await onServer('show', `${BRANCH}:${path}`)}\n`;
  expect(await file('data/train.csv.dvc')).toBe(dvcOf(NEW));
  expect(await file('params.yaml')).toBe(paramsOf(DATE, 90));
  expect(await file('data/holdout.csv')).toBe(rowsOf('b', 2000));
  const [pull] = await pulls();
  // Addresses are kept from becoming links by spaces of no width.
  const rows = renderGfm(pull?.body ?? '').rows.map((cells) => cells.join(': ').replaceAll('\u200b', ''));
  expect(rows.slice(-3)).toEqual([
    'data/train.csv.dvc: names the data as they are now',
    `params.yaml: data.partition = s3://lake/day=${DATE}/; data.days = 90`,
    `data/holdout.csv: replaced by data/new/${DATE}.csv`,
  ]);
  // The work tree is as it was checked out, for the steps that follow.
  expect(readText(result.workspace, 'params.yaml')).toBe(paramsOf('2026-10-01', 30));
  expect(readText(result.workspace, 'data/train.csv.dvc')).toBe(dvcOf(OLD));
});

it('data in DVC that are as they were are nothing to change', async () => {
  const model = 'as-before';
  const result = await retrain({ model, contract: contractWith(DVC), data: OLD });
  expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'nothing-to-change' } });
  expect([await tip(`assay/retrain-${model}`), await pulls(`assay/retrain-${model}`)]).toEqual([
    undefined,
    [],
  ]);
});

describe('refused with what to change, and nothing is left behind', () => {
  it.each([
    [
      'data that nobody fetched',
      { data: null },
      /data\/train\.csv.*fetch or write the data in a step before/s,
    ],
    [
      'an import of DVC',
      { contract: contractWith('{dvc: data/imported.csv.dvc}') },
      /data\/imported\.csv\.dvc.*dvc update/s,
    ],
    [
      'a key that is not there',
      { contract: contractWith("{file: params.yaml, key: data.day, value: '{{ date }}'}") },
      /params\.yaml has no key "data\.day".*add the key to the file/s,
    ],
  ] as const)('%s', async (what, given, says) => {
    const model = what.replaceAll(/\W+/g, '-').toLowerCase();
    const result = await retrain({ model, ...given });
    expect(result, result.stdout).toMatchObject({ exitCode: 1, outcome: 'failure' });
    expect(result.annotations.at(-1)?.message).toMatch(says);
    expect(result.unmasked).not.toMatch(/^ {4}at |bug in Assay/m);
    expect(readText(result.workspace, 'params.yaml')).toBe(paramsOf('2026-10-01', 30));
    expect([await tip(`assay/retrain-${model}`), await pulls(`assay/retrain-${model}`)]).toEqual([
      undefined,
      [],
    ]);
  });
});

it('a token that may push and open no pull request: with the permission the next run goes on with its commit', async () => {
  const model = 'half-a-token';
  const branch = `assay/retrain-${model}`;
  const result = await retrain({ model, permissions: { contents: 'write', 'pull-requests': 'read' } });
  expect(result.exitCode).toBe(1);
  expect(result.annotations.at(-1)?.message).toContain('`pull-requests: write`');
  const [pushed, none] = [await tip(branch), await pulls(branch)];
  expect(none).toEqual([]);
  expect(await retrain({ model })).toMatchObject({
    exitCode: 0,
    outputs: { outcome: 'opened', commit: pushed },
  });
  expect(await pulls(branch)).toMatchObject([{ state: 'open', head: { sha: pushed } }]);
});

it('a pull request that was closed stays closed; by force there is another, on the branch that was left', async () => {
  const [first] = await pulls();
  await scene.github.call('PATCH', `${PULLS()}/${first?.number}`, { state: 'closed' });
  const rows = rowsOf('b', 3000);
  expect(await retrain({ rows })).toMatchObject({ exitCode: 0, outputs: { outcome: 'cool-down' } });
  expect(await tip()).toBe(first?.head.sha);
  const result = await retrain({ rows, inputs: { force: 'true' } });
  expect(result, result.stdout).toMatchObject({ exitCode: 0, outputs: { outcome: 'opened' } });
  const [closed, open] = await pulls();
  expect(closed).toMatchObject({ state: 'closed', body: first?.body });
  expect(open).toMatchObject({ state: 'open', head: { sha: await tip() } });
});

it('a branch that was protected since: its pull request stays as it is', async () => {
  scene.github.protect(`refs/heads/${BRANCH}`, 'ruleset');
  const before = await pulls();
  const result = await retrain({ rows: rowsOf('b', 4000) });
  expect(result.exitCode).toBe(1);
  expect(result.annotations.at(-1)?.message).toMatch(/ruleset.*retrain\.branch/s);
  expect(await pulls()).toEqual(before);
});
