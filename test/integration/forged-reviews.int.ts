import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openScene, type Pull, type Scene, unexpected } from './scene/job.ts';
import { openRelease } from './scene/release.ts';
import { DATA_CONTRACT, ROWS, tinyModel } from './scene/tiny-model.ts';

const LABELS = `${DATA_CONTRACT}labels:\n  column: kind\n  review: required\n`;
/** The labels of the first two rows, exchanged. */
const CHANGED = ROWS.replace('0,a,0', '0,b,0').replace('1,b,', '1,a,');
const AUTHOR = 'octo-org';

/** What somebody does to the reviews of a pull request. */
interface Review {
  by: string;
  event?: 'APPROVE' | 'COMMENT' | 'REQUEST_CHANGES';
  /** Of the head before the last commit. */
  before?: true;
  dismissed?: true;
}

describe('labels that have to be reviewed', () => {
  let scene: Scene;
  let pull: Pull;
  let run = 0;

  beforeAll(async () => {
    scene = await openScene(await openRelease(), tinyModel(1, { 'data/rows.contract.yml': LABELS }));
    scene.github.settings.writers = ['octocat', 'github-actions[bot]'];
    pull = await scene.openPull('relabel', { 'data/rows.csv': CHANGED });
  });
  afterAll(() => scene?.close());

  async function give({ by, event = 'APPROVE', before, dismissed }: Review, earlier: string): Promise<void> {
    const { github } = scene;
    const path = `/repos/${github.repository}/pulls/${pull.number}/reviews`;
    const body = { event, body: 'seen', ...(before ? { commit_id: earlier } : {}) };
    const token = github.grant({ 'pull-requests': 'write' }, by);
    const { id } = (await github.call('POST', path, body, token)) as { id: number };
    if (dismissed) await github.call('PUT', `${path}/${id}/dismissals`, { message: 'no' });
  }

  async function judge(of: Pull): Promise<number | null> {
    run += 1;
    const token = scene.github.grant({ contents: 'read', 'pull-requests': 'read' });
    const { exitCode } = await (await scene.job({ pull: of, runId: run, token })).step('validate-data');
    return exitCode;
  }

  it.each<[string, number, Review[]]>([
    ['nobody', 1, []],
    ['a comment of a writer', 1, [{ by: 'octocat', event: 'COMMENT' }]],
    ['a stranger', 1, [{ by: 'stranger' }]],
    ['a bot that may write', 1, [{ by: 'github-actions[bot]' }]],
    ['a writer, of the head before', 1, [{ by: 'octocat', before: true }]],
    ['a writer, and it was dismissed', 1, [{ by: 'octocat', dismissed: true }]],
    [
      'a writer, who then asks for changes',
      1,
      [{ by: 'octocat' }, { by: 'octocat', event: 'REQUEST_CHANGES' }],
    ],
    [
      'a stranger, a bot, and a writer of the head before',
      1,
      [{ by: 'stranger' }, { by: 'github-actions[bot]' }, { by: 'octocat', before: true }],
    ],
    ['a writer, who then comments', 0, [{ by: 'octocat' }, { by: 'octocat', event: 'COMMENT' }]],
    ['a writer, anew after a dismissal', 0, [{ by: 'octocat', dismissed: true }, { by: 'octocat' }]],
    ['a stranger, and then a writer', 0, [{ by: 'stranger' }, { by: 'octocat' }]],
  ])('approved by %s: exit code %i, from a fork too', async (_who, code, reviews) => {
    const earlier = pull.head;
    pull = await scene.pushToPull(pull, { 'README.md': `try ${run}` });
    for (const review of reviews) await give(review, earlier);
    expect(await judge(pull)).toBe(code);
    expect(await judge({ ...pull, repository: 'stranger/models' })).toBe(code);
  });

  it('GitHub itself refuses the approval of the author', async () => {
    await expect(give({ by: AUTHOR }, pull.head)).rejects.toThrow('422');
  });

  it('asks GitHub for what it describes', () => {
    expect(unexpected(scene.github)).toEqual([]);
  });
});
