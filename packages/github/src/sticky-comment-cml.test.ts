import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { upsertComment } from './sticky-comment.ts';
import { request, type Scene, setScene, sha } from './testing/scene.ts';

let scene: Scene;

beforeAll(async () => {
  scene = await setScene();
});
beforeEach(() => scene.renew());
afterEach(() => expect(scene.server.violations).toEqual([]));
afterAll(() => scene.server.close());

const runIs = (run: number) => [expect.stringMatching(new RegExp(`run=${run} .*\\n### of run ${run}\\n$`))];

describe('upsertComment where CML has written', () => {
  // As CML 0.20 ends each comment: https://github.com/iterative/cml/blob/main/src/watermark.js
  const watermark = (title = 'CML watermark') => `![](https://cml.dev/watermark.png#${sha('b')} "${title}")`;
  const report = (mark = watermark()) => `# Report\n\n| accuracy |\n|--|\n| 0.9 |\n\n${mark}`;
  const byUs = (body: string) =>
    scene.server.comment(scene.pull, body, scene.server.grant('admin', 'github-actions[bot]'));

  it('takes its last comment over, and keeps to it', async () => {
    await byUs(report());
    await byUs(report(watermark('CML watermark nightly')));
    scene.forget();
    const first = await upsertComment(scene.open(), request(scene.pull, 1));
    expect(first.action).toBe('updated');
    expect(await scene.bodies()).toEqual([report(), expect.stringMatching(/run=1 .*\n### of run 1\n$/)]);
    const second = await upsertComment(scene.open(), request(scene.pull, 2));
    expect(second.id).toBe(first.id);
    expect(scene.writes()).toEqual(['PATCH 200', 'PATCH 200']);
  });

  it('does not write again where lists still show the older text', async () => {
    const id = await byUs(report());
    const path = `/repos/octo-org/models/issues/comments/${id}`;
    const call = async () => {
      await scene.server.call('PATCH', path, { body: report() });
    };
    scene.server.inject({ method: 'PATCH', path, kind: 'call', when: 'after', call, times: 100 });
    const outcome = await upsertComment(scene.open(), request(scene.pull, 1));
    expect(outcome).toEqual({ id, url: expect.stringContaining('http'), action: 'updated' });
    expect(scene.writes()).toEqual(['PATCH 200']);
  });

  it('posts its own where the one of CML is deleted meanwhile', async () => {
    const id = await byUs(report());
    const path = `/repos/octo-org/models/issues/comments/${id}`;
    const call = async () => {
      await scene.server.call('DELETE', path);
    };
    scene.server.inject({ method: 'PATCH', path, kind: 'call', when: 'before', call });
    expect((await upsertComment(scene.open(), request(scene.pull, 1))).action).toBe('created');
    expect(await scene.bodies()).toEqual(runIs(1));
  });

  it.each([
    { what: 'that another wrote', body: report(), another: true },
    { what: 'that goes on after it', body: `${report()}\n\nWhat is this?` },
    { what: 'that quotes it', body: `> ${watermark()}` },
    {
      what: 'with a picture from elsewhere',
      body: watermark().replace('cml.dev', 'cml.dev.example'),
    },
  ])('leaves a comment $what', async ({ body, another }) => {
    await (another ? scene.server.comment(scene.pull, body) : byUs(body));
    expect((await upsertComment(scene.open(), request(scene.pull, 1))).action).toBe('created');
    expect(await scene.bodies()).toEqual([body, ...runIs(1)]);
  });
});
