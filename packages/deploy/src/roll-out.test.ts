import { UserError } from '@assay/contract';
import { beforeEach, describe, expect, it } from 'vitest';
import { inService, inServiceAt, lastGood } from './deployments.ts';
import type { Ports, RollOutRequest } from './ports.ts';
import { rollOut } from './roll-out.ts';
import type { Service } from './service/put-into-service.ts';
import { healthy, Killed, request, unhealthy, verified, World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});
const deploy = (version: string, run: string, more: Partial<RollOutRequest> = {}, ports = world.ports(run)) =>
  rollOut(request(run, more), verified(version), ports);

describe('a version', () => {
  it('takes over from the one before, at the same moment', async () => {
    await deploy('v1.0.0', 'r1');
    const { known } = await deploy('v2.0.0', 'r2');
    expect(known).toBe(true);
    expect(world.summary).toEqual({
      turn: null,
      runs: 'v2.0.0',
      stage: ['v1.0.0', 'v2.0.0', 'v3.0.0'],
      states: ['inactive', 'success'],
      deployments: ['v1.0.0 healthy over', 'v2.0.0 healthy'],
    });
    const [first, second] = world.deployments;
    expect(first?.to).toBe(second?.from);
  });

  it('deployed where the clock is behind comes after what was deployed before', async () => {
    for (const version of ['v1.0.0', 'v2.0.0']) await deploy(version, version);
    const before = world.time;
    world.time -= 3_600_000;
    await deploy('v3.0.0', 'r3');
    const [, second, third] = world.deployments;
    expect([second?.to, third?.started]).toEqual([third?.from, third?.from]);
    expect(Date.parse(third?.from ?? '')).toBeGreaterThan(before - 10_000);
    expect(inServiceAt(world.deployments, 'tips', new Date(before))?.version).toBe('v3.0.0');
  });

  it('that is in service is left alone, unless it is asked for by force', async () => {
    await deploy('v1.0.0', 'r1');
    world.runs = 'untouched';
    expect(await deploy('v1.0.0', 'r2')).toMatchObject({ already: true, known: true });
    expect(world.runs).toBe('untouched');
    expect(await deploy('v1.0.0', 'r3', { force: true })).toMatchObject({ already: false });
    expect(world.summary.deployments).toEqual(['v1.0.0 healthy over', 'v1.0.0 healthy']);
  });

  it('that is bad gives way to the last good one, and loses its stage', async () => {
    world.bad.add('v3.0.0');
    await deploy('v1.0.0', 'r1');
    await deploy('v2.0.0', 'r2');
    const { deployment, rolledBack, known } = await deploy('v3.0.0', 'r3');
    expect([deployment.outcome, rolledBack?.version, known]).toEqual(['unhealthy', 'v2.0.0', true]);
    expect(world.summary).toEqual({
      turn: null,
      runs: 'v2.0.0',
      stage: ['v1.0.0', 'v2.0.0'],
      states: ['inactive', 'inactive', 'failure', 'success'],
      deployments: ['v1.0.0 healthy over', 'v2.0.0 healthy over', 'v3.0.0 unhealthy', 'v2.0.0 healthy back'],
    });
  });

  it('that is bad, with no way back, leaves it open what is in service', async () => {
    await deploy('v1.0.0', 'r1');
    world.bad.add('v1.0.0').add('v2.0.0');
    const { rolledBack, known, stuck } = await deploy('v2.0.0', 'r2');
    expect([rolledBack?.outcome, known]).toEqual(['unhealthy', false]);
    expect(stuck).toContain('it answered 503');
    expect(inServiceAt(world.deployments, 'tips', new Date(world.time))).toBeUndefined();
    world.bad.clear();
    expect(await deploy('v1.0.0', 'r3')).toMatchObject({ already: false, known: true });
  });

  it('that is bad and the first of all has nothing to go back to', async () => {
    world.bad.add('v1.0.0');
    expect(await deploy('v1.0.0', 'r1')).toMatchObject({ rolledBack: null, known: false });
    expect(world.summary).toMatchObject({ turn: null, deployments: ['v1.0.0 unhealthy'] });
  });

  it('that is bad stays where the contract says so', async () => {
    await deploy('v1.0.0', 'r1');
    world.bad.add('v2.0.0');
    expect(await deploy('v2.0.0', 'r2', { rollback: 'none' })).toMatchObject({
      rolledBack: null,
      known: false,
    });
    expect(world.summary).toMatchObject({ turn: null, runs: 'v2.0.0', stage: ['v1.0.0', 'v3.0.0'] });
  });

  it('whose bytes are gone is not put back, and that is said', async () => {
    await deploy('v1.0.0', 'r1');
    world.bad.add('v2.0.0');
    const gone = async () => {
      throw new UserError('model-missing', 'the bytes are gone', { fix: 'restore them' });
    };
    const ports = world.ports('r2', undefined, { verify: gone });
    expect(await deploy('v2.0.0', 'r2', {}, ports)).toMatchObject({
      known: false,
      stuck: expect.stringContaining('the bytes are gone'),
    });
    expect(world.summary).toMatchObject({ turn: null, runs: 'v2.0.0' });
  });

  it('that was cancelled half-way is no bad version: nothing is rolled back', async () => {
    await deploy('v1.0.0', 'r1');
    const serve = async () => ({ ...unhealthy, outcome: 'failed' as const, cancelled: true });
    const { known, rolledBack } = await deploy('v2.0.0', 'r2', {}, world.ports('r2', undefined, { serve }));
    expect({ known, rolledBack }).toEqual({ known: false, rolledBack: null });
    expect(world.summary).toMatchObject({ turn: null, states: ['success', 'error'], stage: { length: 3 } });
  });

  it('that could not be announced has touched nothing, and keeps nobody waiting', async () => {
    await deploy('v1.0.0', 'r1');
    const announcer = {
      ...world.ports('r2').announcer,
      begin: async () => {
        throw new UserError('github-permission', 'refused', { fix: 'add `deployments: write`' });
      },
    } as Ports['announcer'];
    const refused = deploy('v2.0.0', 'r2', {}, world.ports('r2', undefined, { announcer }));
    await expect(refused).rejects.toMatchObject({ code: 'github-permission' });
    expect(world.summary).toMatchObject({
      turn: null,
      runs: 'v1.0.0',
      deployments: ['v1.0.0 healthy', 'v2.0.0 failed'],
    });
  });
});

