import { type Answer, notFound, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { protectionsOf } from '../ref-protection.ts';
import type { ApiRequest, Route, World } from '../world.ts';

const REPOSITORY = '/repos/{owner}/{repo}';

// Fields that cannot hold a null byte, in the order of the format below.
const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%aI', '%cn', '%ce', '%cI', '%B'].join('%x00');

/** Refs, branches and commits, read from git. */
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
        protected: isProtected(request.repository, name, world),
        protection: {},
        protection_url: `${url}/protection`,
      };
      return { status: 200, body };
    },
  },
];

function isProtected(repository: string, branch: string, world: World): boolean {
  return protectionsOf(world).some(
    (one) => one.repository === repository && one.refs === `refs/heads/${branch}`,
  );
}

/** A ref in GitHub's form, or `undefined` where there is none. */
export async function describeRef(
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
  return { status: 200, body: await describeCommit(repository, commit, world) };
}

/** A commit in GitHub's form. */
export async function describeCommit(repository: string, commit: string, world: World): Promise<JsonObject> {
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
  return {
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
}
