import { extname } from 'node:path';
import { UserError } from '@assay/contract';
import {
  type Document,
  isScalar,
  LineCounter,
  parseDocument,
  parse as parseYaml,
  type Scalar,
  stringify,
} from 'yaml';
import { findKey, type LineOf } from './find-key.ts';

type Value = string | number | boolean;

/**
 * The text of a YAML or JSON file with one value changed, and every other byte as it was.
 *
 * @param key dotted; parts that are numbers count the entries of a list
 * @throws UserError `change-format`, `file-syntax`, `key-missing`, `key-not-scalar`, `key-twice`
 */
export function setKey(text: string, file: string, key: string, value: Value): string {
  const ending = extname(file).toLowerCase();
  if (!['.yaml', '.yml', '.json'].includes(ending)) {
    throw new UserError('change-format', `"${key}" of ${file}: only keys of YAML and JSON files can be set`, {
      fix: 'keep this parameter in a .yaml or .json file; TOML is not written',
    });
  }
  const node = scalarAt(text, file, key);
  if (node.value === value) return text;
  const [start = 0, end = 0] = node.range ?? [];
  const put = (token: string) => text.slice(0, start) + apart(text, start, end, token) + text.slice(end);
  // A plain word can mean something where it stands (a comma in a list of one line): then it is quoted.
  const quoted = JSON.stringify(value);
  for (const token of ending === '.json' ? [quoted] : [inStyleOf(node, value), quoted]) {
    const next = put(token);
    if (says(next, file, key, value)) return next;
  }
  throw new UserError('change-format', `"${key}" of ${file} cannot be set to ${quoted}`, {
    fix: 'write this value plainly, on one line',
  });
}

function parse(text: string): { document: Document; lineOf: LineOf } {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    uniqueKeys: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  return { document, lineOf: ({ range }) => lines.linePos(range?.[0] ?? 0).line };
}

function scalarAt(text: string, file: string, key: string): Scalar {
  const { document, lineOf } = parse(text);
  const [error] = document.errors;
  if (error !== undefined) {
    throw new UserError('file-syntax', `${file} cannot be parsed: ${error.message.split('\n')[0]}`, {
      fix: 'mend the file',
      cause: error,
    });
  }
  const node = findKey(document, key, file, lineOf);
  if (node === undefined) {
    throw new UserError('key-missing', `${file} has no key "${key}"`, {
      fix: 'add the key to the file, with the value that it has now, or correct "key:" under "retrain.changes"',
    });
  }
  const block = isScalar(node) && (node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED');
  if (isScalar(node) && !block && node.range) return node;
  throw new UserError('key-not-scalar', `"${key}" of ${file} is not one value on one line`, {
    fix: 'name a key whose value is a text, a number or true or false; write out what comes from an alias',
  });
}

/** A token in the place of a value. Where there was none (`until:`), it may touch the colon or a comment. */
function apart(text: string, start: number, end: number, token: string): string {
  if (start < end) return token;
  return (/\S$/.test(text.slice(0, start)) ? ' ' : '') + token + (text[end] === '#' ? ' ' : '');
}

function inStyleOf(node: Scalar, value: Value): string {
  if (typeof value !== 'string') return String(value);
  if (node.type === 'QUOTE_DOUBLE') return JSON.stringify(value);
  if (node.type === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  const plain = stringify(value, { lineWidth: 0 }).trimEnd();
  return isAsBefore(plain, node.source ?? '') ? plain : JSON.stringify(value);
}

/** Python reads YAML 1.1, where a plain `no` is false and a plain day is a date: a day stays one, a text becomes none. */
function isAsBefore(plain: string, before: string): boolean {
  const kind = (text: string) => {
    const value: unknown = parseYaml(text, { version: '1.1', logLevel: 'error' });
    return value instanceof Date ? 'date' : typeof value;
  };
  return kind(plain) === 'string' || kind(plain) === kind(before);
}

/** Whether the new text means the new value there; that it means the same elsewhere follows from one token's place. */
function says(text: string, file: string, key: string, value: Value): boolean {
  const { document, lineOf } = parse(text);
  if (document.errors.length > 0) return false;
  const node = findKey(document, key, file, lineOf);
  return isScalar(node) && node.value === value;
}
