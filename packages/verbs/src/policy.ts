import { readFile } from 'node:fs/promises';
import { type Policy, parseAssayYml, parsePolicy, UserError } from '@assay/contract';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';

/** Reads a policy from an `assay.yml`, or from a file that holds only its `gate:` section. */
export async function readPolicy(context: Context, path: string): Promise<Policy> {
  const text = await readFile(inRoot(context, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('policy-missing', `${path} cannot be read: ${cause.code}`, {
      fix: 'check the input "policy"',
      cause,
    });
  });
  if (!/^model\s*:/m.test(text)) return parsePolicy(text, path).value;
  const { gate } = parseAssayYml(text, path).value;
  if (gate === undefined)
    throw new UserError('policy-missing', `${path} has no "gate:" section`, {
      fix: 'add "gate:" with "rules:"',
    });
  return gate;
}
