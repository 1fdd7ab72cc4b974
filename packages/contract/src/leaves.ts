import { extname } from 'node:path';
import JSON5 from 'json5';
import { parse as parseToml } from 'smol-toml';
import { UserError } from './user-error.ts';
import { YamlSource } from './yaml-source.ts';

export type Leaf = string | number | boolean | null;

const MAX_BYTES = 10_000_000;
const MAX_LEAVES = 10_000;
const MAX_DEPTH = 100;

/**
 * The leaves of a JSON, YAML or TOML text by their dotted paths: `{a: {b: [1]}}` is `a.b.0: 1`.
 *
 * Python's json writes bare `NaN` and `Infinity`: they are read, as numbers that are not finite.
 *
 * @param file its ending says the format
 * @throws UserError `file-format`, `file-syntax`, `file-too-large`, `file-too-deep`, and those of a YAML file
 */
export function parseLeaves(text: string, file: string): Record<string, Leaf> {
  if (text.length > MAX_BYTES) throw tooLarge(file, `${MAX_BYTES} bytes`);
  const leaves = new Map<string, Leaf>();
  collect(parseByEnding(text, file), [], leaves, file);
  return Object.fromEntries(leaves);
}

function parseByEnding(text: string, file: string): unknown {
  const ending = extname(file).toLowerCase();
  try {
    switch (ending) {
      case '.json':
        return parseJson(text);
      case '.yaml':
      case '.yml':
        return new YamlSource(text, file).value();
      case '.toml':
        return parseToml(text);
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new UserError('file-syntax', `${file} cannot be read: ${reason}`, {
      fix: `write valid ${ending.slice(1).toUpperCase()}`,
      cause,
    });
  }
  throw new UserError('file-format', `${file} is of a format that is not read here`, {
    fix: 'write it as .json, .yaml or .toml',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // JSON5 knows NaN and Infinity; it is slow, and so comes second.
    if (!/NaN|Infinity/.test(text)) throw error;
    return JSON5.parse(text);
  }
}

function collect(value: unknown, path: readonly string[], leaves: Map<string, Leaf>, file: string): void {
  if (leaves.size >= MAX_LEAVES) throw tooLarge(file, `${MAX_LEAVES} values`);
  if (path.length > MAX_DEPTH) {
    throw new UserError('file-too-deep', `${file} is nested more than ${MAX_DEPTH} deep`, {
      fix: 'nest lists and keys less',
    });
  }
  if (!(path.at(-1) ?? '').isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) {
    throw new UserError('file-syntax', `${file} holds half of a character at ${path.join('.').toWellFormed()}`, {
      fix: 'write whole characters of Unicode: "\\ud83d\\ude00", not "\\ud83d" alone',
    });
  }
  if (value instanceof Date) {
    leaves.set(path.join('.'), value.toISOString());
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) collect(inner, [...path, key], leaves, file);
  } else if (path.length > 0) {
    leaves.set(path.join('.'), typeof value === 'bigint' ? Number(value) : (value as Leaf));
  }
}

function tooLarge(file: string, limit: string): UserError {
  return new UserError('file-too-large', `${file} holds more than ${limit}`, {
    fix: 'keep what is per row elsewhere: this file is for params or metrics',
  });
}