describe('a rollback by hand', () => {
  it('goes back, takes the stage, and then further back', async () => {
    for (const [run, version] of Object.entries({ r1: 'v1.0.0', r2: 'v2.0.0', r3: 'v3.0.0' }))
      await deploy(version, run);
    for (const [run, expected] of Object.entries({ r4: 'v2.0.0', r5: 'v1.0.0' })) {
      const current = inService(world.deployments, 'tips');
      const good = current && lastGood(world.deployments, current);
      expect(good?.version).toBe(expected);
      if (current === undefined) continue;
      await rollOut(request(run), verified(expected), world.ports(run), current);
    }
    expect(world.summary).toMatchObject({ runs: 'v1.0.0', stage: ['v1.0.0'], states: { 4: 'success' } });
    const last = inService(world.deployments, 'tips');
    expect(last && lastGood(world.deployments, last)).toBeUndefined();
  });

  // Each word is a version that is deployed, or gone back to (`<`), and becomes healthy; then the way back from the last.
  it.each([
    ['v1 v2 v3', 'v2'],
    ['v1 v2 v3 <v1', undefined],
    ['v0 v1 v2 v3 <v1', 'v0'],
    ['v1 v2 v3 <v2', 'v1'],
    ['v1 v2 v3 <v1 v4', 'v1'],
    ['v1 v2 v3 <v1 v4 <v1', undefined],
    ['v1 v2 v1', 'v2'],
    ['v1 v2 v1 v3 <v1', 'v2'],
    ['v1 v2 v3 <v2 v4 <v2', 'v1'],
    ['v1 v2 v3 <v2 <v1 <v3', undefined],
  ])('after %s it is to %s', async (story, expected) => {
    for (const [at, word] of story.split(' ').entries()) {
      const version = `${word.replace('<', '')}.0.0`;
      const undoes = word.startsWith('<') ? (inService(world.deployments, 'tips') ?? null) : null;
      await rollOut(request(`r${at}`), verified(version), world.ports(`r${at}`), undoes);
    }
    const current = inService(world.deployments, 'tips');
    expect(current && lastGood(world.deployments, current)?.version).toBe(expected && `${expected}.0.0`);
  });
});

