import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseValues, UserError, whyUnreadable } from '@assay/contract';
import { repositoryPath } from './repository-path.ts';

/** What a JSON, YAML or TOML file holds, and how messages call it. */
export interface ValueFile {
  value: unknown;
  shown: string;
}

/**
 * Reads a file of parameters or metrics.
 *
 * @param what how the contract calls this file, for messages: `train.params`
 * @throws UserError `file-not-found`, `path-outside-root`, `link-refused`, and those of parseValues
 */
export async function readValueFile(root: string, path: string, what: string): Promise<ValueFile> {
  const name = await repositoryPath(root, path);
  const shown = `${JSON.stringify(name)} (\`${what}\`)`;
  const text = await readFile(join(root, name), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('file-not-found', `${shown} cannot be read: ${whyUnreadable(cause)}`, {
      fix: `correct \`${what}\`; it is relative to the root of the repository`,
      cause,
    });
  });
  return { value: parseValues(text, name, shown), shown };
}
