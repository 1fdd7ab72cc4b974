import type { Git } from '@assay/registry';

/** The plain files that a commit has below the folder that git works in, and the object of each: no links, no submodules. */
export async function filesOf(git: Git, commit: string): Promise<Map<string, string>> {
  const lines = (await git.run(['ls-tree', '-r', '-z', commit])).split('\0');
  return new Map(
    lines.flatMap((line) => {
      const [, object = '', path = ''] = /^100\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      return path === '' ? [] : [[path, object] as const];
    }),
  );
}

/**
 * The objects that files of the work tree would be by their bytes alone: git's index may be told not to look, and its attributes to
 * write other bytes than it keeps. Of a name that this command of git cannot be given there is none.
 */
export async function objectsOf(git: Git, files: readonly string[]): Promise<Map<string, string>> {
  const plain = files.filter((path) => !/^"|[\r\n]/.test(path));
  if (plain.length === 0) return new Map();
  const names = plain.map((path) => `${path}\n`).join('');
  const objects = (await git.run(['hash-object', '--no-filters', '--stdin-paths'], names)).split('\n');
  return new Map(plain.map((path, i) => [path, objects[i] ?? '']));
}

/** How many bytes each object has, in their order. */
export async function sizesOf(git: Git, objects: readonly string[]): Promise<number[]> {
  if (objects.length === 0) return [];
  const asked = objects.map((object) => `${object}\n`).join('');
  const told = await git.run(['cat-file', '--batch-check=%(objectsize)'], asked);
  return told.trimEnd().split('\n').map(Number);
}
