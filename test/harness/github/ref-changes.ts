import { type Answer, refusal } from './answer.ts';
import type { Grant } from './grants.ts';
import type { JsonObject } from './openapi/json-schema.ts';
import { type RefChange, refusalOf } from './ref-protection.ts';
import { note } from './workflow-events.ts';
import type { World } from './world.ts';

/**
 * Changes a ref by the API: refuses what is protected, and what another was faster with; then tells everyone whom it
 * concerns. Answers `undefined` where it is done.
 */
export async function changeRef(change: RefChange, grant: Grant, world: World): Promise<Answer | undefined> {
  const refused = refusalOf(change, grant, world);
  if (refused !== undefined) return refusal(422, refused.message);
  const { repository, ref, before, after } = change;
  const none = '0'.repeat(40);
  const arguments_ = after === undefined ? ['-d', ref, before ?? none] : [ref, after, before ?? none];
  if ((await world.git.ask(repository, 'update-ref', ...arguments_)) === undefined)
    return refusal(409, `Reference cannot be updated: ${ref} has changed`);
  await refChanged(change, grant, world);
  return undefined;
}

/** What follows from a ref that has changed: workflows start, and open pull requests from the branch go on or close. */
export async function refChanged(change: RefChange, { login }: Grant, world: World): Promise<void> {
  const { repository, ref, after } = change;
  if (!/^refs\/(heads|tags)\//.test(ref)) return;
  const event = { repository, actor: login, ref, ...(after === undefined ? {} : { sha: after }) };
  note({ event: 'push', ...event }, world);
  if (!ref.startsWith('refs/heads/') || change.before === undefined) return;
  const branch = ref.slice('refs/heads/'.length);
  const [owner = ''] = repository.split('/');
  const query = `state=open&per_page=100&head=${owner}:${encodeURIComponent(branch)}`;
  const { body } = await world.emulator.send(owner, 'GET', `/repos/${repository}/pulls?${query}`);
  for (const pull of (body ?? []) as JsonObject[]) {
    const { ref: head } = pull['head'] as { ref: string };
    if (head !== branch) continue;
    const number = Number(pull['number']);
    const action = after === undefined ? 'closed' : 'synchronize';
    if (after === undefined)
      await world.emulator.send(owner, 'PATCH', `/repos/${repository}/pulls/${number}`, { state: 'closed' });
    note({ event: 'pull_request', action, number, ...event }, world);
  }
}
