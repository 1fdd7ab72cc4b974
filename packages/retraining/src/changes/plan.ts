import { glob, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type RetrainChange, UserError } from '@assay/contract';
import { appendRows } from './append-rows.ts';
import { dvcState } from './dvc-digest.ts';
import { dvcPaths, withDvcStates } from './dvc-file.ts';
import { checkSize, insidePath, readInside } from './inside.ts';
import { setKey } from './set-key.ts';

/** A file of the repository as a retraining leaves it. */
export interface PlannedFile {
  /** Relative to the root, `/`. */
  path: string;
  /** As it is committed. */
  before: Buffer;
  bytes: Buffer;
  /** Files and globs whose rows were added at its end. */
  sources: string[];
  /** What became of it, in order: `data.until = 2026-11-20`, `120 rows of data/new.csv added`. */
  done: string[];
}

/**
 * What the files that a retraining changes will hold, in the order in which the contract first names them; nothing is
 * written yet. Several changes of one file build on each other. They begin with the file as it is committed: what an earlier
 * attempt left in the work tree is no part of it.
 *
 * @param date takes the place of `{{ date }}`: the day of the batch
 * @param committed reads a file, by its path under the root
 * @throws UserError as {@link readInside}, `setKey`, `appendRows`, `dvcState` and `dvcPaths` do
 */
export async function planChanges(
  root: string,
  changes: readonly RetrainChange[],
  date: string,
  committed: (path: string) => Promise<Buffer>,
): Promise<PlannedFile[]> {
  const planned = new Map<string, PlannedFile>();
  for (const change of changes) {
    const path = await insidePath(root, pathOf(change));
    const file = planned.get(path) ?? asItIs(path, await committed(path));
    const { bytes, done, source } = await changed(root, file, change, date);
    checkSize(path, bytes);
    const sources = source === undefined ? file.sources : [...file.sources, source];
    planned.set(path, { ...file, bytes, sources, done: [...file.done, done] });
  }
  return [...planned.values()];
}

/**
 * Writes the planned files into the work tree for as long as `step` takes. Each is written at once: killed in between, a file
 * is either the old or the new one, and the next attempt takes either.
 *
 * @throws UserError `change-uncommitted`: a file holds something else, which would be lost
 */
export async function withPlanned<T>(
  root: string,
  files: readonly PlannedFile[],
  step: () => Promise<T>,
): Promise<T> {
  for (const { path, before, bytes } of files) {
    const now = await readInside(root, path);
    if (now.equals(before) || now.equals(bytes)) continue;
    throw new UserError('change-uncommitted', `${path} holds changes that are not committed`, {
      fix: `commit them, or put it back with "git restore -- ${path}"`,
    });
  }
  try {
    for (const { path, bytes } of files) await put(root, path, bytes);
    return await step();
  } finally {
    for (const { path, before } of files) await put(root, path, before);
  }
}

async function put(root: string, path: string, bytes: Buffer): Promise<void> {
  const target = join(root, await insidePath(root, path));
  const temporary = `${target}.assay-${process.pid}`;
  await writeFile(temporary, bytes);
  await rename(temporary, target);
}

function asItIs(path: string, bytes: Buffer): PlannedFile {
  return { path, before: bytes, bytes, sources: [], done: [] };
}

function pathOf(change: RetrainChange): string {
  if ('file' in change) return change.file;
  return 'dvc' in change ? change.dvc : change.path;
}

async function changed(
  root: string,
  { path, bytes }: PlannedFile,
  change: RetrainChange,
  date: string,
): Promise<{ bytes: Buffer; done: string; source?: string }> {
  const filled = (template: string) => template.replaceAll(/\{\{\s*date\s*\}\}/g, date);
  if ('file' in change) {
    const value = typeof change.value === 'string' ? filled(change.value) : change.value;
    const text = setKey(textOf(bytes, path), path, change.key, value);
    return { bytes: Buffer.from(text), done: `${change.key} = ${value}` };
  }
  if ('append' in change) {
    const source = filled(change.append);
    const sources = await filesOf(root, source);
    let text = bytes.toString('latin1');
    let [rows, there] = [0, 0];
    for (const name of sources) {
      const added = { name, text: (await readInside(root, name)).toString('latin1') };
      const next = appendRows({ name: path, text }, added);
      text = next.text;
      rows += next.rows;
      there += next.there;
    }
    const from = sources.length === 1 ? sources[0] : `${sources.length} files ${source}`;
    // Said, for rows without an id may be alike and yet be new.
    const known = there === 0 ? '' : `, ${there} there already`;
    return { bytes: Buffer.from(text, 'latin1'), done: `${rows} rows of ${from} added${known}`, source };
  }
  if ('replace' in change) {
    const source = filled(change.replace);
    return { bytes: await readInside(root, source), done: `replaced by ${source}` };
  }
  return updatedDvc(root, path, textOf(bytes, path));
}

/** The file that is named, or those that a glob stands for, sorted. @throws UserError `file-not-found` for a glob of none */
async function filesOf(root: string, named: string): Promise<string[]> {
  if (!/[*?[{]/.test(named)) return [await insidePath(root, named)];
  const found: string[] = [];
  for await (const name of glob(named, { cwd: root })) found.push(name);
  if (found.length === 0) {
    throw new UserError('file-not-found', `no file is called ${named}`, {
      fix: 'fetch the new data before this step, or change "append" under "retrain.changes"',
    });
  }
  return Promise.all(found.sort().map((name) => insidePath(root, name)));
}

async function updatedDvc(
  root: string,
  path: string,
  text: string,
): Promise<{ bytes: Buffer; done: string }> {
  const data = dvcPaths(text, path).map((name) => `${dirname(path)}/${name}`);
  const states = [];
  for (const name of data) states.push(await dvcState(root, await insidePath(root, name)));
  return { bytes: Buffer.from(withDvcStates(text, path, states)), done: 'names the data as they are now' };
}

function textOf(bytes: Buffer, path: string): string {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  throw new UserError('file-syntax', `${path} is not UTF-8`, { fix: 'write the file in UTF-8' });
}
