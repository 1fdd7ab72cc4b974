import { randomUUID } from 'node:crypto';
import { type Answer, refusal } from '../answer.ts';
import type { ArtifactStore, StoredArtifact } from './artifact-store.ts';

export function isBlobRequest(pathname: string): boolean {
  return pathname.startsWith('/blobs/');
}

/** The blob storage behind artifacts (Azure: Put Block, Put Block List, Put Blob, Get Blob), by signed URL. */
export function answerBlob(store: ArtifactStore, method: string, url: URL, body: Buffer): Answer {
  const id = Number(url.pathname.slice('/blobs/'.length));
  const artifact = store.find({ id, signature: url.searchParams.get('sig') ?? '' });
  if (artifact === undefined) return refusal(403, 'Signature did not match.');
  if (method === 'GET') return download(artifact);
  if (method !== 'PUT') return refusal(405, 'Method Not Allowed');
  if (artifact.finalized) return refusal(409, 'The artifact is finalized.');
  if (url.searchParams.get('comp') === 'block') {
    artifact.blocks.set(url.searchParams.get('blockid') ?? '', body);
    return created();
  }
  if (url.searchParams.get('comp') !== 'blocklist') {
    artifact.bytes = body;
    return created();
  }
  const ids = Array.from(
    body.toString('utf8').matchAll(/<Latest>([^<]+)<\/Latest>/g),
    ([, blockId = '']) => blockId,
  );
  const blocks = ids.map((blockId) => artifact.blocks.get(blockId));
  if (blocks.includes(undefined)) return refusal(400, 'The specified block list is invalid.');
  artifact.bytes = Buffer.concat(blocks.filter((block) => block !== undefined));
  return created();
}

function download(artifact: StoredArtifact): Answer {
  const file = artifact.contentType === 'application/zip' ? `${artifact.name}.zip` : artifact.name;
  const headers = {
    'content-type': artifact.contentType,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file)}`,
  };
  return { status: 200, bytes: artifact.bytes, headers };
}

function created(): Answer {
  const now = new Date().toUTCString();
  return {
    status: 201,
    headers: { etag: `"${randomUUID()}"`, 'last-modified': now, 'x-ms-version': '2025-01-05' },
  };
}
