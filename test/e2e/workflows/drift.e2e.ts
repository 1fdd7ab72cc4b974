import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RanWorkflow } from '../../harness/index.ts';
import { unexpected } from '../../integration/scene/job.ts';
import { CONTRACT } from '../../integration/scene/tiny-model.ts';
import { caller, parts, tiny, type WorkflowScene } from './scene.ts';

const BRANCH = 'assay/retrain-tiny';
const KEY = 'sesame=open=';

/** Rows of two kinds, as many of each; of a batch, as given. */
const rows = (first: number, count: number, kind: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => `${first + i},${kind(i)},${(i % 7) / 4}\n`).join('');

// What a batch is asked for with is a secret; on the 1st and the 2nd of May all rows are of one kind.
const FETCH = `
import { mkdirSync, writeFileSync } from 'node:fs';
const { ASSAY_DATE, LAKE_KEY } = process.env;
if (LAKE_KEY !== '${KEY}') throw new Error('wrong key: ' + LAKE_KEY);
const day = Number(ASSAY_DATE.slice(-2));
const kind = (i) => ASSAY_DATE.startsWith('2026-05') ? 'b' : 'aabb'[i % 4];
const rows = Array.from({ length: 3000 }, (_, i) => [100000 * day + i, kind(i), (i % 7) / 4].join(','));
mkdirSync('incoming', { recursive: true });
writeFileSync('incoming/' + ASSAY_DATE + '.csv', ['id,kind,amount', ...rows, ''].join('\\n'));
`;

const WATCHED = `${CONTRACT}
drift:
  daily: {current: 'incoming/{{ date }}.csv', reference: data/rows.csv, columns: [kind, amount]}
retrain:
  changes: [{path: data/rows.csv, append: 'incoming/{{ date }}.csv'}]
`;

const PERMISSIONS = { contents: 'write', 'pull-requests': 'write', actions: 'write' } as const;
const INPUTS = { setup: 'node fetch.mjs', 'training-setup': '', date: `\${{ inputs.date }}` };
const SECRETS = { environment: `LAKE_KEY=\${{ secrets.LAKE_KEY }}\n`, token: `\${{ secrets.TOKEN }}` };

