import { notFound, page } from '../answer.ts';
import { blobUrl, digestOf, type StoredArtifact } from '../artifacts/artifact-store.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import type { ApiRequest, Route, World } from '../world.ts';

const ARTIFACTS = '/repos/{owner}/{repo}/actions/artifacts';

/** Artifacts by the public API, as another run sees them: it needs `actions: read`. */
export const artifactRoutes: Route[] = [
  { method: 'GET', template: ARTIFACTS, answer: list },
  { method: 'GET', template: '/repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', answer: list },
  {
    method: 'GET',
    template: `${ARTIFACTS}/{artifact_id}`,
    answer(request, world) {
      const [artifact] = world.artifacts.list({ id: Number(request.params['artifact_id']) });
      return artifact === undefined ? notFound() : { status: 200, body: describe(artifact, request, world) };
    },
  },
  {
    method: 'DELETE',
    template: `${ARTIFACTS}/{artifact_id}`,
    answer({ params }, world) {
      const [artifact] = world.artifacts.list({ id: Number(params['artifact_id']) });
      if (artifact === undefined) return notFound();
      world.artifacts.delete(artifact);
      return { status: 204 };
    },
  },
  {
    method: 'GET',
    template: `${ARTIFACTS}/{artifact_id}/{archive_format}`,
    answer({ params }, world) {
      const [artifact] = world.artifacts.list({ id: Number(params['artifact_id']) });
      if (artifact === undefined || params['archive_format'] !== 'zip') return notFound();
      return { status: 302, headers: { location: blobUrl(world.url, artifact) } };
    },
  },
];

function list(request: ApiRequest, world: World) {
  const { params, url } = request;
  const name = url.searchParams.get('name');
  const found = world.artifacts.list({
    ...(params['run_id'] === undefined ? {} : { runId: params['run_id'] }),
    ...(name === null ? {} : { name }),
  });
  const { items, headers } = page(
    found.map((artifact) => describe(artifact, request, world)),
    url,
  );
  return { status: 200, body: { total_count: found.length, artifacts: items }, headers };
}

function describe(artifact: StoredArtifact, { repository }: ApiRequest, world: World): JsonObject {
  const url = `${world.url}/repos/${repository}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: `A_${artifact.id}`,
    name: artifact.name,
    size_in_bytes: artifact.bytes.length,
    url,
    archive_download_url: `${url}/zip`,
    expired: false,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    digest: digestOf(artifact),
    workflow_run: {
      id: Number(artifact.runId) || 0,
      repository_id: 1,
      head_repository_id: 1,
      head_branch: 'main',
      head_sha: '',
    },
  };
}
