import { isAbsolute, relative } from 'node:path';
import { type Policy, UserError } from '@assay/contract';
import { fileInClone, Git } from '@assay/registry';
import { openLedger } from './baseline.ts';
import type { Context } from './context.ts';
import { parsePolicyText } from './policy.ts';
import { inRoot } from './project.ts';

/**
 * The policy as the base commit has it; `undefined` where there is no base, or it has none yet.
 *
 * @param file the file that this run's policy is from
 */
export async function basePolicyOf(context: Context, file: string): Promise<Policy | undefined> {
  const { base } = context.trigger;
  if (base === null) return undefined;
  const path = isAbsolute(file) ? relative(context.root, inRoot(context, file)) : file;
  try {
    const clone = new Git({ cwd: context.root, env: context.gitEnvironment });
    const here = await fileInClone(clone, base, path);
    const text = here === undefined ? await (await openLedger(context)).fetchFile(base, path) : here;
    if (text === undefined)
      context.log.warn(
        `the policy of the base ${base.slice(0, 7)} cannot be had: what this run loosens is not told`,
      );
    return text == null ? undefined : parsePolicyText(text, `${base.slice(0, 7)}:${path}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`the policy of the base is not compared with: ${error.message}`);
    return undefined;
  }
}
