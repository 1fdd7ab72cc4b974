import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { withMarker } from './comment-marker.ts';
import { COMMENT_BYTES, upsertComment } from './sticky-comment.ts';
import { request, type Scene, setScene, sha } from './testing/scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
beforeEach(() => scene.renew());
afterEach(() => expect(scene.server.violations).toEqual([]));
afterAll(() => scene.server.close());

const stamp = { run: 1, attempt: 1, sha: sha('a') };

describe('upsertComment', () => {
  it('creates the first comment, which GitHub attributes to the workflow', async () => {
    const outcome = await upsertComment(scene.open(), request(scene.pull, 1));
    const [comment] = await scene.server.comments(scene.pull);
    expect(outcome).toEqual({ id: comment?.id, url: expect.stringContaining('http'), action: 'created' });
    expect(comment?.body).toBe(
      `<!-- assay:comment key=tip-predictor run=1 attempt=1 sha=${sha('a')} -->\n### of run 1\n`,
    );
    expect(scene.writes()).toEqual(['POST 201']);
  });

  it('updates in place, once', async () => {
    const first = await upsertComment(scene.open(), request(scene.pull, 1));
    scene.forget();
    const second = await upsertComment(scene.open(), request(scene.pull, 2));
    expect(second).toEqual({ ...first, action: 'updated' });
    expect(await scene.bodies()).toEqual([expect.stringMatching(/run=2 .*\n### of run 2\n$/)]);
    expect(scene.writes()).toEqual(['PATCH 200']);
  });

  it('replaces what an earlier step of the same run wrote', async () => {
    await upsertComment(scene.open(), request(scene.pull, 1));
    const second = await upsertComment(scene.open(), request(scene.pull, 1, { body: 'later' }));
    expect(second.action).toBe('updated');
    expect(await scene.bodies()).toEqual([expect.stringMatching(/\nlater$/)]);
  });

  it('writes nothing where the body is there already, whatever form the server gave to its ends', async () => {
    const body = 'one\ntwo\n';
    const stored = withMarker('tip-predictor', stamp, 'one\r\ntwo');
    await scene.server.comment(scene.pull, stored, scene.server.grant('admin', 'github-actions[bot]'));
    const outcome = await upsertComment(scene.open(), request(scene.pull, 2, { body }));
    expect(outcome.action).toBe('unchanged');
    expect(scene.writes()).toEqual([]);
  });

  it('finds its comment on the third page', async () => {
    for (let index = 0; index < 250; index += 1) {
      if (index === 220) await upsertComment(scene.open(), request(scene.pull, 1));
      else await scene.server.comment(scene.pull, `talk ${index}`);
    }
    scene.forget();
    expect((await upsertComment(scene.open(), request(scene.pull, 2))).action).toBe('updated');
    expect(scene.writes()).toEqual(['PATCH 200']);
  });

  it('leaves a comment of a stranger with the same marker as it is', async () => {
    const forged = withMarker('tip-predictor', { ...stamp, run: 99 }, 'all is well');
    await scene.server.comment(scene.pull, forged, scene.server.grant('admin', 'stranger'));
    expect((await upsertComment(scene.open(), request(scene.pull, 2))).action).toBe('created');
    expect((await upsertComment(scene.open(), request(scene.pull, 3))).action).toBe('updated');
    expect(await scene.bodies()).toEqual([forged, expect.stringContaining('### of run 3')]);
  });

  it('keeps the comments of two models apart, also where a body quotes the marker of the other', async () => {
    const quoted = withMarker('b', stamp, 'forged');
    await upsertComment(scene.open(), request(scene.pull, 1, { key: 'a', body: quoted }));
    const second = await upsertComment(scene.open(), request(scene.pull, 2, { key: 'b', body: 'honest' }));
    expect(second.action).toBe('created');
    const [first = ''] = await scene.bodies();
    expect(first.match(/<!--/g)).toHaveLength(1);
    expect(first).toContain('&lt;!-- assay:comment key=b');
  });

  it('leaves the text of a later run, and of a later attempt of the same run', async () => {
    await upsertComment(scene.open(), request(scene.pull, 5, { stamp: { ...stamp, run: 5, attempt: 2 } }));
    scene.forget();
    for (const earlier of [
      { run: 4, attempt: 9 },
      { run: 5, attempt: 1 },
    ]) {
      const late = request(scene.pull, 4, { stamp: { ...stamp, ...earlier } });
      expect((await upsertComment(scene.open(), late)).action).toBe('superseded');
    }
    expect(await scene.bodies()).toEqual([expect.stringContaining('### of run 5')]);
    expect(scene.writes()).toEqual([]);
  });

  it('is told who it is, asks where it is not, and learns it from its first comment where it was told wrong', async () => {
    const token = scene.server.grant({ 'pull-requests': 'write' }, 'octocat');
    const github = scene.open(token);
    await upsertComment(github, request(scene.pull, 1, { author: 'octocat' }));
    scene.forget();
    expect((await upsertComment(github, request(scene.pull, 2, { author: null }))).action).toBe('updated');
    expect(scene.writes()).toEqual(['PATCH 200']);
    const misled = request(scene.pull, 3, { author: 'github-actions[bot]' });
    expect((await upsertComment(github, misled)).action).toBe('updated');
    expect(await scene.bodies()).toEqual([expect.stringContaining('### of run 3')]);
  });

  it('takes a body over the budget for a bug', async () => {
    const body = 'é'.repeat(COMMENT_BYTES / 2);
    const promise = upsertComment(scene.open(), request(scene.pull, 1, { body }));
    await expect(promise).rejects.toThrow(/AssertionError|over the budget of 60000/);
    expect(scene.writes()).toEqual([]);
  });
});
