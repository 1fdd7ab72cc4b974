import { type Answer, notFound, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { refChanged } from '../ref-changes.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { notePull } from './pull-changes.ts';
import { keepMerge, ownerOf } from './pull-store.ts';
import { pullEnds } from './pull-view.ts';

const MERGE = '/repos/{owner}/{repo}/pulls/{pull_number}/merge';

/** Merging: done in git, so that the branch that was merged into has the commit. */
export const pullMergeRoutes: Route[] = [
  {
    method: 'GET',
    template: MERGE,
    async answer(request, world) {
      const pull = await find(request, world);
      return pull?.['merged'] === true ? { status: 204 } : notFound();
    },
  },
  { method: 'PUT', template: MERGE, answer: merge },
];

async function merge(request: ApiRequest, world: World): Promise<Answer> {
  const { repository, body, grant } = request;
  const pull = await find(request, world);
  if (pull === undefined) return notFound();
  if (pull['state'] !== 'open') return refusal(405, 'Pull Request is not mergeable');
  if (pull['draft'] === true) return refusal(405, 'Pull Request is still a draft');
  const { number, head, base } = await pullEnds(pull, repository, world);
  if (body['sha'] !== undefined && body['sha'] !== head)
    return refusal(409, 'Head branch was modified. Review and try the merge again.');
  const tree = await world.git.ask(repository, 'merge-tree', '--write-tree', base, head);
  if (tree === undefined) return refusal(405, 'Pull Request has merge conflicts');

  const { ref } = pull['base'] as { ref: string };
  const { label } = pull['head'] as { label: string };
  const squashes = body['merge_method'] === 'squash';
  const title = squashes
    ? `${String(pull['title'])} (#${number})`
    : `Merge pull request #${number} from ${label.replace(':', '/')}`;
  const text = [body['commit_title'] ?? title, body['commit_message'] ?? pull['title'] ?? ''].join('\n\n');
  if (body['merge_method'] === 'rebase')
    return refusal(405, 'Rebase merges are not allowed on this repository.');
  const parents = squashes ? [base] : [base, head];
  const sha = await world.git.commitTree(repository, ref, text, tree.split('\n')[0] ?? '', parents);
  keepMerge(repository, number, { base, sha }, world);
  // The emulator has no such commits: it only takes note that the pull request is merged.
  await world.emulator.send(grant.login, 'PUT', `/repos/${repository}/pulls/${number}/merge`, {});
  await refChanged({ repository, ref: `refs/heads/${ref}`, before: base, after: sha }, grant, world);
  notePull(pull, 'closed', request, world);
  return { status: 200, body: { sha, merged: true, message: 'Pull Request successfully merged' } };
}

async function find({ repository, params }: ApiRequest, world: World): Promise<JsonObject | undefined> {
  const path = `/repos/${repository}/pulls/${params['pull_number']}`;
  const found = await world.emulator.send(ownerOf(repository), 'GET', path);
  return found.status === 200 ? (found.body as JsonObject) : undefined;
}
