import { invalid, page, refusal } from '../answer.ts';
import { keptPerWorld } from '../kept-per-world.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { viewUser } from './user-view.ts';

const LONGEST_DESCRIPTION = 140;

interface CommitStatus {
  repository: string;
  sha: string;
  fields: JsonObject;
}

const kept = keptPerWorld((): CommitStatus[] => []);

/** Statuses of commits: the older way of checks, of which the newest of each context counts. */
export const commitStatusRoutes: Route[] = [
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/statuses/{sha}',
    async answer(request, world) {
      const { repository, params, body } = request;
      const sha = params['sha'] ?? '';
      // A branch or a shortened SHA is not taken here.
      if ((await world.git.commit(repository, sha)) !== sha)
        return refusal(422, `No commit found for SHA: ${sha}`);
      if ([...String(body['description'] ?? '')].length > LONGEST_DESCRIPTION) {
        const message = `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`;
        return invalid('Status', 'description', 'custom', message);
      }
      const fields = describe(request, sha, kept(world).length + 1, world);
      kept(world).push({ repository, sha, fields });
      return { status: 201, body: fields };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{ref}/statuses',
    async answer({ repository, params, url }, world) {
      const sha = await world.git.commit(repository, params['ref'] ?? '');
      if (sha === undefined) return refusal(422, `No commit found for SHA: ${params['ref']}`);
      const { items, headers } = page(allStatuses(repository, sha, world).toReversed(), url);
      return { status: 200, body: items, headers };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{ref}/status',
    async answer({ repository, params, url, grant }, world) {
      const sha = await world.git.commit(repository, params['ref'] ?? '');
      if (sha === undefined) return refusal(422, `No commit found for SHA: ${params['ref']}`);
      const latest = latestStatuses(repository, sha, world);
      const found = await world.emulator.send(grant.login, 'GET', `/repos/${repository}`);
      const { items, headers } = page(latest, url);
      const self = `${world.url}/repos/${repository}/commits/${sha}`;
      const body: JsonObject = {
        state: combine(latest.map(({ state }) => String(state))),
        statuses: items,
        sha,
        total_count: latest.length,
        repository: found.body ?? null,
        commit_url: self,
        url: `${self}/status`,
      };
      return { status: 200, body, headers };
    },
  },
];

/** The newest status of each context. */
export function latestStatuses(repository: string, sha: string, world: World): JsonObject[] {
  const byContext = new Map(allStatuses(repository, sha, world).map((status) => [status['context'], status]));
  return [...byContext.values()];
}

function allStatuses(repository: string, sha: string, world: World): JsonObject[] {
  return kept(world)
    .filter((status) => status.repository === repository && status.sha === sha)
    .map(({ fields }) => fields);
}

function combine(states: string[]): string {
  if (states.some((state) => state === 'failure' || state === 'error')) return 'failure';
  return states.length === 0 || states.includes('pending') ? 'pending' : 'success';
}

function describe(
  { repository, body, grant }: ApiRequest,
  sha: string,
  id: number,
  world: World,
): JsonObject {
  const creator = viewUser(grant.login, world);
  const now = new Date().toISOString();
  return {
    url: `${world.url}/repos/${repository}/statuses/${sha}`,
    avatar_url: creator['avatar_url'] ?? null,
    id,
    node_id: `SC_${id}`,
    state: body['state'] ?? null,
    description: body['description'] ?? null,
    target_url: body['target_url'] ?? null,
    context: body['context'] ?? 'default',
    created_at: now,
    updated_at: now,
    creator,
  };
}
