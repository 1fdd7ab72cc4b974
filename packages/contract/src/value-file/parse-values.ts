import { extname } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { UserError } from '../user-error.ts';
import { parseJson } from './json-with-nan.ts';
import { parseYaml } from './yaml-values.ts';

const MOST_BYTES = 4_000_000;

const parsers: Record<string, (text: string) => unknown> = {
  '.json': parseJson,
  '.toml': (text) => parseToml(text, { integersAsBigInt: 'asNeeded' }),
  '.yaml': parseYaml,
  '.yml': parseYaml,
};

/**
 * What the text of a JSON, YAML or TOML file holds: parameters, or metrics. Integers that a double cannot hold come as
 * bigint, NaN and infinities as such, also from JSON, where Python writes them bare.
 *
 * @param file its ending says the format
 * @param shown how messages call the file
 * @param most bytes that are read
 * @throws UserError `file-too-large`, `unknown-format`, `file-syntax`
 */
export function parseValues(text: string, file: string, shown = file, most = MOST_BYTES): unknown {
  const parse = parsers[extname(file).toLowerCase()];
  if (parse === undefined) {
    throw new UserError('unknown-format', `${shown} is neither JSON nor YAML nor TOML by its name`, {
      fix: 'give the file a name that ends in .json, .yaml, .yml or .toml',
    });
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > most) {
    throw new UserError('file-too-large', `${shown} has ${bytes} bytes, more than ${most}`, {
      fix: 'keep curves and tables in files of their own',
    });
  }
  try {
    return parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    const [reason = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
    const said = reason.includes('call stack') ? 'it is nested too deeply' : reason;
    throw new UserError('file-syntax', `${shown} cannot be parsed: ${said}`, {
      fix: 'mend the file, or the command that writes it',
      cause,
    });
  }
}
