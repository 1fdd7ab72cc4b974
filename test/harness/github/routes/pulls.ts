import { invalid, page, refusal } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { pullEnds, viewAnswer, viewPull } from './pull-view.ts';

const LIST = '/repos/{owner}/{repo}/pulls';
const ONE = `${LIST}/{pull_number}`;

/** Pull requests: the emulator keeps them, git says which commits they are about. */
export const pullRoutes: Route[] = [
  { method: 'GET', template: LIST, answer: forwardAndView },
  { method: 'GET', template: ONE, answer: forwardAndView },
  { method: 'PATCH', template: ONE, answer: forwardAndView },
  {
    method: 'POST',
    template: LIST,
    async answer(request, world) {
      const { repository, body } = request;
      const base = String(body['base']);
      const [owner = '', branch = ''] = String(body['head']).includes(':')
        ? String(body['head']).split(':')
        : [repository.split('/')[0], String(body['head'])];
      const headRepository = await findHeadRepository(owner, repository, world);
      const head = await world.git.branch(headRepository, branch);
      const target = await world.git.branch(repository, base);
      if (head === undefined) return invalid('PullRequest', 'head', 'invalid');
      if (target === undefined) return invalid('PullRequest', 'base', 'invalid');
      if (head === target) return custom(`No commits between ${base} and ${branch}`);
      const open = await pulls(
        repository,
        world,
        `state=open&head=${owner}:${encodeURIComponent(branch)}&base=${base}`,
      );
      if (open.length > 0) return custom(`A pull request already exists for ${owner}:${branch}.`);
      // The emulator knows nothing of git and makes the branches that it is asked for by itself.
      const made = await world.emulator.send(request.grant.login, 'POST', `/repos/${repository}/pulls`, body);
      return viewAnswer(made, repository, world);
    },
  },
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
      for (const pull of await pulls(repository, world, 'state=all')) {
        const { base, head } = await pullEnds(pull, repository, world);
        const commits = (await world.git.run(repository, 'rev-list', `${base}..${head}`)).split('\n');
        if (commits.includes(commit) || head === commit)
          containing.push(await viewPull(pull, repository, world));
      }
      const { items, headers } = page(containing, url);
      return { status: 200, body: items, headers };
    },
  },
];

async function forwardAndView({ method, url, repository, body, grant }: ApiRequest, world: World) {
  const sent = method === 'GET' ? undefined : body;
  return viewAnswer(
    await world.emulator.send(grant.login, method, url.pathname + url.search, sent),
    repository,
    world,
  );
}

async function pulls(repository: string, world: World, query: string): Promise<JsonObject[]> {
  const path = `/repos/${repository}/pulls?per_page=100&${query}`;
  return (await world.emulator.send(ownerOf(repository), 'GET', path)).body as JsonObject[];
}

async function findHeadRepository(owner: string, repository: string, world: World): Promise<string> {
  if (owner === ownerOf(repository)) return repository;
  const forks = (await world.emulator.send(owner, 'GET', `/repos/${repository}/forks?per_page=100`))
    .body as JsonObject[];
  const fork = forks.find(({ full_name: name }) => String(name).startsWith(`${owner}/`));
  return fork === undefined ? '' : String(fork['full_name']);
}

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

function custom(message: string) {
  return refusal(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });
}

function ownerOf(repository: string): string {
  return repository.split('/')[0] ?? '';
}
