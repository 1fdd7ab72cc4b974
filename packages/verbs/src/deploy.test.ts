import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verdictSchema } from '@assay/contract';
import { documentEdit, Git, Ledger } from '@assay/registry';
import { git, gitEnvironment, temporaryFolder } from '@assay/test';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CANARY, type DeployScene, deployScene, releasedVersions } from './testing/deploy-scene.ts';

const tag = (version: string) => `parity@${version}`;
let released: string;
let scene: DeployScene;
beforeAll(async () => {
  released = await releasedVersions();
}, 120_000);
beforeEach(async () => {
  scene = await deployScene(released);
});
afterEach(async () => {
  expect(scene.server.violations).toEqual([]);
  await scene.close();
});

/** Without GitHub, which takes a second for each thing that is written there. */
async function deployQuietly(version: string) {
  const job = await scene.job({ tag: tag(version), token: null, now: '2026-11-02T09:00:00Z' });
  expect((await job.run('deploy')).exit).toBe(0);
}

async function deploy(version: string, hour: number, inputs: Record<string, string> = {}) {
  const now = `2026-11-02T${String(hour).padStart(2, '0')}:00:00Z`;
  return (await scene.job({ tag: tag(version), now })).run('deploy', inputs);
}

describe('a release tag', () => {
  it('puts its version into service: ledger, GitHub, the bytes from the model store', async () => {
    const first = await deploy('v0.0.1', 10);
    expect(first).toMatchObject({
      exit: 0,
      outputs: { outcome: 'healthy', version: 'v0.0.1', 'in-service': 'v0.0.1', environment: 'production' },
    });
    await deploy('v0.0.2', 11);
    expect(scene.log()).toEqual(['v0.0.1 skill 0.6', 'v0.0.2 skill 0.7']);
    expect(await scene.states()).toEqual(['inactive', 'success']);
    const [one, two] = await scene.deployments();
    expect(one).toMatchObject({
      version: 'v0.0.1',
      from: '2026-11-02T10:00:00.000Z',
      to: two?.from,
      by: 'octocat',
    });
    expect(two).toMatchObject({ version: 'v0.0.2', outcome: 'healthy', to: null, github: 2 });
    const path = '/repos/octo-org/models/deployments/2';
    expect(await scene.server.call('GET', path)).toMatchObject({
      payload: { assay: two?.id, model: 'parity', version: 'v0.0.2', digest: two?.artifact },
    });
  });

  it('run again does nothing; of another name it is the version of its commit', async () => {
    await deploy('v0.0.2', 10);
    expect(await deploy('v0.0.2', 11)).toMatchObject({ exit: 0, document: { already: true } });
    await git(scene.bare, ['tag', 'release-7', `${tag('v0.0.3')}^{commit}`]);
    const job = await scene.job({ tag: 'release-7' });
    expect((await job.run('deploy')).outputs).toMatchObject({ version: 'v0.0.3', outcome: 'healthy' });
    expect(scene.log()).toHaveLength(2);
  });

  it('of a bad version brings the last good one back, and takes the stage from the bad one', async () => {
    await deployQuietly('v0.0.1');
    await deploy('v0.0.2', 11);
    scene.bad.add('v0.0.3');
    const result = await deploy('v0.0.3', 12);
    expect(result).toMatchObject({
      exit: 1,
      outputs: { outcome: 'unhealthy', 'in-service': 'v0.0.2' },
      annotations: [],
    });
    expect(result.message).toContain('it answered 503');
    expect(scene.log().map((line) => line.split(' ')[0])).toEqual(['v0.0.1', 'v0.0.2', 'v0.0.3', 'v0.0.2']);
    expect(await scene.states()).toEqual(['inactive', 'failure', 'success']);
    expect((await scene.tags()).at(-1)).toBe('parity#production!#6');
    const [, , bad, back] = await scene.deployments();
    expect(back).toMatchObject({ version: 'v0.0.2', outcome: 'healthy', 'rolls-back': bad?.id });
  });

  it('says loudly when the way back fails too', async () => {
    await deployQuietly('v0.0.1');
    scene.bad.add('v0.0.1').add('v0.0.2');
    const result = await deploy('v0.0.2', 11);
    expect(result).toMatchObject({ exit: 1, outputs: { 'in-service': '' } });
    expect(result.message).toContain('WHAT RUNS IN production IS NOT KNOWN');
  });
});