describe.runIf(parts.act.available)('a model that is watched', () => {
  let tree: WorkflowScene;

  beforeAll(async () => {
    const byHand = { workflow_dispatch: { inputs: { date: { type: 'string' } } } };
    const main = caller('push', 'main', { contents: 'write' });
    const pull = caller({ pull_request: {}, workflow_dispatch: {} }, 'pull-request', {
      contents: 'read',
      'pull-requests': 'write',
    });
    const drift = caller(byHand, 'drift', PERMISSIONS, INPUTS, SECRETS);
    const retrain = caller(byHand, 'retrain', PERMISSIONS, { ...INPUTS, force: true }, SECRETS);
    const files = {
      '.gitignore': '.assay/\nmodel/\nout/\nmetrics.json\nincoming/\n',
      'assay.yml': WATCHED,
      'fetch.mjs': FETCH,
      'data/rows.csv': `id,kind,amount\n${rows(0, 3000, (i) => 'aabb'.charAt(i % 4))}`,
    };
    tree = await tiny({ main, 'pull-request': pull, drift, retrain }, { files });
    const ran = await tree.push();
    expect(ran.exitCode, ran.log).toBe(0);
  });
  afterAll(() => tree?.scene.close());

  const check = (date: string, secrets: Record<string, string> = {}, workflow = 'drift.yml') =>
    tree.dispatch(workflow, { date }, { secrets: { LAKE_KEY: KEY, ...secrets } });
  const outputs = (ran: RanWorkflow, job: string, step: string) =>
    ran.jobs.get(job)?.steps.find(({ id }) => id === step)?.outputs;
  const pulls = () =>
    tree.scene.github.call('GET', `/repos/${tree.scene.github.repository}/pulls?state=all`) as Promise<
      { number: number; body: string; user: { login: string }; head: { ref: string; sha: string } }[]
    >;

  it('is left alone where nothing drifts', async () => {
    const ran = await check('2026-04-30');
    expect(ran.exitCode, ran.log).toBe(0);
    expect([...ran.jobs.keys()]).toEqual(['assay/check']);
    expect(outputs(ran, 'assay/check', 'check')).toMatchObject({ outcome: 'none' });
    expect(ran.permissions.get('assay/check')).toEqual({ contents: 'write' });
    expect(ran.log).not.toContain(KEY);
  });

  it('is retrained where it drifts: one pull request, whose checks are started', async () => {
    const ran = await check('2026-05-01');
    expect(ran.exitCode, ran.log).toBe(0);
    expect(outputs(ran, 'assay/check', 'check')).toMatchObject({ outcome: 'drift', columns: 'kind' });
    expect(ran.permissions.get('assay/retrain')).toEqual(PERMISSIONS);
    expect(outputs(ran, 'assay/retrain', 'retrain')).toMatchObject({ outcome: 'opened', branch: BRANCH });
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    expect(pull).toMatchObject({ user: { login: 'github-actions[bot]' }, head: { ref: BRANCH } });
    expect(pull?.body).toContain('kind');
    const { events } = tree.scene.github;
    const started = events.find(({ event }) => event === 'workflow_dispatch');
    expect(started).toMatchObject({ ref: `refs/heads/${BRANCH}`, sha: pull?.head.sha });
    expect(started?.workflow).toContain('pull-request.yml');

    const judged = await tree.dispatched('pull-request.yml', BRANCH);
    expect(judged.exitCode, judged.log).toBe(0);
    const report = judged.jobs.get('assay/comment')?.steps.find(({ id }) => id === 'report');
    expect(report?.outputs['verdict']).toBe('pass');
    expect(report?.summary).toContain(pull?.head.sha.slice(0, 7));
    expect(await tree.scene.github.comments(Number(pull?.number))).toHaveLength(1);
  });

  it('is brought up to date by the next day, in the same pull request', async () => {
    const [before] = await pulls();
    const ran = await check('2026-05-02');
    expect(outputs(ran, 'assay/retrain', 'retrain'), ran.log).toMatchObject({ outcome: 'updated' });
    const [pull, ...others] = await pulls();
    expect(others).toEqual([]);
    expect(pull?.head.sha).not.toBe(before?.head.sha);
  });

  it("is retrained by hand with a token of a person, whose pull request is like anybody's", async () => {
    const { github } = tree.scene;
    const [pull] = await pulls();
    await github.call('PATCH', `/repos/${github.repository}/pulls/${pull?.number}`, { state: 'closed' });
    await github.git.run(github.repository, 'update-ref', '-d', `refs/heads/${BRANCH}`);
    const TOKEN = github.grant({ contents: 'write', 'pull-requests': 'write', actions: 'read' }, 'octo-org');
    const ran = await check('2026-05-02', { TOKEN }, 'retrain.yml');
    expect(ran.exitCode, ran.log).toBe(0);
    expect(outputs(ran, 'assay/retrain', 'retrain'), ran.log).toMatchObject({ outcome: 'opened' });
    const made = (await pulls()).find(({ number }) => number !== pull?.number);
    expect(made?.user.login).toBe('octo-org');
    const opened = github.events.filter(
      ({ event, number }) => event === 'pull_request' && number === made?.number,
    );
    expect(opened).toEqual([expect.objectContaining({ action: 'opened' })]);
    expect(opened[0]).not.toHaveProperty('held');
    expect(ran.log).not.toContain(TOKEN);
  });

  it('sends GitHub nothing that it does not describe', () => {
    expect(unexpected(tree.scene.github)).toEqual([]);
    expect(tree.scene.github.responseViolations).toEqual([]);
  });
});
