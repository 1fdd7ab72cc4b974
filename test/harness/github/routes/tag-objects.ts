import { git } from '../../git/index.ts';
import { notFound, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { Route, World } from '../world.ts';

const TAGS = '/repos/{owner}/{repo}/git/tags';

/** Annotated tags as objects: making one names it by no ref. */
export const tagObjectRoutes: Route[] = [
  {
    method: 'POST',
    template: TAGS,
    async answer({ repository, body, grant }, world) {
      const [tag, object, type] = [String(body['tag']), String(body['object']), String(body['type'])];
      if ((await world.git.ask(repository, 'cat-file', '-t', object)) !== type)
        return refusal(422, `Could not verify object ${object}`);
      const { name, email, date } = (body['tagger'] ?? {}) as {
        name?: string;
        email?: string;
        date?: string;
      };
      const seconds = Math.floor((date === undefined ? Date.now() : Date.parse(date)) / 1000);
      const who = `${name ?? grant.login} <${email ?? `${grant.login}@users.noreply.github.com`}>`;
      const text = `object ${object}\ntype ${type}\ntag ${tag}\ntagger ${who} ${seconds} +0000\n\n${String(body['message'])}`;
      const sha = await git(
        world.git.path(repository),
        ['mktag'],
        0,
        text.endsWith('\n') ? text : `${text}\n`,
      );
      return { status: 201, body: (await describeTag(repository, sha, world)) ?? null };
    },
  },
  {
    method: 'GET',
    template: `${TAGS}/{tag_sha}`,
    async answer({ repository, params }, world) {
      const body = await describeTag(repository, params['tag_sha'] ?? '', world);
      return body === undefined ? notFound() : { status: 200, body };
    },
  },
];

async function describeTag(repository: string, sha: string, world: World): Promise<JsonObject | undefined> {
  if ((await world.git.ask(repository, 'cat-file', '-t', sha)) !== 'tag') return undefined;
  const text = await world.git.run(repository, 'cat-file', 'tag', sha);
  const end = text.indexOf('\n\n');
  const field = (name: string) => new RegExp(`^${name} (.*)$`, 'm').exec(text.slice(0, end))?.[1] ?? '';
  const [, name = '', email = '', seconds = '0'] = /^(.*) <(.*)> (\d+)/.exec(field('tagger')) ?? [];
  const url = `${world.url}/repos/${repository}/git`;
  const [object, type] = [field('object'), field('type')];
  return {
    node_id: `TAG_${sha}`,
    tag: field('tag'),
    sha,
    url: `${url}/tags/${sha}`,
    message: text.slice(end + 2).replace(/\n$/, ''),
    tagger: { name, email, date: new Date(Number(seconds) * 1000).toISOString() },
    object: { sha: object, type, url: `${url}/${type}s/${object}` },
    verification: { verified: false, reason: 'unsigned', payload: null, signature: null, verified_at: null },
  };
}
