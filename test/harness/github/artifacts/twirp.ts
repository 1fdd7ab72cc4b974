import type { Answer } from '../answer.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { type ArtifactStore, blobUrl, digestOf, type StoredArtifact } from './artifact-store.ts';

const SERVICE = '/twirp/github.actions.results.api.v1.ArtifactService/';

export function isTwirpRequest(pathname: string): boolean {
  return pathname.startsWith('/twirp/');
}

/** The artifact service of a run, as `@actions/artifact` speaks to it: Twirp with JSON at ACTIONS_RESULTS_URL. */
export function answerTwirp(
  store: ArtifactStore,
  publicUrl: string,
  pathname: string,
  authorization: string | undefined,
  body: JsonObject,
): Answer {
  const runId = String(body['workflow_run_backend_id']);
  const jobId = String(body['workflow_job_run_backend_id']);
  const token = readRuntimeToken(authorization);
  if (token === undefined) return failure(401, 'unauthenticated', 'invalid runtime token');
  // Any job of a run reads all its artifacts, and names the job that made one.
  const operation = pathname.startsWith(SERVICE) ? pathname.slice(SERVICE.length) : '';
  const writes = operation === 'CreateArtifact' || operation === 'FinalizeArtifact';
  if (token.runId !== runId || (writes && token.jobId !== jobId)) {
    return failure(403, 'permission_denied', 'the runtime token is of another run or job');
  }
  const name = String(body['name'] ?? '');
  const own = store.find({ runId, name });
  switch (operation) {
    case 'CreateArtifact': {
      const made = store.create(runId, jobId, name, String(body['mime_type'] ?? 'application/zip'));
      const taken = 'an artifact with this name already exists on the workflow run';
      if (made === undefined) return failure(409, 'already_exists', taken);
      return ok({ ok: true, signed_upload_url: blobUrl(publicUrl, made) });
    }
    case 'FinalizeArtifact':
      return own === undefined ? failure(404, 'not_found', 'artifact not found') : finalize(own, body);
    case 'ListArtifacts': {
      const byName = body['name_filter'] === undefined ? {} : { name: String(body['name_filter']) };
      const byId = body['id_filter'] === undefined ? {} : { id: Number(body['id_filter']) };
      return ok({ artifacts: store.list({ runId, ...byName, ...byId }).map(describe) });
    }
    case 'GetSignedArtifactURL':
      if (own?.finalized !== true) return failure(404, 'not_found', 'artifact not found');
      return ok({ name, signed_url: blobUrl(publicUrl, own) });
    case 'DeleteArtifact':
      if (own?.finalized !== true) return failure(404, 'not_found', 'artifact not found');
      store.delete(own);
      return ok({ ok: true, artifact_id: String(own.id) });
    default:
      return failure(404, 'bad_route', `no handler for path ${pathname}`);
  }
}

function finalize(artifact: StoredArtifact, body: JsonObject): Answer {
  const size = Number(body['size'] ?? 0);
  if (artifact.finalized) return failure(409, 'already_exists', 'the artifact is finalized already');
  if (size !== artifact.bytes.length) {
    return failure(400, 'invalid_argument', `size is ${size}, uploaded were ${artifact.bytes.length}`);
  }
  if (body['hash'] !== undefined && body['hash'] !== digestOf(artifact)) {
    return failure(400, 'invalid_argument', 'hash is not that of the bytes');
  }
  artifact.finalized = true;
  return ok({ ok: true, artifact_id: String(artifact.id) });
}

function describe(artifact: StoredArtifact): JsonObject {
  return {
    workflow_run_backend_id: artifact.runId,
    workflow_job_run_backend_id: artifact.jobId,
    database_id: String(artifact.id),
    name: artifact.name,
    size: String(artifact.bytes.length),
    created_at: artifact.createdAt,
    digest: digestOf(artifact),
  };
}

function readRuntimeToken(authorization: string | undefined): { runId: string; jobId: string } | undefined {
  const payload = /^bearer [^.]+\.([^.]+)\./i.exec(authorization ?? '')?.[1];
  if (payload === undefined) return undefined;
  const { scp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { scp?: string };
  const [, runId, jobId] = /(?:^| )Actions\.Results:([^: ]+):([^: ]+)/.exec(scp ?? '') ?? [];
  return runId === undefined || jobId === undefined ? undefined : { runId, jobId };
}

function ok(body: JsonObject): Answer {
  return { status: 200, body };
}

function failure(status: number, code: string, message: string): Answer {
  return { status, body: { code, msg: message } };
}
