import { type Loosening, type Policy, parseAssayYml, UserError } from '@assay/contract';
import { loosenedContract } from '@assay/gate';
import { fileAt } from './base-file.ts';
import type { Context } from './context.ts';
import { parsePolicyText } from './policy.ts';
import { readProject } from './project.ts';

/** The policy of the base commit, and what this run's contract takes from what that rests on. */
interface Base {
  basePolicy: Policy;
  contractLoosened: Loosening[];
}

/**
 * What a run's policy is compared with; `undefined` where there is no base, or it has no policy yet.
 *
 * @param file the file that this run's policy is from
 * @param config its contract, which may be another file
 */
export async function basePolicyOf(
  context: Context,
  file: string,
  config: string,
): Promise<Base | undefined> {
  const { base } = context.trigger;
  if (base === null) return undefined;
  const at = (path: string) => `${base.slice(0, 7)}:${path}`;
  try {
    const policyText = await fileAt(context, base, file);
    if (policyText === undefined)
      context.log.warn(
        `the policy of the base ${base.slice(0, 7)} cannot be had: what this run loosens is not told`,
      );
    const basePolicy = policyText == null ? undefined : parsePolicyText(policyText, at(file));
    if (basePolicy === undefined) return undefined;
    const now = await readProject(context, config);
    const text = now === undefined || file === config ? policyText : await fileAt(context, base, config);
    if (now === undefined || text == null) return { basePolicy, contractLoosened: [] };
    const before = parseAssayYml(text, at(config)).value;
    return { basePolicy, contractLoosened: loosenedContract(before, now.value, basePolicy.rules) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    context.log.warn(`the policy of the base is not compared with: ${error.message}`);
    return undefined;
  }
}
