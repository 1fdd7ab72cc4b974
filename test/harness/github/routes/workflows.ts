import { type Answer, notFound, page, refusal } from '../answer.ts';
import { keptPerWorld } from '../kept-per-world.ts';
import { isObject, type JsonObject } from '../openapi/json-schema.ts';
import { note } from '../workflow-events.ts';
import type { ApiRequest, Route, World } from '../world.ts';
import { isNamed, type WorkflowFile, workflowsAt } from './workflow-files.ts';

const LIST = '/repos/{owner}/{repo}/actions/workflows';
const ONE = `${LIST}/{workflow_id}`;
const MOST_PROPERTIES = 10;

const runs = keptPerWorld(() => ({ made: 0 }));

/** Workflows, and how they are dispatched: also GITHUB_TOKEN may, and starts them by it. */
export const workflowRoutes: Route[] = [
  {
    method: 'GET',
    template: LIST,
    async answer({ repository, url }, world) {
      const all = (await workflowsAt(repository, 'HEAD', world)).map((one) =>
        describe(one, repository, world),
      );
      const { items, headers } = page(all, url);
      return { status: 200, body: { total_count: all.length, workflows: items }, headers };
    },
  },
  {
    method: 'GET',
    template: ONE,
    async answer({ repository, params }, world) {
      const found = await find(repository, 'HEAD', params['workflow_id'] ?? '', world);
      return found === undefined ? notFound() : { status: 200, body: describe(found, repository, world) };
    },
  },
  { method: 'POST', template: `${ONE}/dispatches`, answer: dispatch },
  {
    method: 'POST',
    template: '/repos/{owner}/{repo}/dispatches',
    async answer({ repository, body, grant }, world) {
      const payload = (body['client_payload'] ?? {}) as JsonObject;
      if (Object.keys(payload).length > MOST_PROPERTIES)
        return refusal(422, `No more than ${MOST_PROPERTIES} properties are allowed in client_payload`);
      const sha = await world.git.run(repository, 'rev-parse', 'HEAD');
      const action = String(body['event_type']);
      note(
        {
          event: 'repository_dispatch',
          repository,
          actor: grant.login,
          action,
          ref: 'refs/heads/main',
          sha,
          inputs: payload,
        },
        world,
      );
      return { status: 204 };
    },
  },
];

async function dispatch({ repository, params, body, grant }: ApiRequest, world: World): Promise<Answer> {
  const name = params['workflow_id'] ?? '';
  // GitHub knows a workflow once it is on the default branch.
  const known = await find(repository, 'HEAD', name, world);
  if (known === undefined) return notFound();
  const asked = String(body['ref']);
  const ref = await fullName(repository, asked, world);
  if (ref === undefined) return refusal(422, `No ref found for: ${asked}`);
  const there = await find(repository, ref, name, world);
  const settings = there?.on['workflow_dispatch'];
  if (settings === undefined) return refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  const inputs = (body['inputs'] ?? {}) as JsonObject;
  const wrong = wrongInputs(inputs, isObject(settings) ? settings['inputs'] : undefined);
  if (wrong !== undefined) return refusal(422, wrong);

  const kept = runs(world);
  kept.made += 1;
  const run = 9_000_000 + kept.made;
  const sha = await world.git.run(repository, 'rev-parse', `${ref}^{commit}`);
  note(
    {
      event: 'workflow_dispatch',
      repository,
      actor: grant.login,
      ref,
      sha,
      workflow: known.path,
      run,
      inputs,
    },
    world,
  );
  if (body['return_run_details'] !== true) return { status: 204 };
  const details = {
    workflow_run_id: run,
    run_url: `${world.url}/repos/${repository}/actions/runs/${run}`,
    html_url: `${world.url}/${repository}/actions/runs/${run}`,
  };
  return { status: 200, body: details };
}

function wrongInputs(inputs: JsonObject, described: unknown): string | undefined {
  const known = (described ?? {}) as Record<string, { required?: boolean; default?: unknown } | null>;
  const unexpected = Object.keys(inputs).filter((name) => !(name in known));
  if (unexpected.length > 0) return `Unexpected inputs provided: ${JSON.stringify(unexpected)}`;
  const missing = Object.entries(known).find(
    ([name, input]) => input?.required === true && input.default === undefined && !(name in inputs),
  );
  return missing === undefined ? undefined : `Required input '${missing[0]}' not provided`;
}

/** A branch or tag; a SHA is not taken. */
async function fullName(repository: string, name: string, { git }: World): Promise<string | undefined> {
  for (const ref of [name, `refs/heads/${name}`, `refs/tags/${name}`])
    if (ref.startsWith('refs/') && (await git.ask(repository, 'show-ref', '--verify', ref)) !== undefined)
      return ref;
  return undefined;
}

async function find(
  repository: string,
  commit: string,
  name: string,
  world: World,
): Promise<WorkflowFile | undefined> {
  return (await workflowsAt(repository, commit, world)).find((one) => isNamed(one, name));
}

function describe({ id, path, name }: WorkflowFile, repository: string, world: World): JsonObject {
  const url = `${world.url}/repos/${repository}/actions/workflows/${id}`;
  const page = `${world.url}/${repository}`;
  const date = '2026-01-01T00:00:00.000Z';
  return {
    id,
    node_id: `W_${id}`,
    name,
    path,
    state: 'active',
    created_at: date,
    updated_at: date,
    url,
    html_url: `${page}/blob/main/${path}`,
    badge_url: `${page}/workflows/${encodeURIComponent(name)}/badge.svg`,
  };
}
