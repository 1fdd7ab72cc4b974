import { chmod, lstat, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Artifact, digestPaths, UserError } from '@assay/contract';
import { tellingLine } from '../git/telling-line.ts';
import { type Mirror, WHOLE } from '../ledger/mirror.ts';
import { modelRef } from '../ledger/paths.ts';
import { isPlainPath } from './plain-path.ts';

/** What a model is known by: its digest, and the paths that it was taken of. */
export type ModelId = Pick<Artifact, 'digest' | 'paths'>;

interface File {
  mode: string;
  oid: string;
  path: string;
}

/**
 * Writes the files of a kept model into a folder, at their paths, and nothing else: all of them are made and their digest
 * is checked beside it, then each path is moved into place. Files that are there already are left alone.
 *
 * @returns whether the model is there now; `false`: it was never kept, or has been dropped
 * @throws UserError `model-damaged` (other bytes than the digest says, a link, a path that leads elsewhere), `link-refused`
 */
export async function fetchModel(mirror: Mirror, model: ModelId, folder: string): Promise<boolean> {
  if (await isThere(model, folder)) return true;
  const ref = modelRef(model.digest);
  const fetched = await mirror.git.try([
    ...WHOLE,
    ...['fetch', '--quiet', '--no-tags', '--no-filter', '--no-write-fetch-head'],
    ...['origin', `+${ref}:${ref}`],
  ]);
  if (fetched.code !== 0) {
    if (/couldn't find remote ref/.test(fetched.stderr)) return false;
    throw new UserError('ledger-unreachable', `the model cannot be fetched: ${tellingLine(fetched.stderr)}`, {
      fix: 'check the network and that the token has `contents: read`, then run again',
    });
  }
  const files = await listFiles(mirror, ref, model);
  await mkdir(join(folder, '.assay'), { recursive: true });
  const staging = await mkdtemp(join(folder, '.assay', 'model-'));
  try {
    await writeFiles(mirror, files, model, join(staging, 'new'));
    for (const [i, path] of model.paths.entries()) {
      await makeParents(folder, path);
      await moveInto(join(staging, 'new', path), join(folder, path), join(staging, `old-${i}`));
    }
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
  return true;
}

async function isThere(model: ModelId, folder: string): Promise<boolean> {
  try {
    return (await digestPaths(folder, model.paths)).digest === model.digest;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

async function listFiles(mirror: Mirror, ref: string, model: ModelId): Promise<File[]> {
  const listed = await mirror.git.run(['ls-tree', '-r', '-z', '--full-tree', ref]);
  const files = listed
    .split('\0')
    .filter((line) => line !== '')
    .map((line) => {
      const [, mode = '', oid = '', path = ''] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
      return { mode, oid, path };
    });
  for (const { mode, path } of files) {
    if (mode !== '100644' && mode !== '100755') throw damaged(model, `${path} is a link`);
    const belongs = model.paths.some((own) => path === own || path.startsWith(`${own}/`));
    if (!belongs || !isPlainPath(path)) throw damaged(model, `${path} is no file of the model`);
  }
  if (!model.paths.every(isPlainPath)) throw damaged(model, 'its paths lead out of the repository');
  return files;
}

async function writeFiles(mirror: Mirror, files: File[], model: ModelId, root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  for (const { mode, oid, path } of files) {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await mirror.git.bytes(['cat-file', 'blob', oid]));
    await chmod(file, mode === '100755' ? 0o755 : 0o644);
  }
  // Git keeps no empty folder.
  for (const path of model.paths) {
    if (!files.some((file) => file.path === path)) await mkdir(join(root, path), { recursive: true });
  }
  const { digest } = await digestPaths(root, model.paths);
  if (digest !== model.digest) throw damaged(model, `its bytes are ${digest}`);
}

/** Makes the folders above a path, none of which may be a link to elsewhere. */
async function makeParents(folder: string, path: string): Promise<void> {
  const steps = path.split('/').slice(0, -1);
  for (const [i] of steps.entries()) {
    const parent = join(folder, ...steps.slice(0, i + 1));
    await mkdir(parent, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if ((await lstat(parent)).isDirectory()) continue;
    throw new UserError('link-refused', `${steps.slice(0, i + 1).join('/')} is not a folder`, {
      fix: 'remove it: a model is written into folders, not through links',
    });
  }
}

/** Puts a file or folder in the place of another. Whoever else does so at the same time puts the same bytes there. */
async function moveInto(from: string, to: string, aside: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    await rename(to, `${aside}-${attempt}`).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
    try {
      return await rename(from, to);
    } catch (error) {
      if (attempt === 10 || !/^(ENOTEMPTY|EEXIST|EISDIR)$/.test((error as NodeJS.ErrnoException).code ?? ''))
        throw error;
    }
  }
}

function damaged({ digest }: ModelId, why: string): UserError {
  return new UserError('model-damaged', `the kept model ${digest} is not what it says: ${why}`, {
    fix: `remove the ref ${modelRef(digest)} from the remote, and record the model's commit again`,
  });
}
