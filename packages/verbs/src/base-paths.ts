import { parseAssayYml } from '@assay/contract';
import { fileAt } from './base-file.ts';
import type { Context } from './context.ts';

/** A data set, and how it is named. */
export interface NamedData {
  readonly name: string;
  /** The paths and patterns that it is written with. */
  readonly path: readonly string[];
  /** The assay.yml that names it; `undefined` where the inputs do. */
  readonly config: string | undefined;
}

/**
 * The paths and patterns that a data set was written with at a commit: a list of files may have changed since. `undefined`: the commit
 * names no such data set. Those of now where inputs name them.
 *
 * @throws UserError as `parseAssayYml`, of what the commit has
 */
export async function pathsAt(
  context: Context,
  commit: string,
  { name, path, config }: NamedData,
): Promise<readonly string[] | undefined> {
  if (config === undefined) return path;
  const text = await fileAt(context, commit, config);
  if (text == null) return undefined;
  const sets = parseAssayYml(text, `${commit.slice(0, 7)}:${config}`).value.data ?? {};
  const before = Object.hasOwn(sets, name) ? sets[name] : undefined;
  return before && [before.path].flat();
}
