import * as fs from 'node:fs';
import { glob } from 'tinyglobby';

/** Stands for a newline in names while patterns are matched: the matcher's `**` takes no newline. */
const NEWLINE = '\ue00a';

/**
 * Files that match a pattern, as paths relative to the root. Names that begin with a dot match only where the pattern
 * says the dot, and what Python compiles on the way (`__pycache__`) never does.
 *
 * Symbolic links are not followed but listed as if they were files, so that the caller can refuse them by name: left
 * out in silence, they would be inputs that nobody sees.
 */
export async function globFiles(
  root: string,
  pattern: string,
  ignore: readonly string[] = [],
): Promise<string[]> {
  const found = await glob([encode(pattern)], {
    cwd: root,
    ignore: ['**/__pycache__/**', ...ignore.map(encode)],
    expandDirectories: false,
    followSymbolicLinks: false,
    fs: { readdir: readdir as typeof fs.readdir },
  });
  return found.map(decode);
}

type Callback = (error: NodeJS.ErrnoException | null, entries: fs.Dirent[]) => void;

function readdir(path: string, options: { withFileTypes: true }, callback: Callback): void {
  fs.readdir(decode(path), options, (error, entries = []) => {
    for (const entry of entries) {
      entry.name = encode(entry.name);
      if (entry.isSymbolicLink()) Object.assign(entry, { isSymbolicLink: () => false, isFile: () => true });
    }
    callback(error, entries);
  });
}

function encode(text: string): string {
  return text.replaceAll('\n', NEWLINE);
}

function decode(text: string): string {
  return text.replaceAll(NEWLINE, '\n');
}