describe('two runs', () => {
  it('are not at work in one environment at once', async () => {
    let begin: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    let end: (service: Service) => void = () => {};
    const serve = () => {
      begin();
      return new Promise<Service>((resolve) => {
        end = resolve;
      });
    };
    const first = deploy('v1.0.0', 'r1', {}, world.ports('r1', undefined, { serve }));
    await begun;
    await expect(deploy('v2.0.0', 'r2')).rejects.toMatchObject({ code: 'deployment-busy' });
    end(healthy);
    await first;
    await deploy('v2.0.0', 'r2');
    expect(world.summary.deployments).toEqual(['v1.0.0 healthy over', 'v2.0.0 healthy']);
  });

  it.each([
    ['the same version', 'v1.0.0'],
    ['another one', 'v2.0.0'],
  ])('are kept apart within one workflow run, for %s', async (_, version) => {
    await expect(deploy('v1.0.0', 'r1', {}, world.ports('r1', 7))).rejects.toBeInstanceOf(Killed);
    await expect(deploy(version, 'r1')).rejects.toMatchObject({ code: 'deployment-busy' });
    expect(world.summary.deployments).toEqual(['v1.0.0 pending']);
  });

  it('that are two jobs of a later attempt: one of them takes up what was begun', async () => {
    await expect(deploy('v1.0.0', 'r1', {}, world.ports('r1', 7))).rejects.toBeInstanceOf(Killed);
    world.attempt = 2;
    const both = await Promise.allSettled([deploy('v1.0.0', 'r1'), deploy('v1.0.0', 'r1')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(world.summary.deployments).toEqual(['v1.0.0 healthy']);
  });

  it('one that was thought dead writes nothing more', async () => {
    const serve = async () => {
      world.attempt = 2;
      await deploy('v1.0.0', 'r1');
      return unhealthy;
    };
    const late = deploy('v1.0.0', 'r1', {}, world.ports('r1', undefined, { serve }));
    await expect(late).rejects.toMatchObject({ code: 'deployment-lost' });
    expect(world.summary.deployments).toEqual(['v1.0.0 healthy']);
  });

  it('what is left of the command of a dead one is ended before the next begins', async () => {
    await deploy('v1.0.0', 'r1');
    await expect(deploy('v2.0.0', 'r2', {}, world.ports('r2', 7))).rejects.toBeInstanceOf(Killed);
    world.time += 61_000;
    await deploy('v3.0.0', 'r3');
    const [, dead, next] = world.deployments.map(({ id }) => id);
    expect(world.strays.at(-1)).toEqual([dead, next]);
  });

  it('that begin in the same moment: one of them does', async () => {
    const both = await Promise.allSettled([deploy('v1.0.0', 'r1'), deploy('v2.0.0', 'r2')]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(world.deployments).toHaveLength(1);
  });

  it('one that is dead is given up after its time, or by force', async () => {
    for (const [wait, more] of [
      [61_000, {}],
      [0, { force: true }],
    ] as const) {
      world = new World();
      await expect(deploy('v1.0.0', 'r1', {}, world.ports('r1', 7))).rejects.toBeInstanceOf(Killed);
      if (wait > 0) await expect(deploy('v2.0.0', 'r2')).rejects.toMatchObject({ code: 'deployment-busy' });
      world.time += wait;
      await deploy('v2.0.0', 'r2', more);
      expect(world.summary).toMatchObject({
        turn: null,
        states: ['error', 'success'],
        deployments: ['v1.0.0 failed', 'v2.0.0 healthy'],
      });
    }
  });
});

// A run is killed before and after each of its steps in turn, and run again: once, and killed there again and then again.
describe.each([
  ['that is healthy', []],
  ['that is bad', ['v2.0.0']],
  ['that is bad, as the one before is by now', ['v1.0.0', 'v2.0.0']],
])('a version %s, killed between any two steps', (_, bad) => {
  const play = async (...kills: number[]): Promise<{ killed: boolean; world: World }> => {
    world = new World();
    await deploy('v1.0.0', 'r1');
    for (const version of bad) world.bad.add(version);
    let killed = false;
    for (const killAt of [...kills, Number.POSITIVE_INFINITY]) {
      world.attempt += 1;
      try {
        await deploy('v2.0.0', 'r2', {}, world.ports('r2', killAt));
        if (killAt !== Number.POSITIVE_INFINITY) return { killed: false, world };
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        killed = true;
        // Killed behind its last step it had ended: to run it again is to try again.
        const outcome = world.deployments.find(({ version }) => version === 'v2.0.0')?.outcome;
        if (world.turn?.deployment === null && outcome !== undefined) return { killed, world };
      }
    }
    return { killed, world };
  };

  it('comes to the same end', async () => {
    const { summary } = (await play()).world;
    for (let killAt = 1; ; killAt += 1) {
      const { killed, world: once } = await play(killAt);
      if (!killed) break;
      expect(once.summary, `killed at ${killAt}`).toEqual(summary);
      expect((await play(killAt, killAt)).world.summary, `killed twice at ${killAt}`).toEqual(summary);
      expect(killAt).toBeLessThan(60);
    }
  });
});
