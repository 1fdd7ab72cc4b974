import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { upsertComment } from './sticky-comment.ts';
import { request, type Scene, setScene } from './testing/scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
beforeEach(() => scene.renew());
afterAll(() => scene.server.close());

const runIs = (run: number) => [expect.stringMatching(new RegExp(`run=${run} .*\\n### of run ${run}\\n$`))];

describe('upsertComment where the server fails', () => {
  it.each([
    { name: 'answers 502 after the comment was made', status: 502 },
    { name: 'resets the connection after the comment was made' },
  ])('makes no second comment where it $name', async ({ status }) => {
    const effect = { kind: 'after-effect', ...(status === undefined ? {} : { status }) } as const;
    scene.server.inject({ method: 'POST', path: scene.path, ...effect });
    const outcome = await upsertComment(scene.open(), request(scene.pull, 1));
    expect(outcome.action).toBe('created');
    expect(await scene.bodies()).toEqual(runIs(1));
    expect(scene.writes()).toEqual([status === undefined ? 'POST reset' : 'POST 502']);
  });

  it.each([{ kind: 'reset' } as const, { kind: 'status', status: 503 } as const])(
    'posts anew where nothing was made ($kind)',
    async (fault) => {
      scene.server.inject({ method: 'POST', path: scene.path, ...fault });
      expect((await upsertComment(scene.open(), request(scene.pull, 1))).action).toBe('created');
      expect(await scene.bodies()).toEqual(runIs(1));
    },
  );

  it('gives up after some posts, with the failure', async () => {
    scene.server.inject({ method: 'POST', path: scene.path, kind: 'status', status: 502, times: 100 });
    // Octokit keeps comments three seconds apart, so this one takes some fifteen.
    const promise = upsertComment(scene.open(), request(scene.pull, 1));
    await expect(promise).rejects.toMatchObject({ name: 'UserError', code: 'github-failed' });
    expect(scene.writes()).toHaveLength(6);
  });

  it('sends a change again after a 502', async () => {
    await upsertComment(scene.open(), request(scene.pull, 1));
    scene.forget();
    scene.server.inject({ method: 'PATCH', path: /comments\/\d+$/, kind: 'after-effect', status: 502 });
    expect((await upsertComment(scene.open(), request(scene.pull, 2))).action).toBe('updated');
    expect(scene.writes()).toEqual(['PATCH 502', 'PATCH 200']);
    expect(await scene.bodies()).toEqual(runIs(2));
  });

  it('makes the comment anew where somebody deletes it between the look and the change', async () => {
    const { id } = await upsertComment(scene.open(), request(scene.pull, 1));
    const path = `/repos/octo-org/models/issues/comments/${id}`;
    const call = async () => {
      await scene.server.call('DELETE', path);
    };
    scene.server.inject({ method: 'PATCH', path, kind: 'call', when: 'before', call });
    const outcome = await upsertComment(scene.open(), request(scene.pull, 2));
    expect(outcome).toMatchObject({ action: 'created' });
    expect(outcome.id).not.toBe(id);
    expect(await scene.bodies()).toEqual(runIs(2));
  });

  it('does not write again what the server keeps in another form', async () => {
    const call = async () => {
      const [comment] = await scene.server.comments(scene.pull);
      const body = comment?.body.replace('of run', 'of&nbsp;run') ?? '';
      await scene.server.call('PATCH', `/repos/octo-org/models/issues/comments/${comment?.id}`, { body });
    };
    scene.server.inject({ method: 'POST', path: scene.path, kind: 'call', when: 'after', call });
    expect((await upsertComment(scene.open(), request(scene.pull, 1))).action).toBe('created');
    expect(scene.writes()).toEqual(['POST 201']);
  });
});

describe('upsertComment of two runs at once', () => {
  it.each([
    { held: 1, other: 2, actions: ['superseded', 'created'] },
    { held: 2, other: 1, actions: ['updated', 'created'] },
  ])('run $other makes its comment while run $held is about to', async ({ held, other, actions }) => {
    let second: Awaited<ReturnType<typeof upsertComment>> | undefined;
    const call = async () => {
      second = await upsertComment(scene.open(), request(scene.pull, other));
    };
    scene.server.inject({ method: 'POST', path: scene.path, kind: 'call', when: 'before', call });
    const first = await upsertComment(scene.open(), request(scene.pull, held));
    expect([first.action, second?.action]).toEqual(actions);
    expect(first.id).toBe(second?.id);
    expect(await scene.bodies()).toEqual(runIs(2));
  });

  it('both clean up: neither deletes the comment that the other keeps', async () => {
    for (let round = 0; round < 3; round += 1) {
      const runs = [2 * round + 1, 2 * round + 2];
      const outcomes = await Promise.all(
        runs.map((run) => upsertComment(scene.open(), request(scene.pull, run, { key: `model ${round}` }))),
      );
      expect(outcomes[0]?.id).toBe(outcomes[1]?.id);
      expect((await scene.bodies()).slice(round)).toEqual(runIs(2 * round + 2));
    }
  });

  it('changes the oldest before it deletes the others, so that a reader never sees the older text alone', async () => {
    const call = async () => {
      await upsertComment(scene.open(), request(scene.pull, 1));
    };
    scene.server.inject({ method: 'POST', path: scene.path, kind: 'call', when: 'before', call });
    await upsertComment(scene.open(), request(scene.pull, 2));
    expect(scene.writes().slice(-2)).toEqual(['PATCH 200', 'DELETE 204']);
  });

  it('run again after it was killed between making the comment and cleaning up', async () => {
    const code = `
      import { openGitHub } from ${JSON.stringify(new URL('client.ts', import.meta.url))};
      import { upsertComment } from ${JSON.stringify(new URL('sticky-comment.ts', import.meta.url))};
      const log = { info() {}, warn() {} };
      const [token, apiUrl, request] = process.argv.slice(1);
      const github = openGitHub({ token, apiUrl, userAgent: 'killed', log });
      await upsertComment(github, JSON.parse(request));`;
    const token = scene.server.grant({ 'pull-requests': 'write' });
    const late = request(scene.pull, 2);
    const args = ['--input-type=module', '-e', code, '--', token, scene.server.url, JSON.stringify(late)];
    const beforePost = async () => {
      await upsertComment(scene.open(), request(scene.pull, 1));
    };
    scene.server.inject({ method: 'POST', path: scene.path, kind: 'call', when: 'before', call: beforePost });
    const child = spawn(process.execPath, args, { stdio: 'inherit' });
    // Looks at the list: one of the child, two of the run before its post, and the child's after it, where it dies.
    const kill = async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    scene.server.inject({
      method: 'GET',
      path: scene.path,
      kind: 'call',
      when: 'before',
      skip: 3,
      call: kill,
    });
    await once(child, 'exit');
    expect(await scene.bodies()).toHaveLength(2);
    expect((await upsertComment(scene.open(), late)).action).toBe('updated');
    expect(await scene.bodies()).toEqual(runIs(2));
  });
});
