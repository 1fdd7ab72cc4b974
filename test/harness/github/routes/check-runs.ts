import { notFound, page, refusal } from '../answer.ts';
import { keptPerWorld } from '../kept-per-world.ts';
import type { Json, JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';

const RUNS = '/repos/{owner}/{repo}/check-runs';

interface CheckRun {
  repository: string;
  login: string;
  annotations: JsonObject[];
  fields: JsonObject;
}

const runsOf = keptPerWorld((): CheckRun[] => []);

/** Check runs: at the head commit, written by an App only, annotations added on each update. */
export const checkRunRoutes: Route[] = [
  {
    method: 'POST',
    template: RUNS,
    async answer(request, world) {
      const { body, grant, repository } = request;
      if (!grant.login.endsWith('[bot]')) return refusal(403, 'You must authenticate via a GitHub App.');
      const sha = String(body['head_sha']);
      if ((await world.git.commit(repository, sha)) !== sha)
        return refusal(422, `No commit found for SHA: ${sha}`);
      const runs = runsOf(world);
      const id = runs.length + 1;
      const run: CheckRun = {
        repository,
        login: grant.login,
        annotations: [],
        fields: blank(id, sha, request, world),
      };
      runs.push(run);
      return { status: 201, body: update(run, body) };
    },
  },
  {
    method: 'PATCH',
    template: `${RUNS}/{check_run_id}`,
    answer(request, world) {
      const run = find(request, world);
      if (run === undefined) return notFound();
      if (run.login !== request.grant.login) {
        return refusal(
          403,
          'Invalid app_id - check run can only be modified by the GitHub App that created it.',
        );
      }
      return { status: 200, body: update(run, request.body) };
    },
  },
  {
    method: 'GET',
    template: `${RUNS}/{check_run_id}`,
    answer(request, world) {
      const run = find(request, world);
      return run === undefined ? notFound() : { status: 200, body: run.fields };
    },
  },
  {
    method: 'GET',
    template: `${RUNS}/{check_run_id}/annotations`,
    answer(request, world) {
      const run = find(request, world);
      if (run === undefined) return notFound();
      const { items, headers } = page(run.annotations, request.url);
      return { status: 200, body: items, headers };
    },
  },
  {
    method: 'GET',
    template: '/repos/{owner}/{repo}/commits/{ref}/check-runs',
    async answer({ repository, params, url }, world) {
      const sha = await world.git.commit(repository, params['ref'] ?? '');
      if (sha === undefined) return refusal(422, `No commit found for SHA: ${params['ref']}`);
      const name = url.searchParams.get('check_name');
      const named = checkRunsAt(repository, sha, world).filter(
        (fields) => name === null || fields['name'] === name,
      );
      // `filter=latest` is the default: of runs of one name only the newest.
      const all = url.searchParams.get('filter') === 'all';
      const latest = all ? named : [...new Map(named.map((fields) => [fields['name'], fields])).values()];
      const { items, headers } = page(latest.toReversed(), url);
      return { status: 200, body: { total_count: latest.length, check_runs: items }, headers };
    },
  },
];

/** The check runs of a commit, oldest first. */
export function checkRunsAt(repository: string, sha: string, world: World): JsonObject[] {
  return runsOf(world)
    .filter((run) => run.repository === repository && run.fields['head_sha'] === sha)
    .map(({ fields }) => fields);
}

function find({ params, repository }: ApiRequest, world: World): CheckRun | undefined {
  const id = Number(params['check_run_id']);
  return runsOf(world).find((run) => run.fields['id'] === id && run.repository === repository);
}

function blank(id: number, sha: string, { repository }: ApiRequest, world: World): JsonObject {
  const url = `${world.url}/repos/${repository}/check-runs/${id}`;
  return {
    id,
    node_id: `CR_${id}`,
    head_sha: sha,
    name: '',
    status: 'queued',
    conclusion: null,
    external_id: '',
    url,
    html_url: `${world.url}/${repository}/runs/${id}`,
    details_url: `${world.url}/${repository}/runs/${id}`,
    started_at: null,
    completed_at: null,
    output: {
      title: null,
      summary: null,
      text: null,
      annotations_count: 0,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: 1 },
    app: null,
    pull_requests: [],
  };
}

function update(run: CheckRun, body: JsonObject): JsonObject {
  const { output, ...rest } = body;
  const { annotations = [], ...texts } = (output ?? {}) as { annotations?: JsonObject[] } & JsonObject;
  run.annotations.push(
    ...annotations.map((annotation) => ({ ...BARE_ANNOTATION, blob_href: '', ...annotation })),
  );
  const done = rest['conclusion'] !== undefined;
  Object.assign(run.fields, rest, {
    output: { ...(run.fields['output'] as JsonObject), ...texts, annotations_count: run.annotations.length },
    ...(done ? { status: 'completed', completed_at: rest['completed_at'] ?? new Date().toISOString() } : {}),
  } satisfies Record<string, Json>);
  return run.fields;
}

const BARE_ANNOTATION = { start_column: null, end_column: null, title: null, raw_details: null };