describe('nothing is deployed', () => {
  afterEach(async () => {
    expect(scene.log()).toEqual([]);
    expect(await scene.states()).toEqual([]);
  });
  const refused = async (version: string, code: string, inputs: Record<string, string> = {}) =>
    expect(deploy(version, 10, inputs)).rejects.toMatchObject({ code });

  it('of a tag that was moved, or made by a stranger', async () => {
    const commit = await git(scene.bare, ['rev-parse', `${tag('v0.0.1')}^{commit}`]);
    await git(scene.bare, ['tag', '--force', '-a', '-m', 'moved', tag('v0.0.3'), commit]);
    await refused('v0.0.3', 'version-tag-mismatch');
    await git(scene.bare, ['tag', '-a', '-m', 'mine', tag('v9.9.9'), commit]);
    await refused('v9.9.9', 'version-unknown');
  });

  it('of a tag that takes something back, or of a commit that is no version', async () => {
    // After the tag of the version: GTO orders by time.
    const tomorrow = 400 * 24 * 60;
    await git(scene.bare, ['tag', '-a', '-m', 'gone', 'parity@v0.0.3!', 'main'], tomorrow);
    await refused('v0.0.3!', 'tag-takes-back');
    await refused('v0.0.3', 'version-deregistered');
    const empty = await git(scene.bare, ['commit-tree', '-m', 'x', '-p', 'main', 'main^{tree}']);
    await git(scene.bare, ['tag', 'release-8', empty]);
    const job = await scene.job({ tag: 'release-8' });
    await expect(job.run('deploy')).rejects.toMatchObject({ code: 'version-unknown' });
  });

  it('whose verdict is no longer a pass', async () => {
    const clone = new Git({ cwd: scene.bare, env: gitEnvironment() });
    const ledger = await Ledger.open({ clone, remote: `file://${scene.bare}` });
    const all = await ledger.list('verdicts');
    expect(all).toHaveLength(3);
    await ledger.edit(
      all.map((one) =>
        documentEdit(one, verdictSchema, (old) => {
          if (old === undefined) throw new Error('there is a verdict');
          return { ...old, outcome: 'fail' as const };
        }),
      ),
      'judged anew',
    );
    await refused('v0.0.3', 'verdict-not-pass');
  });

  it('whose bytes were changed: those of the store are taken, and where there are none it is refused', async () => {
    const refs = (await git(scene.bare, ['for-each-ref', '--format=%(refname)', 'refs/assay/models'])).split(
      '\n',
    );
    for (const ref of refs) await git(scene.bare, ['update-ref', '-d', ref]);
    const job = await scene.job({ tag: tag('v0.0.3') });
    writeFileSync(join(job.path, 'out'), 'not the model');
    await expect(job.run('deploy')).rejects.toMatchObject({ code: 'model-missing' });
  });

  it('by way of a link that leads out of the repository', async () => {
    const [job, outside] = [await scene.job({ tag: tag('v0.0.1') }), temporaryFolder('outside')];
    mkdirSync(join(job.path, '.assay'), { recursive: true });
    symlinkSync(outside, join(job.path, '.assay/model'));
    await expect(job.run('deploy')).rejects.toMatchObject({ code: 'path-outside' });
    expect(readdirSync(outside)).toEqual([]);
  });

  it('without an environment, unless it may be made', async () => {
    await refused('v0.0.3', 'environment-missing', { environment: 'staging' });
    expect(await scene.deployments('staging')).toEqual([]);
  });

  it('without the permission, which is named, and nobody is kept waiting', async () => {
    const token = scene.server.grant({ contents: 'write', deployments: 'read', actions: 'read' });
    const job = await scene.job({ tag: tag('v0.0.3'), token });
    await expect(job.run('deploy')).rejects.toMatchObject({
      code: 'github-permission',
      fix: expect.stringContaining('`deployments: write`'),
    });
    expect(await scene.deployments()).toMatchObject([
      { outcome: 'failed', why: expect.stringContaining('not begun') },
    ]);
  });

  it('by code that was not accepted, or without a version to deploy', async () => {
    const job = await scene.job();
    await expect(job.run('deploy')).rejects.toMatchObject({ code: 'nothing-to-do' });
    job.context.trigger.trusted = false;
    await expect(job.run('deploy')).rejects.toMatchObject({ code: 'untrusted-run' });
    await expect(job.run('rollback')).rejects.toMatchObject({ code: 'untrusted-run' });
  });
});

describe('two runs', () => {
  it('at once: one deploys, the other is told who does', async () => {
    const jobs = [await scene.job({ tag: tag('v0.0.1') }), await scene.job({ tag: tag('v0.0.2') })];
    const ended = await Promise.allSettled(jobs.map((job) => job.run('deploy')));
    expect(ended.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const refusal = ended.find(({ status }) => status === 'rejected');
    expect(refusal).toMatchObject({ reason: { code: 'deployment-busy' } });
    expect(scene.log()).toHaveLength(1);
    expect(await scene.states()).toEqual(['success']);
  });

  it('at a terminal without GitHub: the ledger keeps them apart and knows its own', async () => {
    const job = await scene.job({ run: null, token: null });
    expect(await job.run('deploy', { version: 'v0.0.2' })).toMatchObject({ exit: 0 });
    expect(await scene.deployments()).toMatchObject([{ run: null, github: null, outcome: 'healthy' }]);
    expect(await scene.states()).toEqual([]);
  });
});

describe('a secret', () => {
  it('that the command prints, and writes, goes nowhere but to the log', async () => {
    await deployQuietly('v0.0.1');
    scene.bad.add('v0.0.2');
    const job = await scene.job({ tag: tag('v0.0.2') });
    await job.run('deploy');
    expect(job.told.join('\n')).toContain(CANARY);
    expect(job.told.filter((line) => !line.startsWith('output: ')).join('\n')).not.toContain(CANARY);
    const everything = await scene.everything();
    // Of the script itself only the variable's name is in git.
    expect(everything).toContain('$CANARY');
    expect(everything).not.toContain(CANARY);
  });
});
