import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { UserError, whyUnreadable } from '@assay/contract';
import type { DvcState } from './dvc-file.ts';

/** What DVC's own ignore file leaves out at any depth, whatever a `.dvcignore` says. */
const NEVER = new Set(['.git', '.hg', '.dvc']);

/**
 * The state of data as DVC 3 records it. Of a file: the MD5 of its bytes. Of a folder: the MD5 of its listing, which is what
 * Python's `json.dumps` writes of `[{"md5", "relpath"}]` sorted by path, and ".dir" behind it. (dvc-data, `Tree.as_bytes`.)
 *
 * @param path below `root`, and checked to be no link
 * @throws UserError `dvc-data`: missing, a link, or a folder under a `.dvcignore`
 */
export async function dvcState(root: string, path: string): Promise<DvcState> {
  const stat = await lstat(join(root, path)).catch((cause: NodeJS.ErrnoException) => {
    throw refused(
      `${path} cannot be read: ${whyUnreadable(cause)}`,
      'fetch or write the data in a step before this one',
      cause,
    );
  });
  if (stat.isFile()) return { md5: await md5Of(join(root, path)), size: stat.size, nfiles: undefined };
  const files = await filesBelow(root, path, '');
  files.sort((a, b) => Buffer.compare(Buffer.from(a.relpath), Buffer.from(b.relpath)));
  const entries: string[] = [];
  let size = 0;
  for (const { relpath, bytes } of files) {
    const md5 = await md5Of(join(root, path, relpath));
    entries.push(`{"md5": "${md5}", "relpath": ${pythonText(relpath)}}`);
    size += bytes;
  }
  const listing = `[${entries.join(', ')}]`;
  return { md5: `${createHash('md5').update(listing).digest('hex')}.dir`, size, nfiles: files.length };
}

/** As Python's json writes a text: everything outside ASCII by its UTF-16 code. */
function pythonText(text: string): string {
  return JSON.stringify(text).replaceAll(/[\u007f-\uffff]/g, (unit) =>
    unit === '\u007f' ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

async function filesBelow(
  root: string,
  folder: string,
  below: string,
): Promise<{ relpath: string; bytes: number }[]> {
  const found: { relpath: string; bytes: number }[] = [];
  for (const name of await readdir(join(root, folder, below))) {
    if (NEVER.has(name)) continue;
    const relpath = below === '' ? name : `${below}/${name}`;
    const stat = await lstat(join(root, folder, relpath));
    if (stat.isDirectory()) found.push(...(await filesBelow(root, folder, relpath)));
    else if (name === '.dvcignore')
      throw refused(
        `${folder}/${relpath} says what DVC leaves out`,
        'run `dvc add` in a step before this one instead',
      );
    else if (stat.isFile()) found.push({ relpath, bytes: stat.size });
    else
      throw refused(
        `${folder}/${relpath} is a link, or no file at all`,
        'let DVC copy instead of link: `dvc config cache.type copy`',
      );
  }
  return found;
}

async function md5Of(path: string): Promise<string> {
  const hash = createHash('md5');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

function refused(message: string, fix: string, cause?: unknown): UserError {
  return new UserError('dvc-data', message, { fix, ...(cause === undefined ? {} : { cause }) });
}
