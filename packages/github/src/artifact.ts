import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';

export interface FileUpload {
  /** Name of the artifact, with the file's extension: `tip-predictor.html`. */
  name: string;
  path: string;
  /** 1 to 90; the repository may allow fewer. */
  retentionDays: number;
  /** The run's attempt: artifacts of earlier attempts stay, and their names with them. */
  attempt: number;
}

export type UploadOutcome =
  | { uploaded: true; id: number; name: string; digest: string; bytes: number }
  | { uploaded: false; reason: string };

// Matrix legs that did not tell their names apart.
const MOST_NAMES = 20;

/**
 * Uploads one file as an artifact of this run, not zipped, so that it opens in the browser. A name that the run has already
 * gets the attempt's number, or the next free one. A failure is answered, not thrown: a report without its file is better
 * than none. Works only in a job: the address and the token of the service are in the job's environment.
 */
export async function uploadFile({ name, path, retentionDays, attempt }: FileUpload): Promise<UploadOutcome> {
  // Loaded here, for it is large and most runs upload nothing.
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  try {
    const folder = await mkdtemp(join(dirname(path), '.upload-'));
    try {
      for (let number = attempt; ; number += 1) {
        // A file that is not zipped gives its own name to the artifact.
        const file = join(folder, numbered(name, number));
        await copyFile(path, file);
        try {
          const options = { skipArchive: true, retentionDays };
          const {
            id = 0,
            digest = '',
            size = 0,
          } = await client.uploadArtifact(name, [file], folder, options);
          return { uploaded: true, id, name: parse(file).base, digest: `sha256:${digest}`, bytes: size };
        } catch (error) {
          if (!isNameTaken(error) || number >= attempt + MOST_NAMES) throw error;
        }
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } catch (error) {
    return { uploaded: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Where an artifact is seen in the browser. */
export function artifactUrl(
  run: { serverUrl: string; owner: string; repo: string; run: number },
  id: number,
): string {
  return `${run.serverUrl}/${run.owner}/${run.repo}/actions/runs/${run.run}/artifacts/${id}`;
}

function numbered(name: string, number: number): string {
  const { name: stem, ext } = parse(name.replaceAll(/[":<>|*?\r\n\\/]/g, '-'));
  return number === 1 ? `${stem}${ext}` : `${stem}-${number}${ext}`;
}

/** The client tells of a conflict only in the text of its error. */
function isNameTaken(error: unknown): boolean {
  return error instanceof Error && /\(409\)/.test(error.message);
}
