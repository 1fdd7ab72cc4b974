import type { Dirent } from 'node:fs';
import { lstat, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '@assay/contract';
import type { GlobOptions } from 'tinyglobby';
import { isTrinoTable } from '../trino/table-name.ts';
import { partitionOf } from './partitions.ts';
import type { DataFile } from './source.ts';

/**
 * The files that paths and patterns name, relative to the root, `/`, sorted by their UTF-8 bytes, each once.
 * A path that exists is that file, also where its name has the characters of a pattern. Folders named `year=2026` say
 * something of the data where a pattern left them open.
 *
 * @throws UserError `data-file-not-found`, `data-is-folder`, `data-is-pipe`, `data-is-link`, `data-remote`, `trino-unsupported`
 */
export async function findFiles(paths: readonly string[], root: string): Promise<DataFile[]> {
  const found = new Map<string, DataFile>();
  for (const { path, partition } of (await Promise.all(paths.map((path) => findOne(path, root)))).flat()) {
    found.set(path, { path, partition: new Map([...(found.get(path)?.partition ?? []), ...partition]) });
  }
  return [...found.values()].sort((a, b) => Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

async function findOne(path: string, root: string): Promise<DataFile[]> {
  if (isTrinoTable(path)) {
    throw new UserError('trino-unsupported', `${path} is a table of Trino, and only files are read here`, {
      fix: 'name files; tables are data and reference of validate-data and check-drift: see docs/trino.md',
    });
  }
  const found = await lstat(resolve(root, path)).catch(() => undefined);
  if (found?.isFile()) {
    return [{ path: relative(root, resolve(root, path)).split(sep).join('/'), partition: new Map() }];
  }
  if (found?.isDirectory()) {
    throw new UserError('data-is-folder', `${path} is a folder`, {
      fix: `name its files, for example "${path.replace(/\/$/, '')}/**/*.parquet"`,
    });
  }
  // `<(…)` and /dev/stdin are links to pipes.
  const target = found && (await stat(resolve(root, path)).catch(() => undefined));
  if (target !== undefined && !target.isFile() && !target.isDirectory()) {
    throw new UserError('data-is-pipe', `${path} is a pipe or a device`, {
      fix: 'write the data to a file, and name that: they are read more than once',
    });
  }
  if (found?.isSymbolicLink()) {
    throw new UserError('data-is-link', `${path} is a symbolic link`, {
      fix: 'name the file itself: what a link points to can change without its digest',
    });
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(path)) {
    throw new UserError('data-remote', `${path} is an address, and data are files of the repository`, {
      fix: 'fetch it in a step before, and name the file; of a Trino server, name a table: trino://catalog.schema.table',
    });
  }
  const files = await matching(path, root);
  const parts = path.replace(/^(\.\/)+/, '').split('/');
  const from = parts.findIndex((part) => /[*?[{(!]/.test(part));
  if (files.length > 0) return files.map((file) => ({ path: file, partition: partitionOf(file, from) }));
  throw new UserError('data-file-not-found', `no file matches ${path}`, {
    fix: 'check the path; it is relative to the root of the repository. Data kept by DVC must be pulled first',
  });
}

/** Those of the files that a path or a pattern names, as {@link findFiles} finds them: all relative to one folder, `/`. */
export async function namedAmong(files: readonly string[], path: string): Promise<string[]> {
  if (files.includes(path)) return [path];
  return matching(path, '/', { readdir: readdirOf(files) } as unknown as GlobOptions['fs']);
}

async function matching(path: string, cwd: string, fs?: GlobOptions['fs']): Promise<string[]> {
  const { glob, isDynamicPattern } = await import('tinyglobby');
  if (!isDynamicPattern(path)) return [];
  return glob(path, {
    cwd,
    dot: false,
    followSymbolicLinks: false,
    expandDirectories: false,
    ...(fs && { fs }),
  });
}

/** `readdir` of a tree that has these files. */
function readdirOf(files: readonly string[]) {
  const folders = new Map<string, Map<string, boolean>>();
  for (const file of files) {
    const parts = file.split('/');
    for (const [depth, name] of parts.entries()) {
      const folder = `/${parts.slice(0, depth).join('/')}`;
      const entries = folders.get(folder) ?? new Map<string, boolean>();
      folders.set(folder, entries.set(name, depth === parts.length - 1));
    }
  }
  type Done = (
    error: null,
    entries: readonly Pick<Dirent, 'name' | 'isFile' | 'isDirectory' | 'isSymbolicLink'>[],
  ) => void;
  return (folder: string, _: unknown, done: Done): void => {
    const entries = folders.get(folder.replace(/(?<=.)\/$/, '')) ?? [];
    const found = [...entries].map(([name, isFile]) => ({
      name,
      isFile: () => isFile,
      isDirectory: () => !isFile,
      isSymbolicLink: () => false,
    }));
    setImmediate(done, null, found);
  };
}
