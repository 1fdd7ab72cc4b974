import { lstat, stat } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { UserError } from '@assay/contract';
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
  const { glob, isDynamicPattern } = await import('tinyglobby');
  const files = isDynamicPattern(path)
    ? await glob(path, { cwd: root, dot: false, followSymbolicLinks: false, expandDirectories: false })
    : [];
  const parts = path.replace(/^(\.\/)+/, '').split('/');
  const from = parts.findIndex((part) => /[*?[{(!]/.test(part));
  if (files.length > 0) return files.map((file) => ({ path: file, partition: partitionOf(file, from) }));
  throw new UserError('data-file-not-found', `no file matches ${path}`, {
    fix: 'check the path; it is relative to the root of the repository. Data kept by DVC must be pulled first',
  });
}
