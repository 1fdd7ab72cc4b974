import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RanWorkflow } from '../../harness/index.ts';
import { unexpected } from '../../integration/scene/job.ts';
import { caller, parts, tiny, type WorkflowScene } from './scene.ts';

const folder = 'models/tiny';
const inputs = { 'working-directory': folder };
const PULL = 'pull-request';

const onPull = (more: Record<string, string | boolean> = {}) =>
  caller('pull_request', PULL, { contents: 'read', 'pull-requests': 'write' }, { ...inputs, ...more });

describe.runIf(parts.act.available)('a pull request that is not trusted', () => {
  let tree: WorkflowScene;
  let record: string;

  beforeAll(async () => {
    const main = caller('push', 'main', { contents: 'write' }, inputs);
    tree = await tiny({ main, [PULL]: onPull() }, { folder });
    const ran = await tree.push();
    expect(ran.exitCode, ran.log).toBe(0);
    const sha = await tree.scene.colleague.sha('main');
    record = await tree.scene.github.git.run(
      tree.scene.github.repository,
      'show',
      `assay-ledger:runs/tiny/${sha.slice(0, 2)}/${sha}.json`,
    );
  });
  afterAll(() => tree?.scene.close());

  const reportOf = (ran: RanWorkflow) =>
    ran.jobs.get('assay/comment')?.steps.find(({ id }) => id === 'report');

  it('from a fork, is judged all the same; its report is in the job summary', async () => {
    const pull = await tree.scene.openPull('fork', { [`${folder}/params.json`]: '{"noise": 0.8}' });
    const ran = await tree.pullRequest({ ...pull, repository: 'stranger/models' });
    expect(ran.exitCode, ran.log).toBe(0);
    expect(reportOf(ran)?.summary).toContain('tiny');
    expect(ran.log).toContain('whose token cannot comment: the report is in the job summary');
    expect(await tree.scene.github.comments(pull.number)).toEqual([]);
  });

  it('whose training fails, is told so', async () => {
    const pull = await tree.scene.openPull('broken', { [`${folder}/train.mjs`]: 'process.exit(3)' });
    const ran = await tree.pullRequest(pull);
    expect(ran.jobs.get('assay/judge')?.result).toBe('failure');
    const [comment] = await tree.scene.github.comments(pull.number);
    expect(comment?.body).toContain('training failed');
  });

  it('of which there is no record, has no comment, and the judging job says why', async () => {
    const pull = await tree.scene.openPull('unreadable', { [`${folder}/assay.yml`]: 'assay: 2' });
    const ran = await tree.pullRequest(pull);
    expect([...ran.jobs.keys()]).toEqual(['assay/judge']);
    expect(ran.log).toContain('assay.yml:1:8');
    expect(await tree.scene.github.comments(pull.number)).toEqual([]);
  });

  it('that brings a record of its own making, of another commit or not a record at all, gets no comment', async () => {
    const forged = JSON.parse(record);
    const forgeries = {
      stranger: JSON.stringify({ ...forged, source: { ...forged.source, pull: 1 } }),
      unknown: JSON.stringify({ ...forged, more: true }),
      large: JSON.stringify({ ...forged, model: 'x'.repeat(2_000_000) }),
    };
    for (const [name, text] of Object.entries(forgeries)) {
      const setup = 'mkdir .assay && cp forged .assay/run.json';
      const pull = await tree.scene.openPull(name, {
        [`${folder}/forged`]: text,
        [`.github/workflows/${PULL}.yml`]: onPull({ setup, verbs: 'none' }),
      });
      const ran = await tree.pullRequest(pull);
      expect(ran.jobs.get('assay/judge')?.result, ran.log).toBe('success');
      expect(reportOf(ran)?.result, ran.log).toBe('failure');
      expect(await tree.scene.github.comments(pull.number)).toEqual([]);
    }
  });

  it('that asks for more than the workflow is given, is not started', async () => {
    const pull = await tree.scene.openPull('greedy', {
      [`.github/workflows/${PULL}.yml`]: caller('pull_request', 'main', { contents: 'read' }),
    });
    await expect(tree.pullRequest(pull)).rejects.toThrow('the job assay/record asks for "contents: write"');
  });

  it('sends GitHub nothing that it does not describe', () => {
    expect(unexpected(tree.scene.github)).toEqual([]);
    expect(tree.scene.github.responseViolations).toEqual([]);
  });
});
