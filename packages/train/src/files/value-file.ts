import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { UserError } from '@assay/contract';
import { parse as parseToml } from 'smol-toml';
import { parseDocument } from 'yaml';
import { parseJson } from './json-with-nan.ts';
import { repositoryPath } from './repository-path.ts';

const MOST_BYTES = 4_000_000;

const parsers: Record<string, (text: string) => unknown> = {
  '.json': parseJson,
  '.toml': (text) => parseToml(text, { integersAsBigInt: 'asNeeded' }),
  '.yaml': parseYaml,
  '.yml': parseYaml,
};

/**
 * What a JSON, YAML or TOML file holds. Integers that a double cannot hold come as bigint, NaN and infinities as such,
 * also from JSON, where Python writes them bare.
 *
 * @param what how the contract calls this file, for messages: `train.params`
 * @throws UserError `file-not-found`, `file-too-large`, `unknown-format`, `file-syntax`, `path-outside-root`, `link-refused`
 */
export async function readValueFile(root: string, path: string, what: string): Promise<unknown> {
  const name = await repositoryPath(root, path);
  const shown = `${JSON.stringify(name)} (\`${what}\`)`;
  const parse = parsers[extname(name).toLowerCase()];
  if (parse === undefined) {
    throw new UserError('unknown-format', `${shown} is neither JSON nor YAML nor TOML by its name`, {
      fix: 'give the file a name that ends in .json, .yaml, .yml or .toml',
    });
  }
  const bytes = await readFile(join(root, name)).catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('file-not-found', `${shown} cannot be read: ${cause.code}`, {
      fix: `correct \`${what}\`; it is relative to the root of the repository`,
      cause,
    });
  });
  if (bytes.length > MOST_BYTES) {
    throw new UserError('file-too-large', `${shown} has ${bytes.length} bytes, more than ${MOST_BYTES}`, {
      fix: 'keep curves and tables in files of their own',
    });
  }
  try {
    return parse(bytes.toString().replace(/^\ufeff/, ''));
  } catch (cause) {
    const [reason] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    throw new UserError('file-syntax', `${shown} cannot be parsed: ${reason}`, {
      fix: 'mend the file, or the command that writes it',
      cause,
    });
  }
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text, { intAsBigInt: true, merge: true, logLevel: 'error' });
  const [error] = document.errors;
  if (error) throw error;
  return document.toJS({ maxAliasCount: 100 });
}
