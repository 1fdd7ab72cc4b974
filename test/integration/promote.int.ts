import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Gto, gtoPart, type MlflowServer, mlflowPart } from '../harness/index.ts';
import { type Job, openScene, type Scene } from './scene/job.ts';
import { openRelease, type Release, readText } from './scene/release.ts';
import { CONTRACT, tinyModel } from './scene/tiny-model.ts';

const MODEL = /^model: (.*)$/m.exec(CONTRACT)?.[1] ?? '';
const CONTRACT_WITH_STAGE = `${CONTRACT}promote: {stage: production}\n`;
// Better by enough that it passes against its predecessor.
const better = { 'params.json': '{"noise": 0.5}' };

let release: Release;
let scene: Scene;
beforeAll(async () => {
  release = await openRelease();
});
afterEach(() => scene?.close());

/** The push to main whose commit was trained, judged and recorded. */
async function recorded(runId = 1): Promise<Job> {
  const job = await scene.job({ pull: null, runId });
  const results = await job.steps(['train', 'evaluate', 'gate', 'report']);
  expect(results.report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', recorded: 'true' } });
  return job;
}

async function begin(): Promise<Job> {
  scene = await openScene(release, tinyModel(1, { 'assay.yml': CONTRACT_WITH_STAGE }));
  return recorded();
}

/** A later job with nothing but a shallow checkout. */
const laterJob = (runId: number) => scene.job({ pull: null, runId });

describe('promote', () => {
  it('registers a version and gives it the stage, from a shallow checkout without the model; twice is once', async () => {
    await begin();
    const job = await laterJob(2);
    const first = await job.step('promote');
    expect(first).toMatchObject({
      exitCode: 0,
      problems: [],
      outputs: {
        version: 'v0.0.1',
        tag: `${MODEL}@v0.0.1`,
        'stage-tag': `${MODEL}#production#1`,
        commit: await scene.colleague.sha('main'),
        'model-digest': expect.stringMatching(/^sha256:/),
        registered: 'true',
      },
    });
    const again = await (await laterJob(3)).step('promote');
    expect(again).toMatchObject({ exitCode: 0, outputs: { ...first.outputs, registered: 'false' } });
    await scene.colleague.git('fetch', '--quiet', '--tags', 'origin');
    expect((await scene.colleague.git('tag', '--list')).split('\n')).toHaveLength(2);
    const shown = await scene.colleague.git('show', '--no-patch', `${MODEL}@v0.0.1`);
    expect(shown).toContain(`Model: ${first.outputs['model-digest']}`);
    expect(shown).toMatch(/^Approved-by: /m);
    expect(shown).toMatch(/^Run: http.*\/actions\/runs\/2$/m);
    expect(shown).toMatch(/^ {2}roc_auc 0\.\d+ \[0\.\d+, \d/m);
  });

  it('refuses one changed byte, another policy, and a commit that was not recorded', async () => {
    const job = await begin();
    const model = join(job.workspace, 'model/model.json');
    const bytes = readText(model);
    writeFileSync(model, bytes.replace('1', '2'));
    const says = async (what: RegExp, step = job.step('promote')) => {
      const result = await step;
      expect(result.exitCode).toBe(1);
      expect(result.annotations.at(-1)?.message).toMatch(what);
      expect(result.unmasked).not.toMatch(/^ {4}at /m);
    };
    await says(/model changed after the model was recorded.*assay run --record-base/s);
    writeFileSync(model, bytes);
    // What counts is the default branch's policy by then, not the one that lies here.
    await scene.pushMain('Unrecorded', { 'assay.yml': CONTRACT_WITH_STAGE.replace('0.8}', '0.1}') });
    await says(/judged under another policy/);
    await says(/no record of .*"report"/s, (await laterJob(4)).step('promote'));
    await scene.colleague.git('fetch', '--quiet', '--tags', 'origin');
    expect(await scene.colleague.git('tag', '--list')).toBe('');
  });

  it('does not run for a pull request, nor without the permission to push', async () => {
    await begin();
    const pull = await scene.openPull('topic', better);
    const untrusted = await (await scene.job({ pull, runId: 5 })).step('promote');
    expect(untrusted.annotations.at(-1)?.message).toMatch(/pull_request.*default branch/s);
    const token = scene.github.grant({ contents: 'read' });
    const refused = await (await scene.job({ pull: null, runId: 6, token })).step('promote');
    expect(refused.exitCode).toBe(1);
    expect(refused.annotations.at(-1)?.message).toContain('`contents: write`');
  });
});

describe('promote, as gto reads it', () => {
  let gto: Gto;
  beforeAll(async () => {
    const part = await gtoPart();
    if (!part.available) throw new Error(part.why);
    gto = part;
  });
  const ask = async (...args: string[]) => {
    await scene.colleague.git('fetch', '--quiet', '--tags', 'origin');
    return gto.json(scene.colleague.path, ...args);
  };
  const state = (version: string, production: string) => ({
    [MODEL]: { version, stage: { production }, registered: true, active: true },
  });

  it('shows versions and stages, the history, and what a tag is; also where an older one comes back', async () => {
    await begin();
    const first = await (await laterJob(2)).step('promote');
    expect(await ask('show')).toEqual(state('v0.0.1', 'v0.0.1'));
    await scene.pushMain('Better', better);
    const second = await (await recorded(3)).step('promote', { inputs: { bump: 'minor' } });
    expect(second.outputs).toMatchObject({ version: 'v0.1.0', 'stage-tag': `${MODEL}#production#2` });
    expect(await ask('show')).toEqual(state('v0.1.0', 'v0.1.0'));

    const commit = first.outputs['commit'] ?? '';
    const back = await (await laterJob(4)).step('promote', { inputs: { commit } });
    expect(back.outputs).toMatchObject({ version: 'v0.0.1', registered: 'false' });
    expect(await ask('show')).toEqual(state('v0.1.0', 'v0.0.1'));

    // Newest first.
    const history = (await ask('history', MODEL)) as { event: string; version: string; ref: string }[];
    expect(history.map(({ event, version, ref }) => [event, version, ref])).toEqual([
      ['assignment', 'v0.0.1', `${MODEL}#production#3`],
      ['assignment', 'v0.1.0', `${MODEL}#production#2`],
      ['registration', 'v0.1.0', `${MODEL}@v0.1.0`],
      ['assignment', 'v0.0.1', `${MODEL}#production#1`],
      ['registration', 'v0.0.1', `${MODEL}@v0.0.1`],
    ]);
    expect(await ask('check-ref', `${MODEL}@v0.1.0`)).toMatchObject({
      event: 'registration',
      version: 'v0.1.0',
      commit_hexsha: second.outputs['commit'],
      message: expect.stringContaining(`Model: ${second.outputs['model-digest']}`),
    });
    expect(await ask('check-ref', `${MODEL}#production#3`)).toMatchObject({
      event: 'assignment',
      stage: 'production',
      version: 'v0.0.1',
    });
  });
});

describe('promote, as MLflow shows it', () => {
  let server: MlflowServer;
  beforeAll(async () => {
    const part = await mlflowPart();
    if (!part.available) throw new Error(part.why);
    server = await part.start();
  });
  afterAll(() => server?.close());

  /** All that MLflow's own client sees of a model. */
  const seen = (name: string) =>
    server.ask(`
experiment = client.get_experiment_by_name('${name}')
answer = dict(
  runs=[dict(id=r.info.run_id, status=r.info.status, metrics=r.data.metrics, params=r.data.params, tags=r.data.tags,
             inputs=[i.dataset.name for i in r.inputs.dataset_inputs]) for r in client.search_runs([experiment.experiment_id])],
  versions=[dict(version=int(v.version), run=v.run_id, status=v.status, tags=v.tags)
            for v in client.search_model_versions("name='${name}'")],
  aliases=client.get_registered_model('${name}').aliases)`) as Promise<{
      runs: { id: string; status: string; metrics: Record<string, number>; tags: Record<string, string> }[];
      versions: { version: number; run: string; status: string; tags: Record<string, string> }[];
      aliases: Record<string, string>;
    }>;

  const contractFor = (name: string) =>
    `${CONTRACT}promote:
  stage: eu/production
  mlflow: {experiment: ${name}, registered-model: ${name}}
`;

  it('run, metrics with intervals, parameters, version and alias; twice is once; the alias moves on, and back', async () => {
    scene = await openScene(release, tinyModel(1, { 'assay.yml': contractFor('shown') }));
    const job = await recorded();
    const env = { MLFLOW_TRACKING_URI: server.url };
    const first = await job.step('promote', { env });
    expect(first).toMatchObject({ exitCode: 0, outputs: { version: 'v0.0.1' } });
    await (await laterJob(2)).step('promote', { env });
    const record = JSON.parse(readText(job.workspace, '.assay/run.json'));
    const auc = record.evaluation.metrics.find(
      (one: { metric: string; slice: string | null }) => one.metric === 'roc_auc' && one.slice === null,
    );
    const one = await seen('shown');
    expect(one.runs).toMatchObject([
      {
        status: 'FINISHED',
        params: { noise: '1' },
        metrics: {
          roc_auc: expect.closeTo(auc.value, 12),
          'roc_auc.low': expect.closeTo(auc.low, 12),
          'roc_auc.high': expect.closeTo(auc.high, 12),
          'train.loss': 0.1,
        },
        tags: { 'assay.record': record.id, 'assay.commit': first.outputs['commit'] },
        inputs: ['out/predictions.csv'],
      },
    ]);
    expect(one.versions).toMatchObject([
      {
        version: 1,
        run: one.runs[0]?.id,
        status: 'READY',
        tags: {
          'assay.version': 'v0.0.1',
          'assay.tag': `${MODEL}@v0.0.1`,
          'assay.artifact': first.outputs['model-digest'],
        },
      },
    ]);
    expect(one.aliases).toEqual({ 'eu-production': '1' });

    await scene.pushMain('Better', better);
    const second = await (await recorded(3)).step('promote', { env });
    expect(second).toMatchObject({ exitCode: 0, outputs: { version: 'v0.0.2' } });
    const two = await seen('shown');
    expect(two.versions.map(({ tags }) => tags['assay.version']).toSorted()).toEqual(['v0.0.1', 'v0.0.2']);
    expect(two.aliases).toEqual({ 'eu-production': '2' });

    const { github } = scene;
    await github.call('PUT', `/repos/${github.repository}/environments/production`, {});
    const token = github.grant({ contents: 'write', deployments: 'write', actions: 'read' });
    const later = (runId: number) => scene.job({ pull: null, runId, token });
    const command = 'true';
    for (const [i, version] of ['v0.0.1', 'v0.0.2'].entries())
      await (await later(5 + i)).step('deploy', { inputs: { command, version } });
    const back = await (await later(7)).step('rollback', { env, inputs: { command } });
    expect(back).toMatchObject({ exitCode: 0, outputs: { 'in-service': 'v0.0.1' } });
    expect((await seen('shown')).aliases).toEqual({ 'eu-production': '1' });
  });

  it('a mirror that fails leaves the version in git; running again mends it, two at once too', async () => {
    scene = await openScene(release, tinyModel(1, { 'assay.yml': contractFor('mended') }));
    await recorded();
    const secret = 'mlflow-canary-password';
    const gone = { MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: secret };
    const down = await (await laterJob(2)).step('promote', {
      inputs: { 'mlflow-tracking-uri': 'http://127.0.0.1:9' },
      env: gone,
    });
    expect(down).toMatchObject({ exitCode: 1, outputs: { version: 'v0.0.1', registered: 'true' } });
    expect(down.annotations.at(-1)?.message).toMatch(/version stands in git; run again to mend the mirror/);
    expect(down.unmasked).not.toContain(secret);
    expect(down.unmasked).not.toContain(Buffer.from(`ada:${secret}`).toString('base64'));

    const inputs = { 'mlflow-tracking-uri': server.url };
    const [left, right] = await Promise.all([laterJob(3), laterJob(4)]);
    const mended = await Promise.all([left, right].map((job) => job.step('promote', { inputs })));
    expect(mended.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    const { runs, versions, aliases } = await seen('mended');
    expect(runs).toHaveLength(1);
    expect(versions).toMatchObject([{ run: runs[0]?.id, tags: { 'assay.version': 'v0.0.1' } }]);
    expect(aliases).toEqual({ 'eu-production': String(versions[0]?.version) });
  });
});
