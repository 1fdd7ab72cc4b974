import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../../harness/index.ts';
import { type Pull, unexpected } from '../../integration/scene/job.ts';
import { root } from '../../integration/scene/release.ts';
import { parts, taxiTips, type WorkflowScene } from './scene.ts';

describe.runIf(parts.act.available && parts.python.available)('the workflows of taxi-tips', () => {
  let taxi: WorkflowScene;
  beforeAll(async () => {
    taxi = await taxiTips();
  });
  afterAll(() => taxi?.scene.close());

  it('record a push to main: the record, the predictions', async () => {
    const ran = await taxi.push();
    expect(ran.exitCode, ran.log).toBe(0);
    expect([...ran.jobs.keys()]).toEqual(['assay/judge', 'assay/record']);
    expect(ran.permissions).toEqual(
      new Map([
        ['assay/judge', { contents: 'read' }],
        ['assay/record', { contents: 'write' }],
      ]),
    );
    const report = ran.jobs.get('assay/record')?.steps.find(({ id }) => id === 'report');
    expect(report?.outputs).toMatchObject({ recorded: 'true', verdict: 'pass' });
    expect(report?.summary).toContain('tip-predictor');
    const { git, repository } = taxi.scene.github;
    const sha = await taxi.scene.colleague.sha('main');
    const files = await git.run(repository, 'ls-tree', '-r', '--name-only', 'assay-ledger');
    expect(files).toContain(`runs/tip-predictor/${sha.slice(0, 2)}/${sha}.json`);
    const refs = await git.run(repository, 'for-each-ref', '--format=%(refname)', 'refs/assay/');
    expect(refs).toMatch(/^refs\/assay\/predictions\/[0-9a-f]{64}$/m);
  });

  it('judge a pull request without a token that writes, and comment on it without its code', async () => {
    const pull = await openChange('worse');
    const ran = await taxi.pullRequest(pull);
    expect(ran.exitCode, ran.log).toBe(1);
    expect(ran.permissions).toEqual(
      new Map([
        ['assay/judge', { contents: 'read', 'pull-requests': 'read' }],
        ['assay/comment', { 'pull-requests': 'write' }],
      ]),
    );
    expect(ran.jobs.get('assay/judge')).toMatchObject({ result: 'failure' });
    expect(ran.jobs.get('assay/comment')).toMatchObject({ result: 'success' });
    const comments = await taxi.scene.github.comments(pull.number);
    expect(comments).toHaveLength(1);
    const [comment] = comments;
    expect(comment?.user.login).toBe('github-actions[bot]');
    expect(comment?.body).toContain(pull.head.slice(0, 7));
    expect(comment?.body).toMatch(/\/artifacts\/\d+/);
    const cells = renderGfm(comment?.body ?? '')
      .rows.flat()
      .join(' ');
    expect(cells).toContain('payment_type=No Charge');
  });

  it('send GitHub nothing that it does not describe', () => {
    expect(unexpected(taxi.scene.github)).toEqual([]);
    expect(taxi.scene.github.responseViolations).toEqual([]);
  });

  /** The pull request of the demo. */
  async function openChange(name: string): Promise<Pull> {
    const { colleague } = taxi.scene;
    await colleague.git('apply', join(root, 'scripts/demo/changes', name, 'change.patch'));
    const changed = (await colleague.git('diff', '--name-only')).split('\n');
    const files = changed.map((path) => [path, readFileSync(join(colleague.path, path), 'utf8')]);
    await colleague.git('checkout', '--quiet', '.');
    return taxi.scene.openPull(name, Object.fromEntries(files));
  }
});
