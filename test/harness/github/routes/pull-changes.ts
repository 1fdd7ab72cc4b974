import { type Answer, invalid } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { note } from '../workflow-events.ts';
import type { ApiRequest, World } from '../world.ts';
import { allPulls, ownerOf } from './pull-store.ts';
import { viewAnswer } from './pull-view.ts';

const ACTIONS: Record<string, string> = { open: 'reopened', closed: 'closed' };

/** Changes the title, text, state or base of a pull request, and refuses what GitHub would. */
export async function changePull(request: ApiRequest, world: World): Promise<Answer> {
  const { repository, url, body, grant } = request;
  const found = await world.emulator.send(ownerOf(repository), 'GET', url.pathname);
  if (found.status !== 200) return found;
  const pull = found.body as JsonObject;
  if (body['title'] === '') return invalid('PullRequest', 'title', 'missing_field', "title can't be blank");
  const { base, state } = body;
  if (typeof base === 'string' && (await world.git.branch(repository, base)) === undefined)
    return invalid('PullRequest', 'base', 'invalid', `Proposed base branch '${base}' was not found`);
  if (typeof base === 'string' && pull['state'] === 'closed')
    return invalid(
      'PullRequest',
      'base',
      'invalid',
      'Cannot change the base branch of a closed pull request.',
    );
  const changes = typeof state === 'string' && state !== pull['state'];
  const stays = changes && state === 'open' ? await whyClosed(pull, repository, world) : undefined;
  if (stays !== undefined)
    return invalid('PullRequest', 'state', 'invalid', `state cannot be changed. ${stays}`);
  const changed = await world.emulator.send(grant.login, 'PATCH', url.pathname, body);
  if (changes) notePull(pull, ACTIONS[state] ?? 'edited', request, world);
  return viewAnswer(changed, repository, world);
}

/** Tells workflows of something that happened to a pull request. */
export function notePull(
  pull: JsonObject,
  action: string,
  { repository, grant }: Pick<ApiRequest, 'repository' | 'grant'>,
  world: World,
): void {
  const { ref, sha } = pull['head'] as { ref: string; sha: string };
  const number = Number(pull['number']);
  note(
    { event: 'pull_request', repository, actor: grant.login, action, number, ref: `refs/heads/${ref}`, sha },
    world,
  );
}

/** Why a pull request cannot be opened again. */
async function whyClosed(pull: JsonObject, repository: string, world: World): Promise<string | undefined> {
  if (pull['merged'] === true) return 'The pull request cannot be reopened.';
  const { ref, repo } = pull['head'] as { ref: string; repo: { full_name: string } };
  const tip = await world.git.branch(repo.full_name, ref);
  if (tip === undefined) return `The ${ref} branch has been deleted.`;
  const last = await world.git.commit(repository, `refs/pull/${pull['number']}/head`);
  const fetched = await world.git.ask(repository, 'fetch', '--quiet', world.git.path(repo.full_name), tip);
  const follows = await world.git.ask(repository, 'merge-base', '--is-ancestor', last ?? '', tip);
  if (fetched === undefined || follows === undefined)
    return `The ${ref} branch was force-pushed or recreated.`;
  const { ref: base } = pull['base'] as { ref: string };
  const others = (await allPulls(repository, world)).filter((other) => {
    const ends = other as { head: { ref: string; repo: { full_name: string } }; base: { ref: string } };
    const same =
      ends.head.ref === ref && ends.head.repo.full_name === repo.full_name && ends.base.ref === base;
    return other['state'] === 'open' && same;
  });
  const [other] = others;
  return other === undefined
    ? undefined
    : `There is already an open pull request (#${other['number']}) from ${ref} to ${base}.`;
}
