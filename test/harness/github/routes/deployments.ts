import { type Answer, invalid, notFound, page, refusal } from '../answer.ts';
import type { Json, JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { describeChecks } from './commit-checks.ts';
import {
  type Deployment,
  deploymentsOf,
  findDeployment,
  stateOf,
  viewDeployment,
} from './deployment-store.ts';
import { ensureEnvironment } from './environments.ts';
import { viewUser } from './user-view.ts';

const LIST = '/repos/{owner}/{repo}/deployments';
const ONE = `${LIST}/{deployment_id}`;
const LONGEST_DESCRIPTION = 140;

/** Deployments: bound to a commit that exists, held back by its checks unless told otherwise. */
export const deploymentRoutes: Route[] = [
  { method: 'POST', template: LIST, answer: create },
  {
    method: 'GET',
    template: LIST,
    answer({ repository, url }, world) {
      const wanted = ['sha', 'ref', 'task', 'environment'].flatMap((name) => {
        const value = url.searchParams.get(name);
        return value === null || value === 'none' ? [] : [[name, value] as const];
      });
      const found = deploymentsOf(world)
        .all.filter((one) => one.repository === repository)
        .map(viewDeployment)
        .filter((view) => wanted.every(([name, value]) => view[name] === value));
      const { items, headers } = page(found.toReversed(), url);
      return { status: 200, body: items, headers };
    },
  },
  {
    method: 'GET',
    template: ONE,
    answer(request, world) {
      const found = findDeployment(request, world);
      return found === undefined ? notFound() : { status: 200, body: viewDeployment(found) };
    },
  },
  {
    method: 'DELETE',
    template: ONE,
    answer(request, world) {
      const found = findDeployment(request, world);
      if (found === undefined) return notFound();
      const kept = deploymentsOf(world);
      const others = kept.all.some((one) => one !== found && one.repository === found.repository);
      if (others && stateOf(found) !== 'inactive') {
        const message =
          'We cannot delete an active deployment unless it is the only deployment in a given environment.';
        return refusal(422, message);
      }
      kept.all.splice(kept.all.indexOf(found), 1);
      return { status: 204 };
    },
  },
];

async function create(request: ApiRequest, world: World): Promise<Answer> {
  const { repository, body } = request;
  const ref = String(body['ref']);
  const sha = await world.git.commit(repository, ref);
  if (sha === undefined) return refusal(422, `No ref found for: ${ref}`);
  if ([...String(body['description'] ?? '')].length > LONGEST_DESCRIPTION) {
    const message = `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`;
    return invalid('Deployment', 'description', 'custom', message);
  }
  const merged = body['auto_merge'] === false ? undefined : await autoMerge(repository, ref, world);
  return (
    merged ?? (await heldBack(request, ref, sha, world)) ?? { status: 201, body: add(request, sha, world) }
  );
}

/** What GitHub does unless told not to: a branch that lacks commits of the default branch gets them instead of a deployment. */
async function autoMerge(repository: string, branch: string, world: World): Promise<Answer | undefined> {
  const { git } = world;
  const tip = await git.branch(repository, branch);
  const main = await git.commit(repository, 'main');
  if (tip === undefined || main === undefined) return undefined;
  if ((await git.ask(repository, 'merge-base', '--is-ancestor', main, tip)) !== undefined) return undefined;
  const tree = await git.ask(repository, 'merge-tree', '--write-tree', tip, main);
  if (tree === undefined) return refusal(409, `Conflict merging main into ${branch}.`);
  await git.commitTree(repository, branch, `Merge main into ${branch}`, tree.split('\n')[0] ?? '', [
    tip,
    main,
  ]);
  return { status: 202, body: { message: `Auto-merged main into ${branch} on deployment.` } };
}

/** The refusal where a check that must have passed has not; without `required_contexts` that is every one of the commit. */
async function heldBack(
  { repository, body, grant }: ApiRequest,
  ref: string,
  sha: string,
  world: World,
): Promise<Answer | undefined> {
  const named = body['required_contexts'] as string[] | undefined;
  const checks = await describeChecks(repository, sha, world);
  // GITHUB_TOKEN lives within a job, and that job is an unfinished check of the commit.
  if (grant.login === 'github-actions[bot]') checks.set('the job that asks', 'pending');
  const contexts = (named ?? [...checks.keys()]).map((context) => ({
    context,
    state: checks.get(context) ?? 'pending',
  }));
  if (contexts.every(({ state }) => state === 'success')) return undefined;
  const error = { contexts, resource: 'Deployment', field: 'required_contexts', code: 'invalid' };
  return refusal(409, `Conflict: Commit status checks failed for ${ref}.`, { errors: [error] });
}

function add({ repository, body, grant }: ApiRequest, sha: string, world: World): Json {
  const kept = deploymentsOf(world);
  kept.made += 1;
  const id = kept.made;
  const environment = String(body['environment'] ?? 'production');
  // GitHub makes an environment that does not exist, without any protection.
  ensureEnvironment(repository, environment, world);
  const self = `${world.url}/repos/${repository}/deployments/${id}`;
  const now = new Date().toISOString();
  const fields: JsonObject = {
    url: self,
    id,
    node_id: `DE_${id}`,
    sha,
    ref: String(body['ref']),
    task: body['task'] ?? 'deploy',
    payload: body['payload'] ?? {},
    original_environment: environment,
    description: body['description'] ?? null,
    creator: viewUser(grant.login, world),
    created_at: now,
    updated_at: now,
    statuses_url: `${self}/statuses`,
    repository_url: `${world.url}/repos/${repository}`,
  };
  const deployment: Deployment = {
    id,
    repository,
    environment,
    production:
      body['production_environment'] === undefined
        ? environment === 'production'
        : body['production_environment'] === true,
    transient: body['transient_environment'] === true,
    fields,
    statuses: [],
  };
  kept.all.push(deployment);
  return viewDeployment(deployment);
}
