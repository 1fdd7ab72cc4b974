import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { git, type StepResult } from '../harness/index.ts';
import { unexpected } from './scene/job.ts';
import { readText } from './scene/release.ts';
import { openTwoVersions, type TwoVersions } from './scene/two-versions.ts';
import { endState } from './writers/end-state.ts';

let world: TwoVersions;
beforeAll(async () => {
  world = await openTwoVersions();
}, 120_000);
afterAll(async () => {
  expect(unexpected(world.scene.github)).toEqual([]);
  await world?.scene.close();
});

const onServer = (...args: string[]) => world.scene.github.git.run(world.scene.github.repository, ...args);
const refOf = (digest: string) => `refs/assay/models/${digest.replace('sha256:', '')}`;

interface Tag {
  what: string;
  version?: string;
  on?: 'first' | 'second';
  /** `null`: it has none. By default those that `promote` wrote. */
  words?: string | null;
  /** What is said of it, and what to change. */
  says: string;
}

describe('what is not what was promoted is refused, and nothing is touched', () => {
  /** A step after somebody changed a ref, which is put back then. */
  async function afterChanging(ref: string, change: () => Promise<unknown>, step: () => Promise<StepResult>) {
    const { github } = world.scene;
    const was = await github.git.ask(github.repository, 'rev-parse', '--verify', '--quiet', ref);
    await change();
    try {
      const before = [await endState(github), world.log()];
      const result = await step();
      expect([await endState(github), world.log()]).toEqual(before);
      return result;
    } finally {
      await onServer('update-ref', ...(was === undefined ? ['-d', ref] : [ref, was]));
    }
  }

  function expectRefusal(result: StepResult, says: RegExp): void {
    expect(result, result.stdout).toMatchObject({ exitCode: 1, outcome: 'failure', problems: [] });
    expect(result.annotations.map(({ level }) => level)).toEqual(['error']);
    expect(result.annotations[0]?.message).toMatch(says);
    expect(result.unmasked).not.toMatch(/^ {4}at |bug in Assay/m);
  }

  const REMOVE = 'remove it \\(git push origin :refs/tags/tiny@v0\\.0\\.2\\)';
  it.each<Tag>([
    { what: 'moved, its words as they were', on: 'first', says: `is on .*was made on .*${REMOVE}` },
    { what: 'made anew, lightweight', words: null, says: `lightweight tag.*${REMOVE}` },
    { what: 'made anew with other words', words: 'tiny v0.0.2', says: `is not of the model .*${REMOVE}` },
    {
      what: 'made by a stranger',
      version: 'v9.9.9',
      says: 'not made by Assay.*register the model with "promote"',
    },
  ])('a version tag that was $what', async ({ says, version = 'v0.0.2', on = 'second', words }) => {
    const ref = `refs/tags/tiny@${version}`;
    const message =
      words ?? (await onServer('for-each-ref', '--format=%(contents)', 'refs/tags/tiny@v0.0.2'));
    const annotated = words === null ? [] : ['-a', '-m', message];
    const result = await afterChanging(
      ref,
      () => onServer('tag', '--force', ...annotated, `tiny@${version}`, world[on].commit),
      async () => world.deploy(await world.nextJob(), version),
    );
    expectRefusal(result, new RegExp(says, 's'));
  });

  it('another tag, that was moved since the run began', async () => {
    const job = await world.nextJob();
    const { run } = job.stepOptions();
    const result = await afterChanging(
      'refs/tags/release-7',
      () => onServer('tag', 'release-7', world.first.commit),
      () =>
        job.step('deploy', { env: { SERVICE: world.service }, run: { ...run, ref: 'refs/tags/release-7' } }),
    );
    expectRefusal(
      result,
      /release-7 was moved since this run began.*run the workflow of the tag as it is now/s,
    );
  });

  it.each(['deploy', 'promote'] as const)('the verdict of another model: %s', async (verb) => {
    const { colleague } = world.scene;
    const [first, second] = [world.first.digest, world.second.digest];
    const pathOf = (digest: string) => `verdicts/tiny/${encodeURIComponent(digest)}.json`;
    const change = async () => {
      await colleague.git('fetch', '--quiet', 'origin', 'assay-ledger');
      await colleague.git('switch', '--quiet', '--detach', 'FETCH_HEAD');
      const other = await colleague.git('show', `HEAD:${pathOf(first)}`);
      await colleague.commit('Mine', { [pathOf(second)]: other });
      await colleague.git('push', '--quiet', 'origin', 'HEAD:refs/heads/assay-ledger');
      await colleague.switch('main');
    };
    const step = async () => {
      const job = await world.nextJob();
      return verb === 'deploy' ? world.deploy(job, 'v0.0.2') : job.step('promote');
    };
    expectRefusal(
      await afterChanging('refs/heads/assay-ledger', change, step),
      new RegExp(`the verdict on ${second} is on ${first}.*put the commit on record again`, 's'),
    );
  });

  it('one changed byte of the model that is kept', async () => {
    const { github } = world.scene;
    const [ref, bare] = [refOf(world.second.digest), github.git.path(github.repository)];
    const change = async () => {
      const blob = await git(bare, ['hash-object', '-w', '--stdin'], 0, '{"noise":0.5}');
      const folder = await git(bare, ['mktree'], 0, `100644 blob ${blob}\tmodel.json\n`);
      const tree = await git(bare, ['mktree'], 0, `040000 tree ${folder}\tmodel\n`);
      await onServer('update-ref', ref, await onServer('commit-tree', '-m', 'Mine', tree));
    };
    expectRefusal(
      await afterChanging(ref, change, async () => world.deploy(await world.nextJob(), 'v0.0.2')),
      new RegExp(`the kept model ${world.second.digest} is not what it says.*remove the ref ${ref}`, 's'),
    );
  });
});

it('bytes that an earlier step changed are not the ones that are deployed', async () => {
  const job = await world.nextJob();
  const fetched = `.assay/model/${world.second.digest.replace('sha256:', '').slice(0, 16)}/model/model.json`;
  for (const path of ['model/model.json', fetched]) {
    mkdirSync(dirname(join(job.workspace, path)), { recursive: true });
    writeFileSync(join(job.workspace, path), '{"noise":0.5}');
  }
  const result = await world.deploy(job, 'v0.0.2');
  expect(result, result.stdout).toMatchObject({ exitCode: 0, outputs: { 'in-service': 'v0.0.2' } });
  expect(world.log().at(-1)).toBe('v0.0.2 {"noise":0.4}');
  expect(result.stdout).toContain('the model in the work tree is another one');
  expect(readText(job.workspace, 'model/model.json')).toBe('{"noise":0.5}');
});
