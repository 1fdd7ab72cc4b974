import { type Answer, notFound, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

// Fields that cannot hold a null byte, in the order of the format below.
const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

/** Refs, branches and commits: read from git, and refs changed in it. */
export const gitDataRoutes: Route[] = [
  {
    method: 'GET',
    template: `${REPOSITORY}/git/ref/{ref}`,
    answer: async (request, world) => {
      const ref = await describeRef(request, `refs/${request.params['ref']}`, world);
      return ref === undefined ? notFound() : { status: 200, body: ref };
    },
  },
  {
    method: 'GET',
    template: `${REPOSITORY}/git/matching-refs/{ref}`,
    answer: async (request, world) => {
      const out = await world.git.run(request.repository, 'for-each-ref', '--format=%(refname)');
      const names = out.split('\n').filter((name) => name.startsWith(`refs/${request.params['ref']}`));
      const refs = await Promise.all(names.map((name) => describeRef(request, name, world)));
      return { status: 200, body: refs.filter((ref) => ref !== undefined) };
    },
  },
  {
    method: 'POST',
    template: `${REPOSITORY}/git/refs`,
    answer: async (request, world) => {
      const [ref, sha] = [String(request.body['ref']), String(request.body['sha'])];
      const { git } = world;
      if (!/^refs\/(heads|tags)\/./.test(ref))
        return refusal(422, 'Reference name must start with refs/heads/ or refs/tags/.');
      if ((await git.ask(request.repository, 'cat-file', '-e', sha)) === undefined)
        return refusal(422, 'Object does not exist');
      if ((await git.commit(request.repository, ref)) !== undefined)
        return refusal(422, 'Reference already exists');
      await git.run(request.repository, 'update-ref', ref, sha);
      return { status: 201, body: (await describeRef(request, ref, world)) ?? null };
    },
  },
  {
    method: 'DELETE',
    template: `${REPOSITORY}/git/refs/{ref}`,
    answer: async ({ repository, params }, { git }) => {
      const ref = `refs/${params['ref']}`;
      if ((await git.commit(repository, ref)) === undefined) return refusal(422, 'Reference does not exist');
      await git.run(repository, 'update-ref', '-d', ref);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: `${REPOSITORY}/commits/{ref}`,
    answer: async (request, world) => commitAnswer(request, request.params['ref'] ?? '', world),
  },
  {
    method: 'GET',
    template: `${REPOSITORY}/branches/{branch}`,
    answer: async (request, world) => {
      const name = request.params['branch'] ?? '';
      const sha = await world.git.branch(request.repository, name);
      if (sha === undefined) return refusal(404, 'Branch not found');
      const commit = (await commitAnswer(request, sha, world)).body ?? null;
      const url = `${world.url}${request.url.pathname}`;
      const links = {
        self: url,
        html: `${world.url}/${request.repository}/tree/${encodeURIComponent(name)}`,
      };
      const body = {
        name,
        commit,
        _links: links,
        protected: false,
        protection: {},
        protection_url: `${url}/protection`,
      };
      return { status: 200, body };
    },
  },
];

async function describeRef(
  { repository }: ApiRequest,
  ref: string,
  world: World,
): Promise<JsonObject | undefined> {
  const found = await world.git.ask(
    repository,
    'for-each-ref',
    '--format=%(objecttype) %(objectname)',
    '--',
    ref,
  );
  const [type = '', sha = ''] = (found ?? '').split('\n')[0]?.split(' ') ?? [];
  // The pattern of for-each-ref also matches whatever lies below it.
  if (sha === '' || (await world.git.ask(repository, 'show-ref', '--verify', ref)) === undefined)
    return undefined;
  const url = `${world.url}/repos/${repository}/git`;
  return { ref, node_id: ref, url: `${url}/${ref}`, object: { type, sha, url: `${url}/${type}s/${sha}` } };
}

async function commitAnswer({ repository }: ApiRequest, revision: string, world: World): Promise<Answer> {
  const commit = await world.git.commit(repository, revision);
  if (commit === undefined) return refusal(422, `No commit found for SHA: ${revision}`);
  const shown = await world.git.run(repository, 'show', '--no-patch', `--format=${FORMAT}`, commit);
  const [
    sha = '',
    tree = '',
    parents = '',
    an = '',
    ae = '',
    ad = '',
    cn = '',
    ce = '',
    cd = '',
    message = '',
  ] = shown.split('\0');
  const url = `${world.url}/repos/${repository}`;
  const html = `${world.url}/${repository}/commit`;
  const body: JsonObject = {
    sha,
    node_id: `C_${sha}`,
    url: `${url}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    comments_url: `${url}/commits/${sha}/comments`,
    commit: {
      url: `${url}/git/commits/${sha}`,
      author: { name: an, email: ae, date: ad },
      committer: { name: cn, email: ce, date: cd },
      message: message.trimEnd(),
      tree: { sha: tree, url: `${url}/git/trees/${tree}` },
      comment_count: 0,
    },
    author: null,
    committer: null,
    parents: parents
      .split(' ')
      .filter(Boolean)
      .map((parent) => ({ sha: parent, url: `${url}/commits/${parent}`, html_url: `${html}/${parent}` })),
  };
  return { status: 200, body };
}
