import { renameSync } from 'node:fs';
import { verdictSchema } from '@assay/contract';
import { documentEdit, Git, Ledger } from '@assay/registry';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DeployScene, deployScene, releasedVersions } from './testing/deploy-scene.ts';

// One story, told in order: three versions into service, one back, and what the ledger says of it.
let scene: DeployScene;
const quietly = async (verb: string, day: number, inputs: Record<string, string> = {}) =>
  (await scene.job({ token: null, now: `2026-11-0${day}T10:00:00Z` })).run(verb, inputs);
beforeAll(async () => {
  scene = await deployScene(await releasedVersions());
  for (const day of [1, 2, 3]) await quietly('deploy', day, { version: `v0.0.${day}` });
}, 120_000);
afterAll(() => scene.close());

const judged = (paths: readonly string[], outcome: 'fail' | 'pass') =>
  paths.map((path) =>
    documentEdit(path, verdictSchema, (old) => {
      if (old === undefined) throw new Error('there is a verdict');
      return { ...old, outcome };
    }),
  );

const inService = (outputs: Record<string, string>) => outputs['in-service'];

/** What the tags say is in production, as GTO reads them. */
async function staged(): Promise<string | undefined> {
  const { path, context } = await scene.job({ token: null });
  const ledger = await Ledger.open({ clone: new Git({ cwd: path, env: context.gitEnvironment }) });
  return (await ledger.tags('parity')).stages.get('production')?.version;
}

describe('the stage', () => {
  it('goes with what is deployed, also to a version that is not the newest', async () => {
    // Promoted were v0.0.1, v0.0.2 and v0.0.3, before any of them was deployed.
    expect((await scene.tags()).slice(-4)).toEqual([1, 2, 3, 4].map((n) => `parity#production#${n + 2}`));
    expect(await staged()).toBe('v0.0.3');
    await quietly('deploy', 3, { version: 'v0.0.1', environment: 'qa', 'create-environment': 'true' });
    expect(await staged()).toBe('v0.0.3');
  });
});

describe('a rollback by hand', () => {
  it('puts the version before into service again, once a run, and then the one before that', async () => {
    const attempt = () => scene.job({ run: 77, now: '2026-11-04T10:00:00Z' });
    expect(inService((await (await attempt()).run('rollback')).outputs)).toBe('v0.0.2');
    // The same run again, whose end was lost: it is for one step back, not for two.
    expect(await (await attempt()).run('rollback')).toMatchObject({
      exit: 0,
      document: { already: true, 'in-service': 'v0.0.2' },
    });
    expect(await staged()).toBe('v0.0.2');
    expect(inService((await quietly('rollback', 5)).outputs)).toBe('v0.0.1');
    expect(await staged()).toBe('v0.0.1');
    expect(await scene.states()).toEqual(['success']);
    expect((await scene.tags()).filter((tag) => tag.includes('!'))).toEqual([
      'parity#production!#7',
      'parity#production!#8',
    ]);
  });

  it('goes no further than there is something good', async () => {
    await expect(quietly('rollback', 6)).rejects.toMatchObject({ code: 'no-good-version' });
    await expect(quietly('rollback', 6, { to: 'v7.0.0' })).rejects.toMatchObject({
      code: 'version-never-healthy',
    });
    await expect(quietly('rollback', 6, { environment: 'staging' })).rejects.toMatchObject({
      code: 'nothing-deployed',
    });
  });

  it('goes to a version that is named, whatever its verdict is by now, and gives it the stage again', async () => {
    const { path, context } = await scene.job({ token: null });
    const ledger = await Ledger.open({ clone: new Git({ cwd: path, env: context.gitEnvironment }) });
    const judge = async (outcome: 'fail' | 'pass') =>
      ledger.edit(judged(await ledger.list('verdicts'), outcome), `by now: ${outcome}`);
    await judge('fail');
    expect(inService((await quietly('rollback', 6, { to: 'parity@v0.0.3' })).outputs)).toBe('v0.0.3');
    expect(scene.log().at(-1)).toBe('v0.0.3 skill 0.8');
    expect((await scene.tags()).slice(-2)).toEqual(['parity#production!#9', 'parity#production#10']);
    await judge('pass');
  });
});

