import pLimit from 'p-limit';
import { type Answer, invalid, page, refusal } from '../answer.ts';
import { keptPerWorld } from '../kept-per-world.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { settingsOf } from '../settings.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { changePull, notePull } from './pull-changes.ts';
import { allPulls, ownerOf } from './pull-store.ts';
import { viewAnswer } from './pull-view.ts';

const LIST = '/repos/{owner}/{repo}/pulls';
/** Of two requests at once for one branch only the first opens a pull request. */
const oneByOne = keptPerWorld(() => pLimit(1));

const ONE = `${LIST}/{pull_number}`;

/** Pull requests: the emulator keeps them, git says which commits they are about. */
export const pullRoutes: Route[] = [
  { method: 'GET', template: LIST, answer: list },
  {
    method: 'GET',
    template: ONE,
    answer: async ({ url, repository, grant }, world) =>
      viewAnswer(await world.emulator.send(grant.login, 'GET', url.pathname), repository, world),
  },
  { method: 'PATCH', template: ONE, answer: changePull },
  {
    method: 'POST',
    template: LIST,
    async answer(request, world) {
      const { repository, body, grant } = request;
      if (grant.login === 'github-actions[bot]' && !settingsOf(repository, world).actionsMayOpenPulls)
        return refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.');
      const base = String(body['base']);
      const [owner = '', branch = ''] = String(body['head']).includes(':')
        ? String(body['head']).split(':')
        : [repository.split('/')[0], String(body['head'])];
      const headRepository = await findHeadRepository(owner, repository, world);
      const head = await world.git.branch(headRepository, branch);
      const target = await world.git.branch(repository, base);
      if (head === undefined) return invalid('PullRequest', 'head', 'invalid');
      if (target === undefined) return invalid('PullRequest', 'base', 'invalid');
      if (headRepository === repository && (await isWithin(repository, head, target, world)))
        return custom(`No commits between ${base} and ${branch}`);
      const made = await oneByOne(world)(async () => {
        const open = (await allPulls(repository, world)).filter(
          (pull) => pull['state'] === 'open' && isFrom(pull, owner, branch) && isTo(pull, base),
        );
        if (open.length > 0) return custom(`A pull request already exists for ${owner}:${branch}.`);
        // The emulator knows nothing of git and makes the branches that it is asked for by itself.
        return world.emulator.send(grant.login, 'POST', `/repos/${repository}/pulls`, body);
      });
      if (made.status !== 201) return made;
      const viewed = await viewAnswer(made, repository, world);
      if (viewed.status === 201) notePull(viewed.body as JsonObject, 'opened', request, world);
      return viewed;
    },
  },
];

/** Filters and sorts as GitHub does: a `head` without its owner is passed over in silence. */
async function list({ url, repository }: ApiRequest, world: World): Promise<Answer> {
  const asked = (name: string) => url.searchParams.get(name);
  const [owner = '', branch = ''] = asked('head')?.split(/:(.*)/s) ?? [];
  const state = asked('state') ?? 'open';
  const base = asked('base');
  const found = (await allPulls(repository, world)).filter(
    (pull) =>
      (state === 'all' || pull['state'] === state) &&
      (branch === '' || isFrom(pull, owner, branch)) &&
      (base === null || isTo(pull, base)),
  );
  const isUpdated = asked('sort') === 'updated';
  const direction = asked('direction') ?? (['created', null].includes(asked('sort')) ? 'desc' : 'asc');
  const sign = direction === 'asc' ? 1 : -1;
  const rank = (pull: JsonObject) =>
    isUpdated ? Date.parse(String(pull['updated_at'])) : Number(pull['number']);
  const { items, headers } = page(
    found.toSorted((a, b) => sign * (rank(a) - rank(b))),
    url,
  );
  return viewAnswer({ status: 200, body: items, headers }, repository, world);
}

function isFrom(pull: JsonObject, owner: string, branch: string): boolean {
  const { ref, repo } = pull['head'] as { ref: string; repo: { full_name: string } };
  return ref === branch && ownerOf(repo.full_name) === owner;
}

function isTo(pull: JsonObject, base: string): boolean {
  return (pull['base'] as { ref: string }).ref === base;
}

async function isWithin(
  repository: string,
  commit: string,
  branch: string,
  { git }: World,
): Promise<boolean> {
  return (await git.ask(repository, 'merge-base', '--is-ancestor', commit, branch)) !== undefined;
}

async function findHeadRepository(owner: string, repository: string, world: World): Promise<string> {
  if (owner === ownerOf(repository)) return repository;
  const forks = (await world.emulator.send(owner, 'GET', `/repos/${repository}/forks?per_page=100`))
    .body as JsonObject[];
  const fork = forks.find(({ full_name: name }) => String(name).startsWith(`${owner}/`));
  return fork === undefined ? '' : String(fork['full_name']);
}

function custom(message: string) {
  return refusal(422, 'Validation Failed', {
    errors: [{ resource: 'PullRequest', code: 'custom', message }],
  });
}
