import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '@assay/contract';

/** Each file below a path, with what the file system changes whenever it is written. */
type Files = Map<string, string>;

/** How the outputs stood before the command ran. */
export type Snapshot = ReadonlyMap<string, Files>;

/** Looks at files and folders, existing or not, without reading a byte of them. */
export async function snapshot(root: string, paths: readonly string[]): Promise<Snapshot> {
  const all = new Map<string, Files>();
  for (const path of paths) all.set(path, await filesBelow(root, path, new Map()));
  return all;
}

/**
 * Holds that the command wrote each path: what an earlier run left must not be taken for this one's work. Rewriting the
 * same bytes counts as writing; a folder counts as written when any of its files was written, added or removed.
 *
 * @param what how the contract calls the path, for messages: `train.outputs`
 * @returns notes: files in a written folder that this run did not write
 * @throws UserError `output-missing`, `output-stale`
 */
export async function checkWritten(
  root: string,
  path: string,
  before: Snapshot,
  what: string,
): Promise<string[]> {
  const old = before.get(path) ?? new Map();
  const now = await filesBelow(root, path, new Map());
  const shown = `${JSON.stringify(path)} (\`${what}\`)`;
  if (now.size === 0) {
    throw new UserError('output-missing', `the command ended well but left no ${shown}`, {
      fix: `let \`train.command\` write it, or correct \`${what}\``,
    });
  }
  const untouched = [...now].filter(([file, state]) => old.get(file) === state).map(([file]) => file);
  if (untouched.length === now.size && old.size === now.size) {
    throw new UserError('output-stale', `${shown} was there before, and the command did not write it`, {
      fix: `let \`train.command\` write it anew (\`make -B\`, \`dvc repro --force\`), or correct \`${what}\``,
    });
  }
  const [first] = untouched;
  if (first === undefined) return [];
  const others = untouched.length > 1 ? ` and ${untouched.length - 1} more` : '';
  return [`${JSON.stringify(first)}${others} in ${shown} was there before, and the command did not write it`];
}

async function filesBelow(root: string, path: string, found: Files): Promise<Files> {
  const stat = await lstat(join(root, path), { bigint: true }).catch(() => undefined);
  if (stat?.isDirectory()) {
    for (const name of await readdir(join(root, path))) await filesBelow(root, `${path}/${name}`, found);
  } else if (stat) found.set(path, `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`);
  return found;
}
