import { createHash } from 'node:crypto';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from './user-error.ts';
import { whyUnreadable } from './why-unreadable.ts';

/** `sha256:…` of some bytes, or of a text in UTF-8. */
export function digestBytes(bytes: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/** What a digest was taken of. */
export interface Digested {
  digest: string;
  files: number;
  bytes: number;
}

/**
 * Digest of a file (SHA-256 of its bytes) or of a folder.
 *
 * A folder's is the SHA-256 of its sorted list: for each file the relative path (UTF-8, `/`), whether it is executable,
 * and the SHA-256 of its bytes, each ended by NUL.
 *
 * @throws UserError `file-not-found`, `link-refused`, `not-a-file`
 */
export async function digestPath(path: string): Promise<Digested> {
  const stat = await statPath(path, path);
  if (stat.isFile()) return { digest: await digestFile(path), files: 1, bytes: stat.size };
  const list = createHash('sha256');
  const files = await listFiles(path, '', path);
  files.sort((a, b) => Buffer.compare(Buffer.from(a.name), Buffer.from(b.name)));
  let bytes = 0;
  for (const file of files) {
    list.update(`${file.name}\0${file.executable ? 'x' : '-'}\0${await digestFile(join(path, file.name))}\0`);
    bytes += file.bytes;
  }
  return { digest: `sha256:${list.digest('hex')}`, files: files.length, bytes };
}

/**
 * One digest of several paths together, relative to `root`: of the sorted list of path and digest.
 * A single path keeps its own digest, so that `sha256sum model.bin` can be compared with it.
 */
export async function digestPaths(root: string, paths: readonly string[]): Promise<Digested> {
  const sorted = [...new Set(paths)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const [only] = sorted;
  if (sorted.length === 1 && only !== undefined) return digestPath(join(root, only));
  const list = createHash('sha256');
  const total = { files: 0, bytes: 0 };
  for (const path of sorted) {
    const part = await digestPath(join(root, path));
    list.update(`${path}\0${part.digest}\0`);
    total.files += part.files;
    total.bytes += part.bytes;
  }
  return { digest: `sha256:${list.digest('hex')}`, ...total };
}

async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = await open(path);
  try {
    // One buffer for all of the file: a stream makes a new one for each piece, which costs as much as half the digest.
    const buffer = Buffer.allocUnsafe(1 << 20);
    for (let read = await file.read(buffer); read.bytesRead > 0; read = await file.read(buffer))
      hash.update(buffer.subarray(0, read.bytesRead));
  } finally {
    await file.close();
  }
  return `sha256:${hash.digest('hex')}`;
}

async function statPath(path: string, shown: string) {
  const stat = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('file-not-found', `${shown} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'check the path; it is relative to the root of the repository',
      cause,
    });
  });
  if (stat.isSymbolicLink()) {
    throw new UserError('link-refused', `${shown} is a symbolic link`, {
      fix: 'name the file itself: what a link points to can change without its digest',
    });
  }
  if (!stat.isFile() && !stat.isDirectory()) {
    throw new UserError('not-a-file', `${shown} is neither a file nor a folder`, {
      fix: 'remove it: a pipe, socket or device has no bytes of its own',
    });
  }
  return stat;
}

async function listFiles(
  root: string,
  folder: string,
  shown: string,
): Promise<{ name: string; executable: boolean; bytes: number }[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const lists = await Promise.all(
    entries.map(async (entry) => {
      const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return listFiles(root, name, shown);
      const stat = await statPath(join(root, name), join(shown, name));
      return [{ name, executable: (stat.mode & 0o100) !== 0, bytes: stat.size }];
    }),
  );
  return lists.flat();
}