describe('history', () => {
  const versionsAt = async (at: string) => {
    const { document } = await quietly('history', 9, { at });
    return (document as { deployments: { version: string }[] }).deployments.map(({ version }) => version);
  };

  it('lists what was in service, newest first', async () => {
    const { message, document } = await quietly('history', 9);
    expect(document).toMatchObject({ fresh: true, missing: 0, environment: 'production' });
    expect(message.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['model', 'version', 'from', 'to', 'by', 'outcome'],
      ['parity', 'v0.0.3', '2026-11-06T10:00:00.000Z', 'now', 'octocat', 'healthy (rollback)'],
      [
        'parity',
        'v0.0.1',
        '2026-11-05T10:00:00.000Z',
        '2026-11-06T10:00:00.000Z',
        'octocat',
        'healthy (rollback)',
      ],
      [
        'parity',
        'v0.0.2',
        '2026-11-04T10:00:00.000Z',
        '2026-11-05T10:00:00.000Z',
        'octocat',
        'healthy (rollback)',
      ],
      ['parity', 'v0.0.3', '2026-11-03T10:00:00.000Z', '2026-11-04T10:00:00.000Z', 'octocat', 'healthy'],
      ['parity', 'v0.0.2', '2026-11-02T10:00:00.000Z', '2026-11-03T10:00:00.000Z', 'octocat', 'healthy'],
      ['parity', 'v0.0.1', '2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z', 'octocat', 'healthy'],
    ]);
  });

  it.each([
    ['2026-10-31', []],
    ['2026-11-01', ['v0.0.1']],
    ['2026-11-02T09:59:59Z', ['v0.0.1']],
    ['2026-11-02T10:00Z', ['v0.0.2']],
    ['2026-11-02T10:30+01:00', ['v0.0.1']],
    ['2026-11-05', ['v0.0.1']],
    ['2026-11-09', ['v0.0.3']],
  ])('at %s: %j', async (at, versions) => {
    expect(await versionsAt(at)).toEqual(versions);
  });

  it('names digest and commit of what was in service', async () => {
    const { message, document } = await quietly('history', 9, { at: '2026-11-02' });
    const [one] = (document as { deployments: { commit: string; artifact: string }[] }).deployments;
    expect(one?.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(message).toContain(one?.artifact);
    expect(message).toContain(one?.commit);
  });

  it('tells that nothing was in service yet from that nobody knows', async () => {
    const gapsAt = async (inputs: Record<string, string>) => {
      const { message, document } = await quietly('history', 9, inputs);
      return { message, gaps: (document as { gaps: { standing: string; why: string }[] }).gaps };
    };
    const before = await gapsAt({ at: '2026-10-31' });
    expect(before.gaps).toMatchObject([{ model: 'parity', standing: 'not known' }]);
    expect(before.message).toContain(
      'not known: the ledger begins to know of it with the deployment of v0.0.1',
    );
    const staging = await gapsAt({ at: '2026-11-05', environment: 'canary' });
    expect(staging.gaps).toMatchObject([{ standing: 'nothing yet' }]);
    expect(staging.message).toContain('nothing yet: nothing of it had been deployed to canary');
    expect((await gapsAt({ at: '2026-11-05' })).gaps).toEqual([]);
  });

  it.each([
    [{ at: '2026-11-10' }, 'moment-not-come'],
    [{ at: '2026-11-09T10:00:01Z' }, 'moment-not-come'],
    [{ at: '2026-11-05', model: 'party' }, 'model-unknown'],
    [{ model: 'party' }, 'model-unknown'],
  ])('refuses %j: %s', async (inputs, code) => {
    await expect(quietly('history', 9, inputs)).rejects.toMatchObject({ code });
  });

  it.each(['yesterday', '2026-02-31', '2026-11-02T10:00', '2026-13-01'])('refuses "%s"', async (at) => {
    await expect(versionsAt(at)).rejects.toMatchObject({ code: 'input-invalid' });
  });

  it('answers without the remote from what was read before, and says so', async () => {
    const job = await scene.job({ token: null });
    await job.run('history');
    await quietly('deploy', 8, { version: 'v0.0.1' });
    await job.run('history', { environment: 'staging' }); // sees that there is one more, and does not read it
    renameSync(scene.bare, `${scene.bare}.away`);
    try {
      const { document } = await job.run('history', { at: '2026-11-02' });
      expect(document).toMatchObject({ fresh: false, missing: 2, deployments: [{ version: 'v0.0.2' }] });
      expect(job.told.filter((line) => line.startsWith('warn')).join()).toContain('cannot be reached');
      await expect(job.run('rollback')).rejects.toMatchObject({ code: 'ledger-unreachable' });
    } finally {
      renameSync(`${scene.bare}.away`, scene.bare);
    }
  });
});
