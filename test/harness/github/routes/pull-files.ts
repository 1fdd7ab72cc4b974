import { page, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { Route } from '../world.ts';
import { allPulls, mergeOf, ownerOf } from './pull-store.ts';
import { pullEnds, viewPull } from './pull-view.ts';

const ONE = '/repos/{owner}/{repo}/pulls/{pull_number}';

/** Which files a pull request changes, and which pull requests a commit is in: read from git. */
export const pullFileRoutes: Route[] = [
  {
    method: 'GET',
    template: `${ONE}/files`,
    async answer({ repository, params, url }, world) {
      const found = await world.emulator.send(
        ownerOf(repository),
        'GET',
        `/repos/${repository}/pulls/${params['pull_number']}`,
      );
      if (found.status !== 200) return found;
      const { base, head } = await pullEnds(found.body as JsonObject, repository, world);
      const diff = await world.git.run(repository, 'diff', '--numstat', '--no-renames', `${base}...${head}`);
      const states = await world.git.run(
        repository,
        'diff',
        '--name-status',
        '--no-renames',
        `${base}...${head}`,
      );
      const status = new Map(states.split('\n').map((line) => [line.slice(2), line[0]]));
      const files = diff
        .split('\n')
        .filter(Boolean)
        .map((line) => fileOf(line, status, head, repository, world.url));
      const { items, headers } = page(files, url);
      return { status: 200, body: items, headers };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    async answer({ repository, params, url }, world) {
      const commit = await world.git.commit(repository, params['commit_sha'] ?? '');
      if (commit === undefined) return refusal(422, `No commit found for SHA: ${params['commit_sha']}`);
      const containing: JsonObject[] = [];
      for (const pull of await allPulls(repository, world)) {
        const { base, head } = await pullEnds(pull, repository, world);
        const commits = (await world.git.run(repository, 'rev-list', `${base}..${head}`)).split('\n');
        const merge = mergeOf(repository, Number(pull['number']), world)?.sha;
        if (commits.includes(commit) || head === commit || merge === commit)
          containing.push(await viewPull(pull, repository, world));
      }
      const { items, headers } = page(containing, url);
      return { status: 200, body: items, headers };
    },
  },
];

function fileOf(
  line: string,
  states: Map<string, string | undefined>,
  head: string,
  repository: string,
  url: string,
): JsonObject {
  const [added, removed, filename = ''] = line.split('\t');
  const status = { A: 'added', D: 'removed' }[states.get(filename) ?? 'M'] ?? 'modified';
  const [additions, deletions] = [Number(added) || 0, Number(removed) || 0];
  const place = `${head}/${encodeURI(filename)}`;
  return {
    sha: head,
    filename,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    blob_url: `${url}/${repository}/blob/${place}`,
    raw_url: `${url}/${repository}/raw/${place}`,
    contents_url: `${url}/repos/${repository}/contents/${encodeURI(filename)}?ref=${head}`,
  };
}
