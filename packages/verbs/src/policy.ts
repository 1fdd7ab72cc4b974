import { readFile } from 'node:fs/promises';
import {
  gateSchema,
  type Policy,
  parseAssayYml,
  parsePolicy,
  UserError,
  whyUnreadable,
} from '@assay/contract';
import type { Context } from './context.ts';
import { inRoot, readProject } from './project.ts';

/** The policy that is named, or that of the contract; without either, one without rules. */
export async function policyOf(
  given: { policy: string | undefined; config: string },
  context: Context,
): Promise<Policy> {
  if (given.policy !== undefined) return readPolicy(context, given.policy);
  const project = await readProject(context, given.config);
  return project?.value.gate ?? gateSchema.parse({});
}

/** Reads a policy from a file. */
async function readPolicy(context: Context, path: string): Promise<Policy> {
  const text = await readFile(inRoot(context, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('policy-missing', `${path} cannot be read: ${whyUnreadable(cause)}`, {
      fix: 'check the input "policy"',
      cause,
    });
  });
  const policy = parsePolicyText(text, path);
  if (policy === undefined)
    throw new UserError('policy-missing', `${path} has no "gate:" section`, {
      fix: 'add "gate:" with "rules:"',
    });
  return policy;
}

/** The policy in the text of an `assay.yml`, if it has one, or of a file that holds only a policy. */
export function parsePolicyText(text: string, path: string): Policy | undefined {
  return /^model\s*:/m.test(text) ? parseAssayYml(text, path).value.gate : parsePolicy(text, path).value;
}
