import { type Answer, invalid, notFound, page } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { type Deployment, deploymentsOf, findDeployment, stateOf } from './deployment-store.ts';
import { ensureEnvironment } from './environments.ts';
import { viewUser } from './user-view.ts';

const LIST = '/repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
const LONGEST_DESCRIPTION = 140;

/** Statuses of deployments. They are added, never changed; the newest is the state of the deployment. */
export const deploymentStatusRoutes: Route[] = [
  { method: 'POST', template: LIST, answer: create },
  {
    method: 'GET',
    template: LIST,
    answer(request, world) {
      const deployment = findDeployment(request, world);
      if (deployment === undefined) return notFound();
      const { items, headers } = page(deployment.statuses.toReversed(), request.url);
      return { status: 200, body: items, headers };
    },
  },
  {
    method: 'GET',
    template: `${LIST}/{status_id}`,
    answer(request, world) {
      const id = Number(request.params['status_id']);
      const status = findDeployment(request, world)?.statuses.find((one) => one['id'] === id);
      return status === undefined ? notFound() : { status: 200, body: status };
    },
  },
];

function create(request: ApiRequest, world: World): Answer {
  const { body, grant } = request;
  const deployment = findDeployment(request, world);
  if (deployment === undefined) return notFound();
  for (const field of ['target_url', 'log_url', 'environment_url']) {
    const url = String(body[field] ?? '');
    if (url !== '' && !/^https?:\/\/./.test(url))
      return invalid('DeploymentStatus', field, 'custom', `${field} must use http(s) scheme`);
  }
  if ([...String(body['description'] ?? '')].length > LONGEST_DESCRIPTION) {
    const message = `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`;
    return invalid('DeploymentStatus', 'description', 'custom', message);
  }
  if (typeof body['environment'] === 'string') {
    deployment.environment = body['environment'];
    ensureEnvironment(deployment.repository, deployment.environment, world);
  }
  const status = add(deployment, body, grant.login, world);
  if (body['state'] === 'success' && body['auto_inactive'] !== false)
    for (const earlier of replacedBy(deployment, world))
      add(earlier, { state: 'inactive' }, grant.login, world);
  return { status: 201, body: status };
}

/** Those that a success puts out of use: GitHub leaves production to its users. */
function replacedBy(deployment: Deployment, world: World): Deployment[] {
  return deploymentsOf(world).all.filter(
    (one) =>
      one.repository === deployment.repository &&
      one.environment === deployment.environment &&
      one.id < deployment.id &&
      !one.production &&
      !one.transient &&
      stateOf(one) === 'success',
  );
}

function add(deployment: Deployment, body: JsonObject, login: string, world: World): JsonObject {
  const kept = deploymentsOf(world);
  kept.statuses += 1;
  const id = kept.statuses;
  const url = String(deployment.fields['url']);
  const now = new Date().toISOString();
  const status: JsonObject = {
    url: `${url}/statuses/${id}`,
    id,
    node_id: `DES_${id}`,
    state: body['state'] ?? null,
    creator: viewUser(login, world),
    description: body['description'] ?? '',
    environment: deployment.environment,
    target_url: body['target_url'] ?? body['log_url'] ?? '',
    log_url: body['log_url'] ?? body['target_url'] ?? '',
    environment_url: body['environment_url'] ?? '',
    created_at: now,
    updated_at: now,
    deployment_url: url,
    repository_url: String(deployment.fields['repository_url']),
  };
  deployment.statuses.push(status);
  deployment.fields['updated_at'] = now;
  return status;
}
