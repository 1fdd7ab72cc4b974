import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../harness/github/openapi/json-schema.ts';
import type { RanWorkflow } from '../../harness/index.ts';
import { unexpected } from '../../integration/scene/job.ts';
import { parts, taxiTips, type WorkflowScene } from './scene.ts';
import { type ServedModel, serveExample } from './service.ts';

const RETRAINING = 'assay/retrain-tip-predictor';

describe.runIf(parts.act.available && parts.python.available)('the life of a model', () => {
  let taxi: WorkflowScene;
  let service: ServedModel;

  beforeAll(async () => {
    taxi = await taxiTips();
    if (parts.python.available) service = await serveExample(parts.python.python);
    const { github } = taxi.scene;
    await github.call('PUT', `/repos/${github.repository}/environments/production`, {});
    const ran = await taxi.push();
    expect(ran.exitCode, ran.log).toBe(0);
  });
  afterAll(async () => {
    service?.close();
    await taxi?.scene.close();
  });

  const git = (...args: string[]) => taxi.scene.github.git.run(taxi.scene.github.repository, ...args);
  const tags = async () => (await git('tag', '--list')).split('\n').filter((tag) => tag !== '');
  const ledger = async (path: string) => JSON.parse(await git('show', `assay-ledger:${path}`));
  const retraining = async (state = 'all') => {
    const { github } = taxi.scene;
    const pulls = await github.call('GET', `/repos/${github.repository}/pulls?state=${state}`);
    const [pull, ...others] = pulls as {
      number: number;
      title: string;
      body: string;
      head: { sha: string };
    }[];
    if (pull === undefined || others.length > 0)
      throw new Error(`${others.length} more pull requests than one`);
    return pull;
  };
  const outputs = (ran: RanWorkflow, job: string, step: string) =>
    ran.jobs.get(job)?.steps.find(({ id }) => id === step)?.outputs;

  it('begins with a version: promoted by hand, from what the push to main kept', async () => {
    const ran = await taxi.dispatch('promote.yml');
    expect(ran.exitCode, ran.log).toBe(0);
    expect(ran.permissions).toEqual(new Map([['assay/promote', { contents: 'write' }]]));
    expect(outputs(ran, 'assay/promote', 'promote')).toMatchObject({
      version: 'v0.0.1',
      tag: 'tip-predictor@v0.0.1',
      registered: 'true',
    });
    expect(await tags()).toEqual(['tip-predictor#production#1', 'tip-predictor@v0.0.1']);
    const version = await ledger('versions/tip-predictor/v0.0.1.json');
    expect(version).toMatchObject({ commit: await taxi.scene.colleague.sha('main'), paths: ['model'] });
    expect(await git('for-each-ref', '--format=%(refname)', 'refs/assay/models')).toContain(
      version.artifact.replace('sha256:', 'refs/assay/models/'),
    );
  });

  it('reaches production when a release is published, with secrets that no log shows', async () => {
    const secrets = { ...service.environment };
    const ran = await taxi.release('tip-predictor@v0.0.1', { secrets });
    expect(ran.exitCode, ran.log).toBe(0);
    expect(outputs(ran, 'assay/deploy', 'deploy')).toMatchObject({
      outcome: 'healthy',
      'in-service': 'v0.0.1',
    });
    expect(await service.version()).toBe('v0.0.1');
    const { github } = taxi.scene;
    const deployments = (await github.call('GET', `/repos/${github.repository}/deployments`)) as JsonObject[];
    expect(deployments).toHaveLength(1);
    expect(deployments[0]).toMatchObject({ environment: 'production' });
    expect(ran.log).not.toContain(secrets.RELEASES);
  });

  it('does not go back where there is no version to go back to, and says so', async () => {
    const secrets = { ...service.environment };
    const ran = await taxi.dispatch('release.yml', { rollback: 'true' }, { secrets });
    expect(ran.exitCode).toBe(1);
    expect(ran.jobs.get('assay/deploy')?.steps.find(({ id }) => id === 'rollback')?.result).toBe('failure');
    expect(await service.version()).toBe('v0.0.1');
  });

  it('is watched: it catches up with 141 days, of which the last raises an alarm, and is to be retrained', async () => {
    const ran = await taxi.dispatch('drift.yml', { date: '2015-01-01..2015-05-21' });
    expect(ran.exitCode, ran.log).toBe(0);
    expect(outputs(ran, 'assay/check', 'check'), ran.log).toMatchObject({
      outcome: 'drift',
      columns: 'payment_type',
      since: '2015-05-21',
    });
    expect(await ledger('drift/tip-predictor/daily.json')).toMatchObject({
      alarm: { since: '2015-05-21', columns: ['payment_type'] },
    });
    expect(outputs(ran, 'assay/retrain', 'retrain')).toMatchObject({ outcome: 'opened', branch: RETRAINING });
    const pull = await retraining();
    expect(pull.title).toContain('drifted since 2015-05-21');
    for (const told of [
      'payment_type',
      'On the new data (incoming/&#42;.csv)',
      'On the old data (data/trips.csv)',
    ])
      expect(pull.body).toContain(told);
    expect(taxi.scene.github.events.find(({ event }) => event === 'workflow_dispatch')).toMatchObject({
      ref: `refs/heads/${RETRAINING}`,
      sha: pull.head.sha,
    });
  });

  it('has its retraining judged like any other change', async () => {
    const { head, number } = await retraining();
    const judged = await taxi.dispatched('pull-request.yml', RETRAINING);
    expect(judged.exitCode, judged.log).toBe(0);
    const report = judged.jobs.get('assay/comment')?.steps.find(({ id }) => id === 'report');
    expect(report?.outputs['verdict']).toBe('pass');
    expect(report?.summary).toContain(head.sha.slice(0, 7));
    const [comment, ...others] = await taxi.scene.github.comments(number);
    expect(others).toEqual([]);
    expect(comment?.user.login).toBe('github-actions[bot]');
    expect(comment?.body).toContain(head.sha.slice(0, 7));
  });

  it('is replaced once that is merged, promoted and released', async () => {
    const { github, colleague } = taxi.scene;
    const { number } = await retraining();
    await github.call('PUT', `/repos/${github.repository}/pulls/${number}/merge`, {});
    await colleague.git('pull', '--quiet', '--ff-only', 'origin', 'main');
    const recorded = await taxi.push();
    expect(recorded.exitCode, recorded.log).toBe(0);
    const promoted = await taxi.dispatch('promote.yml');
    expect(outputs(promoted, 'assay/promote', 'promote'), promoted.log).toMatchObject({ version: 'v0.0.2' });
    const released = await taxi.release('tip-predictor@v0.0.2', { secrets: { ...service.environment } });
    expect(outputs(released, 'assay/deploy', 'deploy'), released.log).toMatchObject({ outcome: 'healthy' });
    expect(await service.version()).toBe('v0.0.2');
  });

  it('goes back by hand to the version before', async () => {
    const ran = await taxi.dispatch(
      'release.yml',
      { rollback: 'true' },
      { secrets: { ...service.environment } },
    );
    expect(ran.exitCode, ran.log).toBe(0);
    expect(outputs(ran, 'assay/deploy', 'rollback')).toMatchObject({ 'in-service': 'v0.0.1' });
    expect(await service.version()).toBe('v0.0.1');
  });

  it('is retrained by hand on later days, in a new pull request', async () => {
    const ran = await taxi.dispatch('retrain.yml', { date: '2015-05-22..2015-05-31', force: 'true' });
    expect(ran.exitCode, ran.log).toBe(0);
    expect([...ran.jobs.keys()]).toEqual(['assay/retrain']);
    expect(outputs(ran, 'assay/retrain', 'retrain')).toMatchObject({ outcome: 'opened', branch: RETRAINING });
    const { number, body, head } = await retraining('open');
    expect(outputs(ran, 'assay/retrain', 'retrain')).toMatchObject({ 'pull-request': String(number) });
    expect(body).toContain('On the old data (data/trips.csv)');
    const changed = await git(
      'diff',
      '--name-only',
      `${await taxi.scene.colleague.sha('main')}...${head.sha}`,
    );
    expect(changed).toContain('data/trips.csv');
    const started = taxi.scene.github.events.filter(({ event }) => event === 'workflow_dispatch');
    expect(started.map(({ sha }) => sha)).toContain(head.sha);
  });

  it('sends GitHub nothing that it does not describe', () => {
    expect(unexpected(taxi.scene.github)).toEqual([]);
    expect(taxi.scene.github.responseViolations).toEqual([]);
  });
});
