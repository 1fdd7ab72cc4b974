import { isAbsolute, relative } from 'node:path';
import { fileInClone, Git } from '@assay/registry';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** A file of the repository as a commit has it; `null`: it has none, `undefined`: the commit cannot be had. */
export async function fileAt(
  context: Context,
  commit: string,
  file: string,
): Promise<string | null | undefined> {
  const path = isAbsolute(file) ? relative(context.root, inRoot(context, file)) : file;
  const clone = new Git({ cwd: context.root, env: context.gitEnvironment });
  const here = await fileInClone(clone, commit, path);
  return here === undefined ? (await openLedger(context)).fetchFile(commit, path) : here;
}
