import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderGfm } from '../harness/index.ts';
import { type Job, openScene, type Pull, type Scene, unexpected } from './scene/job.ts';
import { openRelease, type VerbName } from './scene/release.ts';
import { tinyModel } from './scene/tiny-model.ts';

const ALL: readonly VerbName[] = ['validate-data', 'train', 'evaluate', 'gate', 'report'];
const noise = (value: number) => ({ 'params.json': JSON.stringify({ noise: value }) });

let scene: Scene;
let run = 0;
beforeAll(async () => {
  scene = await openScene(await openRelease(), tinyModel(1));
  await record();
});
afterAll(() => scene?.close());

function job(pull: Pull | null, options: { depth?: number; token?: string } = {}): Promise<Job> {
  run += 1;
  return scene.job({ pull, runId: run, ...options });
}

/** Plays the push to main. */
async function record(): Promise<void> {
  const results = await (await job(null)).steps(ALL);
  expect(results.report).toMatchObject({ exitCode: 0, outputs: { recorded: 'true', verdict: 'pass' } });
}

async function onlyComment(pull: Pull): Promise<{ id: number; body: string }> {
  const comments = await scene.github.comments(pull.number);
  expect(comments).toHaveLength(1);
  const [comment] = comments;
  if (comment === undefined) throw new Error('no comment');
  expect(comment.user.login).toBe('github-actions[bot]');
  return comment;
}

describe('a push to main', () => {
  it('keeps the record in the ledger, and the model and the predictions on refs of their own', async () => {
    const { git, repository } = scene.github;
    const sha = await scene.colleague.sha('main');
    const files = await git.run(repository, 'ls-tree', '-r', '--name-only', 'assay-ledger');
    expect(files).toContain(`runs/tiny/${sha.slice(0, 2)}/${sha}.json`);
    expect(await git.run(repository, 'for-each-ref', '--format=%(refname)', 'refs/assay/')).toMatch(
      /^refs\/assay\/models\/[0-9a-f]{64}\nrefs\/assay\/predictions\/[0-9a-f]{64}$/,
    );
    const kept = JSON.parse(
      await git.run(repository, 'show', `assay-ledger:runs/tiny/${sha.slice(0, 2)}/${sha}.json`),
    );
    expect(kept).toMatchObject({ assay: 'run/1', source: { commit: sha }, verdict: { outcome: 'pass' } });
  });
});

describe('a pull request', () => {
  let pull: Pull;
  let first: { id: number };

  it('that makes the model worse is failed by the gate, and told so in one comment', async () => {
    pull = await scene.openPull('worse', noise(2));
    const results = await (await job(pull)).steps(ALL);
    expect(results.evaluate).toMatchObject({ exitCode: 0 });
    expect(results.gate).toMatchObject({ exitCode: 1, outcome: 'failure', outputs: { verdict: 'fail' } });
    expect(results.gate?.annotations.some(({ level }) => level === 'error')).toBe(true);
    expect(results.report).toMatchObject({ exitCode: 0, outputs: { verdict: 'fail', recorded: 'false' } });
    const comment = await onlyComment(pull);
    first = comment;
    expect(comment.body).toContain('tiny');
    expect(comment.body).toContain(pull.head.slice(0, 7));
    expect(comment.body).toContain('paired');
    expect(results.report?.outputs['comment-url']).toContain(String(comment.id));
    const { rows } = renderGfm(comment.body);
    expect(rows.flat().join(' ')).toContain('log_loss no worse than 0.02 against base');
    // Rows that changed sides, named by their ids.
    const [, count, ids] = rows.find(([became]) => became === 'right → wrong') ?? [];
    expect(ids?.split(', ')).toHaveLength(Math.min(10, Number(count)));
    expect(ids).toMatch(/^\d+(, \d+)*$/);
  });

  it('is told of the next push in the same comment', async () => {
    pull = await scene.pushToPull(pull, noise(0.8));
    const results = await (await job(pull)).steps(ALL);
    expect(results.gate).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
    const comment = await onlyComment(pull);
    expect(comment.id).toBe(first.id);
    expect(comment.body).toContain('✅');
    expect(comment.body).toContain(pull.head.slice(0, 7));
  });

  it('is compared with the nearest recorded commit of its base, also where the checkout is shallow', async () => {
    const base = await scene.colleague.sha('main');
    for (const title of ['Words', 'More words', 'Enough'])
      await scene.pushMain(title, { 'README.md': title });
    pull = await scene.update(pull);
    for (const depth of [1, 0]) {
      const results = await (await job(pull, { depth })).steps(ALL);
      expect(results.gate?.outputs['verdict'], `depth ${depth}`).toBe('pass');
      const { body } = await onlyComment(pull);
      expect(body).toContain(base.slice(0, 7));
      expect(body).toMatch(/3 commits/);
      expect(body).toContain('paired');
    }
  });
});

describe('what is sent to GitHub', () => {
  it('is as GitHub describes it', () => {
    expect(unexpected(scene.github)).toEqual([]);
    expect(scene.github.responseViolations).toEqual([]);
  });
});
