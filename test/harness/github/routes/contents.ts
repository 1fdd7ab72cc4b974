import { gitEnvironment } from '../../git/index.ts';
import { run } from '../../process.ts';
import { type Answer, notFound } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { Route, World } from '../world.ts';

// Above this GitHub answers with an empty `content` and `encoding: none`; the raw media type still works.
const INLINE_LIMIT_BYTES = 1024 * 1024;

interface Entry {
  type: string;
  sha: string;
  size: number;
  path: string;
}

const ROOT: Entry = { type: 'tree', sha: '', size: 0, path: '' };

/** Files and folders at a commit, read from git. */
export const contentRoutes: Route[] = [
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/contents/{path}',
    async answer({ repository, params, url, accept }, world): Promise<Answer> {
      const ref = url.searchParams.get('ref') ?? 'HEAD';
      const commit = await world.git.commit(repository, ref);
      if (commit === undefined)
        return { ...notFound(), body: { message: `No commit found for the ref ${ref}`, status: '404' } };
      const path = (params['path'] ?? '').replace(/^\/|\/$/g, '');
      const [entry] = path === '' ? [ROOT] : await list(repository, commit, path, world);
      if (entry === undefined) return notFound();
      if (entry.type === 'tree') {
        const entries = await list(repository, commit, path === '' ? '' : `${path}/`, world);
        return { status: 200, body: entries.map((inner) => describe(inner, repository, commit, world)) };
      }
      const bytes = await read(repository, entry.sha, world);
      if (accept.includes('raw')) return { status: 200, bytes };
      const inline = entry.size <= INLINE_LIMIT_BYTES;
      // GitHub breaks Base64 into lines.
      const content = inline ? bytes.toString('base64').replace(/.{60}/g, '$&\n') : '';
      const described = describe(entry, repository, commit, world);
      return { status: 200, body: { ...described, encoding: inline ? 'base64' : 'none', content } };
    },
  },
];

/** A file at a commit, without its content. */
export async function describeFile(
  repository: string,
  commit: string,
  path: string,
  world: World,
): Promise<JsonObject | null> {
  const [entry] = await list(repository, commit, path, world);
  return entry === undefined ? null : describe(entry, repository, commit, world);
}

async function list(repository: string, commit: string, path: string, world: World): Promise<Entry[]> {
  const out = await world.git.run(
    repository,
    '--literal-pathspecs',
    'ls-tree',
    '-z',
    '--long',
    commit,
    ...(path === '' ? [] : ['--', path]),
  );
  return out
    .split('\0')
    .filter(Boolean)
    .map((line) => {
      const [head = '', name = ''] = line.split('\t');
      const [, type = '', sha = '', size = ''] = head.split(/ +/);
      return { type, sha, size: Number(size) || 0, path: name };
    });
}

// Bytes: the text helper would spoil what is not UTF-8.
async function read(repository: string, sha: string, world: World): Promise<Buffer> {
  const encoded = await run('git', ['cat-file', 'blob', sha], {
    cwd: world.git.path(repository),
    env: gitEnvironment(),
  });
  return encoded.bytes;
}

function describe(
  { type, sha, size, path }: Entry,
  repository: string,
  commit: string,
  world: World,
): JsonObject {
  const place = path.split('/').map(encodeURIComponent).join('/');
  const self = `${world.url}/repos/${repository}/contents/${place}?ref=${commit}`;
  const tree = type === 'tree';
  const gitUrl = `${world.url}/repos/${repository}/git/${tree ? 'trees' : 'blobs'}/${sha}`;
  const htmlUrl = `${world.url}/${repository}/${tree ? 'tree' : 'blob'}/${commit}/${place}`;
  return {
    type: tree ? 'dir' : 'file',
    size,
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha,
    url: self,
    git_url: gitUrl,
    html_url: htmlUrl,
    download_url: tree ? null : `${world.url}/raw/${repository}/${commit}/${place}`,
    _links: { self, git: gitUrl, html: htmlUrl },
  };
}
