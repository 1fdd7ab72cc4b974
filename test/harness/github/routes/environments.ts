import { type Answer, notFound, page, refusal } from '../answer.ts';
import { keptPerWorld } from '../kept-per-world.ts';
import type { Json, JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { viewUser } from './user-view.ts';

const LIST = '/repos/{owner}/{repo}/environments';
const ONE = `${LIST}/{environment_name}`;

interface Environment {
  repository: string;
  name: string;
  fields: JsonObject;
}

const environmentsOf = keptPerWorld((): Environment[] => []);

/** Environments: only administrators set them up; a deployment to one that is missing makes it, unprotected. */
export const environmentRoutes: Route[] = [
  {
    method: 'GET',
    template: LIST,
    answer({ repository, url }, world) {
      const all = environmentsOf(world).filter((one) => one.repository === repository);
      const { items, headers } = page(
        all.map(({ fields }) => fields),
        url,
      );
      return { status: 200, body: { total_count: all.length, environments: items }, headers };
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
  { method: 'PUT', template: ONE, answer: set },
  {
    method: 'DELETE',
    template: ONE,
    answer(request, world) {
      const found = find(request, world);
      if (found === undefined) return notFound();
      environmentsOf(world).splice(environmentsOf(world).indexOf(found), 1);
      return { status: 204 };
    },
  },
];

/** Makes the environment where it is missing. */
export function ensureEnvironment(repository: string, name: string, world: World): JsonObject {
  const all = environmentsOf(world);
  const known = all.find((one) => one.repository === repository && one.name === name);
  if (known !== undefined) return known.fields;
  const now = new Date().toISOString();
  const place = `${repository}/environments/${encodeURIComponent(name)}`;
  const fields: JsonObject = {
    id: all.length + 1,
    node_id: `EN_${all.length + 1}`,
    name,
    url: `${world.url}/repos/${place}`,
    html_url: `${world.url}/${place}`,
    created_at: now,
    updated_at: now,
    protection_rules: [],
    deployment_branch_policy: null,
  };
  all.push({ repository, name, fields });
  return fields;
}

function set({ repository, params, body }: ApiRequest, world: World): Answer {
  const policy = (body['deployment_branch_policy'] ?? null) as JsonObject | null;
  if (policy !== null && policy['protected_branches'] === policy['custom_branch_policies']) {
    return refusal(422, 'protected_branches and custom_branch_policies cannot have the same value.');
  }
  const fields = ensureEnvironment(repository, params['environment_name'] ?? '', world);
  const wait = Number(body['wait_timer'] ?? 0);
  const reviewers = (body['reviewers'] ?? []) as JsonObject[];
  const rules: JsonObject[] = [
    ...(wait === 0 ? [] : [{ type: 'wait_timer', wait_timer: wait }]),
    ...(reviewers.length === 0 ? [] : [reviewRule(reviewers, body['prevent_self_review'] === true, world)]),
    ...(policy === null ? [] : [{ type: 'branch_policy' }]),
  ];
  fields['protection_rules'] = rules.map((rule, index) => ({
    id: index + 1,
    node_id: `GA_${index + 1}`,
    ...rule,
  }));
  fields['deployment_branch_policy'] = policy;
  return { status: 200, body: fields };
}

function reviewRule(reviewers: JsonObject[], preventsOwn: boolean, world: World): JsonObject {
  const views: Json[] = reviewers.map(({ type, id }) => ({
    type: type ?? 'User',
    reviewer: { ...viewUser('octocat', world), id: id ?? null },
  }));
  return { type: 'required_reviewers', prevent_self_review: preventsOwn, reviewers: views };
}

function find({ repository, params }: ApiRequest, world: World): Environment | undefined {
  const name = params['environment_name'];
  return environmentsOf(world).find((one) => one.repository === repository && one.name === name);
}
