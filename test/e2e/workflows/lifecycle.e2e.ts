import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../harness/github/openapi/json-schema.ts';
import type { RanWorkflow } from '../../harness/index.ts';
import { unexpected } from '../../integration/scene/job.ts';
import { parts, taxiTips, type WorkflowScene } from './scene.ts';
import { type ServedModel, serveExample } from './service.ts';

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

  it('is watched by the clock', async () => {
    const ran = await taxi.dispatch('drift.yml', { date: '2015-01-02' });
    expect(ran.exitCode, ran.log).toBe(0);
    // One day is too little to know.
    expect([...ran.jobs.keys()]).toEqual(['assay/check']);
    expect(outputs(ran, 'assay/check', 'check')?.['outcome']).not.toBe('drift');
    expect(await ledger('drift/tip-predictor/daily.json')).toMatchObject({ checks: 1, alarm: null });
  });

  it('goes back by hand to a version that was healthy, and says so where there is none', async () => {
    const secrets = { ...service.environment };
    const ran = await taxi.dispatch('release.yml', { rollback: 'true' }, { secrets });
    expect(ran.exitCode).toBe(1);
    expect(ran.jobs.get('assay/deploy')?.steps.find(({ id }) => id === 'rollback')?.result).toBe('failure');
    expect(await service.version()).toBe('v0.0.1');
  });

  it('sends GitHub nothing that it does not describe', () => {
    expect(unexpected(taxi.scene.github)).toEqual([]);
    expect(taxi.scene.github.responseViolations).toEqual([]);
  });
});
