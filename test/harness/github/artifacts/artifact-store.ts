import { createHash, randomBytes } from 'node:crypto';

export interface StoredArtifact {
  id: number;
  runId: string;
  jobId: string;
  name: string;
  contentType: string;
  createdAt: string;
  expiresAt: string;
  /** The secret of its upload and download URLs. */
  signature: string;
  blocks: Map<string, Buffer>;
  bytes: Buffer;
  finalized: boolean;
}

const NINETY_DAYS = 90 * 24 * 3600 * 1000;

/** The artifacts of all runs. They cannot be changed once finalized, and a name is used once in a run. */
export class ArtifactStore {
  readonly all: StoredArtifact[] = [];
  #made = 0;

  /** Reserves the name. Answers `undefined` where the run has it already. */
  create(runId: string, jobId: string, name: string, contentType: string): StoredArtifact | undefined {
    if (this.all.some((artifact) => artifact.runId === runId && artifact.name === name)) return undefined;
    this.#made += 1;
    const now = Date.now();
    const artifact: StoredArtifact = {
      id: this.#made,
      runId,
      jobId,
      name,
      contentType,
      createdAt: new Date(now).toISOString(),
      expiresAt: new Date(now + NINETY_DAYS).toISOString(),
      signature: randomBytes(16).toString('hex'),
      blocks: new Map(),
      bytes: Buffer.alloc(0),
      finalized: false,
    };
    this.all.push(artifact);
    return artifact;
  }

  /** After it the run may use the name again. */
  delete(artifact: StoredArtifact): void {
    this.all.splice(this.all.indexOf(artifact), 1);
  }

  find(
    wanted: Partial<Pick<StoredArtifact, 'id' | 'runId' | 'name' | 'signature'>>,
  ): StoredArtifact | undefined {
    return this.all.find((artifact) => matches(artifact, wanted));
  }

  /** Those that can be downloaded. */
  list(wanted: Partial<Pick<StoredArtifact, 'id' | 'runId' | 'name'>> = {}): StoredArtifact[] {
    return this.all.filter((artifact) => artifact.finalized && matches(artifact, wanted));
  }
}

export function digestOf(artifact: StoredArtifact): string {
  return `sha256:${createHash('sha256').update(artifact.bytes).digest('hex')}`;
}

export function blobUrl(url: string, artifact: StoredArtifact): string {
  return `${url}/blobs/${artifact.id}?sig=${artifact.signature}`;
}

function matches(artifact: StoredArtifact, wanted: Partial<StoredArtifact>): boolean {
  return Object.entries(wanted).every(([key, value]) => artifact[key as keyof StoredArtifact] === value);
}
