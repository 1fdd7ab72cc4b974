import { createHash } from 'node:crypto';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { World } from '../world.ts';

/** An account as it stands in answers about something else. */
export function viewUser(login: string, { url }: Pick<World, 'url'>): JsonObject {
  const self = `${url}/users/${encodeURIComponent(login)}`;
  const id = createHash('sha256').update(login).digest().readUInt32BE();
  return {
    login,
    id,
    node_id: `U_${id}`,
    avatar_url: `${url}/avatars/${id}`,
    gravatar_id: '',
    url: self,
    html_url: `${url}/${encodeURIComponent(login)}`,
    followers_url: `${self}/followers`,
    following_url: `${self}/following{/other_user}`,
    gists_url: `${self}/gists{/gist_id}`,
    starred_url: `${self}/starred{/owner}{/repo}`,
    subscriptions_url: `${self}/subscriptions`,
    organizations_url: `${self}/orgs`,
    repos_url: `${self}/repos`,
    events_url: `${self}/events{/privacy}`,
    received_events_url: `${self}/received_events`,
    type: login.endsWith('[bot]') ? 'Bot' : 'User',
    site_admin: false,
  };
}
