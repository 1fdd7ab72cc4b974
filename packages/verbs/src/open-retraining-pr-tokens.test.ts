import { describe, expect, test } from 'vitest';
import { DATE, modelForEach } from './testing/retraining-model.ts';
import { batch, rowsOf } from './testing/retraining-project.ts';
import { PERMISSIONS } from './testing/retraining-scene.ts';

const own = modelForEach();
const { job, pulls } = own;

describe('whose token', () => {
  const events = (from: number) =>
    own.scene.server.events.slice(from).map(({ event, held }) => [event, held ?? 'starts'] as const);

  test("the job's own starts no checks: the pull request says who has to", async () => {
    const from = own.scene.server.events.length;
    await (await job()).open();
    const [pull] = await pulls();
    expect(pull?.body).toContain('wait for a maintainer');
    expect(pull?.body).toContain('Not compared: there is no champion');
    expect(events(from)).toEqual([['pull_request', 'approval required']]);
  });

  test("a person's or an App's starts them", async () => {
    const from = own.scene.server.events.length;
    const token = own.scene.server.grant(PERMISSIONS, 'robot');
    await (await job({ token })).open({ 'validation-workflow': 'pull-request.yml' });
    expect((await pulls())[0]).toMatchObject({
      user: { login: 'robot' },
      body: expect.stringContaining('start by themselves'),
    });
    expect(events(from)).toContainEqual(['pull_request', 'starts']);
    expect(events(from).map(([event]) => event)).not.toContain('workflow_dispatch');
  });

  test('one that took over goes on with the same pull request', async () => {
    await (await job()).open();
    const token = own.scene.server.grant(PERMISSIONS, 'robot');
    const next = await job({ token });
    batch(next.root, DATE, { model: own.model }, rowsOf('b', 7000));
    expect((await next.open()).outputs['outcome']).toBe('updated');
    expect(await pulls()).toHaveLength(1);
  });

  test('a workflow that is not there is told, and the pull request is opened', async () => {
    const opened = await job();
    const { outputs } = await opened.open({ 'validation-workflow': 'gone.yml' });
    expect(outputs['outcome']).toBe('opened');
    expect(opened.told.join()).toContain('warn: the workflow gone.yml cannot be started');
    expect((await pulls())[0]?.body).toContain('wait for a maintainer');
  });
});

test('every request was one that GitHub takes', () => {
  const odd = own.scene.server.violations.filter(
    ({ path }) => path !== '/graphql' && !path.includes('gone.yml'),
  );
  expect(odd).toEqual([]);
});
