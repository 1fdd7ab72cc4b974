import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { type Job, openScene, type Pull, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { tinyModel } from './scene/tiny-model.ts';
import { plainFolder } from './scene/workspace.ts';

let release: Release;
let scene: Scene;
let pull: Pull;
let job: Job;
let others = 0;
beforeAll(async () => {
  release = await openRelease();
  scene = await openScene(release, tinyModel(1));
  pull = await scene.openPull('topic', { 'params.json': '{"noise": 0.9}' });
  job = await scene.job({ pull, runId: 1 });
  await job.steps(['validate-data', 'train', 'evaluate', 'gate']);
});
afterAll(() => scene?.close());

/** The job as another pull request sees it, on which nothing was said. */
async function fresh(
  options: { repository?: string; token?: string } = {},
): Promise<{ job: Job; number: number }> {
  others += 1;
  const { number } = (await scene.github.openPull(`other-${others}`)) as { number: number };
  const { token, ...side } = options;
  return {
    job: job.as({ pull: { ...pull, ...side, number }, runId: number, ...(token ? { token } : {}) }),
    number,
  };
}

describe('report alone', () => {
  it('writes the report of metrics that another tool computed, without contract and token', async () => {
    const folder = plainFolder({ 'metrics.json': '{"accuracy": 0.91}' });
    await release.run('evaluate', { workspace: folder, inputs: { 'metrics-file': 'metrics.json' } });
    const result = await release.run('report', { workspace: folder });
    expect(result).toMatchObject({ exitCode: 0, problems: [], outputs: { verdict: '', 'comment-url': '' } });
    expect(result.summary).toContain('accuracy');
    expect(readText(folder, '.assay/report.html')).toMatch(/^<!doctype html>/i);
    expect(readText(folder, '.assay/report.md')).toContain('accuracy');
  });

  it('needs a record', async () => {
    const result = await release.run('report', { workspace: plainFolder({ 'a.txt': 'a' }) });
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toMatch(/no run record.*"evaluate"/s);
  });
});

describe('report on a pull request', () => {
  it('writes HTML and Markdown, uploads the one and posts the other', async () => {
    const { job: fresher, number } = await fresh();
    const result = await fresher.step('report', { inputs: { html: 'out/r.html', markdown: 'out/r.md' } });
    expect(result).toMatchObject({
      exitCode: 0,
      annotations: [],
      outputs: { html: 'out/r.html', markdown: 'out/r.md', verdict: 'pass', recorded: 'false' },
    });
    expect(result.outputs['report-url']).toMatch(/\/actions\/runs\/\d+\/artifacts\/\d+$/);
    const [comment] = await scene.github.comments(number);
    const body = readText(job.workspace, 'out/r.md');
    expect(comment?.body).toContain(body.trim());
    expect(renderGfm(comment?.body ?? '').links).toContain(result.outputs['report-url']);
    // The summary is the same report.
    expect(renderGfm(result.summary).rows[0]).toEqual(renderGfm(body).rows[0]);
  });

  it('writes to GitHub only what it is asked to', async () => {
    const { job: fresher, number } = await fresh();
    const before = scene.github.requests.length;
    const result = await fresher.step('report', { inputs: { comment: 'false', upload: 'false' } });
    expect(result).toMatchObject({ exitCode: 0, outputs: { 'comment-url': '', 'report-url': '' } });
    // Of git it may read, as what the base has for a policy.
    const asked = scene.github.requests.slice(before).filter(({ path }) => !path.includes('git-upload-pack'));
    expect(asked).toEqual([]);
    expect(await scene.github.comments(number)).toEqual([]);
  });

  it('names the line that the workflow lacks, and shows the report all the same', async () => {
    const { job: fresher } = await fresh({ token: scene.github.grant({ contents: 'read' }) });
    const result = await fresher.step('report');
    expect(result).toMatchObject({ exitCode: 1, outputs: { 'comment-url': '' } });
    expect(result.annotations.at(-1)).toMatchObject({
      level: 'error',
      message: expect.stringContaining('`pull-requests: write` under `permissions:`'),
    });
    expect(result.summary).toContain('tiny');
  });

  it('from a fork, whose token only reads, fails nothing and keeps the report in the summary', async () => {
    const token = scene.github.grant({ contents: 'read', 'pull-requests': 'read' });
    const { job: fresher, number } = await fresh({ repository: 'stranger/models', token });
    const result = await fresher.step('report');
    expect(result).toMatchObject({ exitCode: 0, outputs: { 'comment-url': '' } });
    expect(result.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('fork') }),
    );
    expect(result.summary).toContain('tiny');
    expect(await scene.github.comments(number)).toEqual([]);
  });

  it('leaves what others wrote alone, also where it carries our marker', async () => {
    const { job: fresher, number } = await fresh();
    await fresher.step('report');
    const [own] = await scene.github.comments(number);
    const stranger = scene.github.grant({ issues: 'write' }, 'stranger');
    await scene.github.comment(number, own?.body ?? '', stranger);
    await scene.github.comment(number, 'nice', stranger);
    expect(await fresher.as({ runAttempt: 2 }).step('report')).toMatchObject({ exitCode: 0 });
    const logins = (await scene.github.comments(number)).map(({ user }) => user.login);
    expect(logins).toEqual(['github-actions[bot]', 'stranger', 'stranger']);
  });

  it('started by hand for a branch comments on the open pull request of its commit, where it may', async () => {
    const { number, branch, head } = pull;
    const ref = `refs/heads/${branch}`;
    const byHand = (token: string) => {
      const { run, ...rest } = job.stepOptions();
      const event = { ref, inputs: {}, repository: { default_branch: 'main' } };
      const github = { url: scene.github.url, token };
      return { ...rest, github, event, run: { ...run, eventName: 'workflow_dispatch', ref, sha: head } };
    };
    const set = (state: string) =>
      scene.github.call('PATCH', `/repos/${scene.github.repository}/pulls/${number}`, { state });
    const writes = scene.github.grant({ 'pull-requests': 'write' });

    const silent = await job.step('report', byHand(scene.github.grant({ contents: 'read' })));
    expect(silent).toMatchObject({ exitCode: 0, outputs: { 'comment-url': '' } });
    expect(silent.annotations).toContainEqual(
      expect.objectContaining({ level: 'warning', message: expect.stringContaining('no comment: ') }),
    );
    await set('closed');
    expect(await job.step('report', byHand(writes))).toMatchObject({
      exitCode: 0,
      annotations: [],
      outputs: { 'comment-url': '' },
    });
    await set('open');
    expect(await scene.github.comments(number)).toEqual([]);

    const result = await job.step('report', byHand(writes));
    expect(result).toMatchObject({ exitCode: 0, annotations: [] });
    expect(result.outputs['comment-url']).toMatch(new RegExp(`/${number}#issuecomment-\\d+$`));
    expect(await scene.github.comments(number)).toHaveLength(1);
  });

  it('says of a token that GitHub does not know that it is the token', async () => {
    const { job: fresher } = await fresh({ token: 'token-that-has-expired' });
    const result = await fresher.step('report');
    expect(result.exitCode).toBe(1);
    expect(result.annotations.at(-1)?.message).toContain('valid token');
  });

  it('shows what the record lacks where a step before it failed', async () => {
    const broken = await scene.job({ pull, runId: 2 });
    writeFileSync(join(broken.workspace, 'train.mjs'), 'process.exit(3);\n');
    const results = await broken.steps(['validate-data', 'train', 'evaluate', 'gate', 'report']);
    expect(results.train).toMatchObject({ exitCode: 1, outputs: { outcome: 'failed' } });
    expect(results.evaluate).toBeUndefined();
    expect(results.report).toMatchObject({ exitCode: 0 });
    expect(results.report?.outputs['verdict']).not.toBe('pass');
    const [comment] = await scene.github.comments(pull.number);
    expect(comment?.body).toMatch(/training.*failed|failed.*training/is);
  });

  it('sends nothing that GitHub would not take', () => {
    expect(unexpected(scene.github)).toEqual([]);
    expect(scene.github.responseViolations).toEqual([]);
  });
});
