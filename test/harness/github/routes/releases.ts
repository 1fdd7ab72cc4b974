import { type Answer, invalid, notFound, page } from '../answer.ts';
import { keptPerWorld } from '../kept-per-world.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { changeRef } from '../ref-changes.ts';
import { note } from '../workflow-events.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { viewUser } from './user-view.ts';

const LIST = '/repos/{owner}/{repo}/releases';
const ONE = `${LIST}/{release_id}`;

interface Release {
  repository: string;
  fields: JsonObject;
}

const kept = keptPerWorld((): { all: Release[]; made: number } => ({ all: [], made: 0 }));

/** Releases: each of a tag, which is made at `target_commitish` where it is missing. */
export const releaseRoutes: Route[] = [
  { method: 'POST', template: LIST, answer: create },
  {
    method: 'GET',
    template: LIST,
    answer({ repository, url }, world) {
      const { items, headers } = page(of(repository, world).toReversed(), url);
      return { status: 200, body: items, headers };
    },
  },
  {
    method: 'GET',
    template: `${LIST}/latest`,
    answer({ repository }, world) {
      const latest = of(repository, world).findLast(
        (one) => one['draft'] === false && one['prerelease'] === false,
      );
      return latest === undefined ? notFound() : { status: 200, body: latest };
    },
  },
  {
    method: 'GET',
    template: `${LIST}/tags/{tag}`,
    answer({ repository, params }, world) {
      // A draft has no tag yet.
      const found = of(repository, world).find(
        (one) => one['tag_name'] === params['tag'] && one['draft'] === false,
      );
      return found === undefined ? notFound() : { status: 200, body: found };
    },
  },
  {
    method: 'GET',
    template: ONE,
    answer(request, world) {
      const found = find(request, world);
      return found === undefined ? notFound() : { status: 200, body: found.fields };
    },
  },
  {
    method: 'PATCH',
    template: ONE,
    async answer(request, world) {
      const found = find(request, world);
      if (found === undefined) return notFound();
      const { make_latest: _, ...changes } = request.body;
      const isPublished = found.fields['draft'] === true && changes['draft'] === false;
      const refused = isPublished
        ? await publish({ ...found.fields, ...changes }, request, world)
        : undefined;
      if (refused !== undefined) return refused;
      Object.assign(found.fields, changes, isPublished ? { published_at: new Date().toISOString() } : {});
      return { status: 200, body: found.fields };
    },
  },
  {
    method: 'DELETE',
    template: ONE,
    answer(request, world) {
      const found = find(request, world);
      if (found === undefined) return notFound();
      // The tag stays.
      kept(world).all.splice(kept(world).all.indexOf(found), 1);
      return { status: 204 };
    },
  },
];

async function create(request: ApiRequest, world: World): Promise<Answer> {
  const { repository, body } = request;
  const isTaken = of(repository, world).some(
    (one) => one['tag_name'] === body['tag_name'] && one['draft'] === false,
  );
  if (isTaken) return invalid('Release', 'tag_name', 'already_exists');
  const fields = describe(request, world);
  const refused = fields['draft'] === true ? undefined : await publish(fields, request, world);
  if (refused !== undefined) return refused;
  kept(world).all.push({ repository, fields });
  return { status: 201, body: fields };
}

/** Makes the tag where it is missing, and tells workflows. */
async function publish(
  fields: JsonObject,
  { repository, grant }: ApiRequest,
  world: World,
): Promise<Answer | undefined> {
  const ref = `refs/tags/${fields['tag_name']}`;
  if ((await world.git.ask(repository, 'check-ref-format', ref)) === undefined)
    return invalid('Release', 'tag_name', 'custom', 'tag_name is not a valid tag');
  let sha = await world.git.commit(repository, ref);
  if (sha === undefined) {
    sha = await world.git.commit(repository, String(fields['target_commitish']));
    if (sha === undefined) return invalid('Release', 'target_commitish', 'invalid');
    const refused = await changeRef({ repository, ref, before: undefined, after: sha }, grant, world);
    if (refused !== undefined) return refused;
  }
  note({ event: 'release', action: 'published', repository, actor: grant.login, ref, sha }, world);
  return undefined;
}

function of(repository: string, world: World): JsonObject[] {
  return kept(world)
    .all.filter((one) => one.repository === repository)
    .map(({ fields }) => fields);
}

function find({ repository, params }: ApiRequest, world: World): Release | undefined {
  const id = Number(params['release_id']);
  return kept(world).all.find((one) => one.repository === repository && one.fields['id'] === id);
}

function describe({ repository, body, grant }: ApiRequest, world: World): JsonObject {
  const store = kept(world);
  store.made += 1;
  const id = store.made;
  const tag = String(body['tag_name']);
  const url = `${world.url}/repos/${repository}/releases/${id}`;
  const archive = `${world.url}/repos/${repository}`;
  const draft = body['draft'] === true;
  const now = new Date().toISOString();
  return {
    url,
    html_url: `${world.url}/${repository}/releases/tag/${encodeURIComponent(tag)}`,
    assets_url: `${url}/assets`,
    upload_url: `${url}/assets{?name,label}`,
    tarball_url: draft ? null : `${archive}/tarball/${encodeURIComponent(tag)}`,
    zipball_url: draft ? null : `${archive}/zipball/${encodeURIComponent(tag)}`,
    id,
    node_id: `RE_${id}`,
    tag_name: tag,
    target_commitish: body['target_commitish'] ?? 'main',
    name: body['name'] ?? null,
    body: body['body'] ?? null,
    draft,
    prerelease: body['prerelease'] === true,
    created_at: now,
    published_at: draft ? null : now,
    author: viewUser(grant.login, world),
    assets: [],
  };
}
