import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { type Job, openScene, type Pull, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type VerbName } from './scene/release.ts';
import { CONTRACT, DATA_CONTRACT, ROWS, tinyModel } from './scene/tiny-model.ts';

const ALL: readonly VerbName[] = ['validate-data', 'train', 'evaluate', 'gate', 'report'];
const LABELS = `${DATA_CONTRACT}labels:\n  column: kind\n  review: required\n`;
/** The labels of the first two rows, exchanged. */
const CHANGED = ROWS.replace('0,a,0', '0,b,0').replace('1,b,', '1,a,');

let scene: Scene;
let run = 0;
beforeAll(async () => {
  scene = await openScene(await openRelease(), tinyModel(1, { 'data/rows.contract.yml': LABELS }));
});
afterAll(() => scene?.close());

/** The judging job, whose token can only read. */
function judge(pull: Pull, permissions: Parameters<Scene['github']['grant']>[0] = READ): Promise<Job> {
  run += 1;
  return scene.job({ pull, runId: run, token: scene.github.grant(permissions) });
}

const READ = { contents: 'read', 'pull-requests': 'read' } as const;

async function review(pull: Pull, login: string, event: string): Promise<void> {
  const { github } = scene;
  const token = github.grant({ 'pull-requests': 'write' }, login);
  await github.call(
    'POST',
    `/repos/${github.repository}/pulls/${pull.number}/reviews`,
    { event, body: 'seen' },
    token,
  );
}

describe('labels that a pull request changes', () => {
  let pull: Pull;

  it('hold it until somebody approves its last commit, and are shown in the comment', async () => {
    pull = await scene.openPull('relabel', { 'data/rows.csv': CHANGED });
    const result = await (await judge(pull)).step('validate-data');
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'fail', findings: '1' } });
    expect(result.annotations[0]).toMatchObject({ level: 'error', file: 'data/rows.contract.yml', line: 8 });
    expect(result.annotations[0]?.message).toContain(
      `2 labels changed, and nobody has approved ${pull.head.slice(0, 7)}`,
    );

    const { report, gate } = await (await judge(pull, { ...READ, 'pull-requests': 'write' })).steps(ALL);
    expect(gate).toBeUndefined();
    expect(report).toMatchObject({ exitCode: 0 });
    const [comment] = await scene.github.comments(pull.number);
    expect(comment?.body).toContain('2 labels changed');
    const rows = renderGfm(comment?.body ?? '').rows.map((cells) => cells.join(' '));
    expect(rows).toContain('a b 1');
    expect(rows).toContain('1 0 a b');
  });

  it('a stranger cannot approve them', async () => {
    await review(pull, 'stranger', 'APPROVE');
    expect((await (await judge(pull)).step('validate-data')).exitCode).toBe(1);
  });

  it('pass once somebody who may write has approved, until the next commit', async () => {
    await review(pull, 'octocat', 'APPROVE');
    // As the approval itself starts the job.
    const job = await judge(pull);
    const { run } = job.stepOptions();
    const result = await job.step('validate-data', { run: { ...run, eventName: 'pull_request_review' } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'pass', findings: '0' } });
    pull = await scene.pushToPull(pull, { 'README.md': 'words' });
    expect((await (await judge(pull)).step('validate-data')).exitCode).toBe(1);
  });

  it('are not passed where the token may not read reviews: the finding says which permission to add', async () => {
    const result = await (await judge(pull, { contents: 'read' })).step('validate-data');
    expect(result.exitCode).toBe(1);
    expect(result.annotations[0]?.message).toContain('`pull-requests: read`');
  });

  it('ask nobody where there are none', async () => {
    const other = await scene.openPull('words', { 'README.md': 'words' });
    const before = scene.github.requests.length;
    const result = await (await judge(other)).step('validate-data');
    expect(result).toMatchObject({ exitCode: 0, outputs: { outcome: 'pass' } });
    expect(scene.github.requests.slice(before).filter(({ path }) => path.includes('/reviews'))).toEqual([]);
  });
});

describe('a pull request that renames the file', () => {
  const renamed = (rows: string) => ({
    'data/rows-2.csv': rows,
    'data/rows.csv': null,
    'assay.yml': CONTRACT.replaceAll('data/rows.csv', 'data/rows-2.csv'),
  });

  it('is held where it changes labels too: they are compared with the file that the base names', async () => {
    const pull = await scene.openPull('rename', renamed(CHANGED));
    const result = await (await judge(pull)).step('validate-data');
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'fail', findings: '1' } });
    expect(result.annotations[0]).toMatchObject({ level: 'error', file: 'data/rows.contract.yml', line: 8 });
    expect(result.annotations[0]?.message).toContain('2 labels changed, and nobody has approved');
    await review(pull, 'octocat', 'APPROVE');
    expect((await (await judge(pull)).step('validate-data')).exitCode).toBe(0);
  });

  it('asks nobody where the labels are as they were', async () => {
    const pull = await scene.openPull('rename-alone', renamed(ROWS));
    expect((await (await judge(pull)).step('validate-data')).exitCode).toBe(0);
  });
});

describe('labels that the base does not have', () => {
  it('hold a pull request, until somebody approves its last commit', async () => {
    const pull = await scene.openPull('another', {
      'data/rows-2.csv': CHANGED,
      'assay.yml': CONTRACT.replaceAll('data/rows.csv', 'data/rows-2.csv').replace(
        /^( {2})rows:/m,
        '$1other:',
      ),
    });
    const result = await (await judge(pull)).step('validate-data');
    expect(result).toMatchObject({ exitCode: 1, outputs: { outcome: 'fail', findings: '1' } });
    expect(result.annotations[0]?.message).toContain('names no data set "other"');
    await review(pull, 'octocat', 'APPROVE');
    expect((await (await judge(pull)).step('validate-data')).exitCode).toBe(0);
  });
});

it('asks GitHub for what it describes', () => {
  expect(unexpected(scene.github)).toEqual([]);
});
