import type { Answer } from '../answer.ts';
import { isObject, type Json, type JsonObject } from '../openapi/json-schema.ts';
import type { World } from '../world.ts';
import { mergeOf } from './pull-store.ts';

/** The ends of a pull request, as git has them now. */
export interface PullEnds {
  number: number;
  headRepository: string;
  head: string;
  base: string;
}

/** Which commits a pull request is about; follows the branches while it is open, as GitHub does. */
export async function pullEnds(pull: JsonObject, repository: string, world: World): Promise<PullEnds> {
  const number = Number(pull['number']);
  const head = end(pull, 'head');
  const base = end(pull, 'base');
  const ref = `refs/pull/${number}/head`;
  const tip = pull['state'] === 'open' ? await world.git.branch(head.repository, head.ref) : undefined;
  if (tip !== undefined && (await world.git.commit(repository, ref)) !== tip) {
    await world.git.run(
      repository,
      'fetch',
      '--quiet',
      world.git.path(head.repository),
      `+refs/heads/${head.ref}:${ref}`,
    );
  }
  return {
    number,
    headRepository: head.repository,
    head: await world.git.run(repository, 'rev-parse', ref),
    base: mergeOf(repository, number, world)?.base ?? (await world.git.branch(repository, base.ref)) ?? '',
  };
}

/** The pull request as the emulator keeps it, with everything that is git's taken from git. */
export async function viewPull(pull: JsonObject, repository: string, world: World): Promise<JsonObject> {
  const ends = await pullEnds(pull, repository, world);
  const merge = pull['state'] === 'open' ? await mergeCommit(ends, repository, world) : undefined;
  const range = `${ends.base}...${ends.head}`;
  const view: JsonObject = {
    ...pull,
    head: { ...(pull['head'] as JsonObject), sha: ends.head },
    base: { ...(pull['base'] as JsonObject), sha: ends.base },
    merge_commit_sha:
      mergeOf(repository, ends.number, world)?.sha ?? merge ?? pull['merge_commit_sha'] ?? null,
  };
  // Only a single pull request carries counts; a list leaves them out.
  if (!('commits' in pull)) return view;
  const lines = (await world.git.run(repository, 'diff', '--numstat', range)).split('\n').filter(Boolean);
  const total = (column: number) =>
    lines.reduce((sum, line) => sum + (Number(line.split('\t')[column]) || 0), 0);
  return {
    ...view,
    commits: Number(await world.git.run(repository, 'rev-list', '--count', `${ends.base}..${ends.head}`)),
    additions: total(0),
    deletions: total(1),
    changed_files: lines.length,
    mergeable: pull['state'] === 'open' ? merge !== undefined : null,
    mergeable_state: pull['state'] === 'open' ? (merge === undefined ? 'dirty' : 'clean') : 'unknown',
  };
}

/** Applies `viewPull` to an answer of the emulator that holds one pull request or a list. */
export async function viewAnswer(answer: Answer, repository: string, world: World): Promise<Answer> {
  if (answer.status >= 300 || answer.body === undefined) return answer;
  const view = (pull: Json) => (isObject(pull) ? viewPull(pull, repository, world) : pull);
  const body = Array.isArray(answer.body)
    ? await Promise.all(answer.body.map(view))
    : await view(answer.body);
  return { ...answer, body };
}

// refs/pull/<number>/merge: what `pull_request` workflows check out. None where the branches conflict.
async function mergeCommit(ends: PullEnds, repository: string, world: World): Promise<string | undefined> {
  const { git } = world;
  const tree = (await git.ask(repository, 'merge-tree', '--write-tree', ends.base, ends.head))?.split(
    '\n',
  )[0];
  if (tree === undefined) return undefined;
  const message = `Merge ${ends.head} into ${ends.base}`;
  const sha = await git.run(repository, 'commit-tree', tree, '-p', ends.base, '-p', ends.head, '-m', message);
  await git.run(repository, 'update-ref', `refs/pull/${ends.number}/merge`, sha);
  return sha;
}

function end(pull: JsonObject, name: 'head' | 'base'): { ref: string; repository: string } {
  const { ref, repo } = pull[name] as { ref: string; repo: { full_name: string } };
  return { ref, repository: repo.full_name };
}
