import { UserError } from '../user-error.ts';

/** What stands at the end of a dotted key: a scalar, a date, or an empty list or map. */
export type Leaf = unknown;

const DEEPEST = 100;

/**
 * Nested maps as dotted keys, in the order of the file. A key or text with half of a character, which no record can hold,
 * is spelt out as JSON does.
 *
 * @param lists `index` takes lists apart (`layers.0`); `keep` hands them on whole
 * @param shown how messages call the file
 * @throws UserError `not-a-map`, `ambiguous-key` when two places have one dotted key, `too-deep`
 */
export function flatten(value: unknown, lists: 'index' | 'keep', shown: string): Map<string, Leaf> {
  const flat = new Map<string, Leaf>();
  const walk = (at: unknown, path: readonly string[]): void => {
    if (path.length > DEEPEST) {
      throw new UserError('too-deep', `${shown} is nested more than ${DEEPEST} levels deep`, {
        fix: 'flatten the file',
      });
    }
    const inner = isMap(at) || (lists === 'index' && Array.isArray(at)) ? Object.entries(at) : [];
    for (const [key, child] of inner) walk(child, [...path, key]);
    if (inner.length > 0 || path.length === 0) return;
    const key = whole(path.join('.'));
    if (flat.has(key)) {
      throw new UserError('ambiguous-key', `${shown} has ${JSON.stringify(key)} in two places`, {
        fix: 'rename one: a key with a dot in it reads like a nested one',
      });
    }
    flat.set(key, typeof at === 'string' ? whole(at) : at);
  };
  if (value !== null && value !== undefined && !isMap(value)) {
    throw new UserError('not-a-map', `${shown} is not a map of names to values`, {
      fix: 'write `name: value` (YAML), `name = value` (TOML) or `{"name": value}` (JSON)',
    });
  }
  walk(value, []);
  return flat;
}

const NOT_FINITE = /^([-+]?)\.?(?:(nan)|inf(?:inity)?)$/i;

/**
 * The number that a leaf is, which may be NaN or infinite, also as the text that YAML and MLflow make of these;
 * `undefined` for what is no number.
 */
export function numberOf(leaf: Leaf): number | undefined {
  if (typeof leaf === 'number') return leaf;
  if (typeof leaf === 'bigint') return Number(leaf);
  const [found, sign, nan] = typeof leaf === 'string' ? (NOT_FINITE.exec(leaf) ?? []) : [];
  if (found === undefined) return undefined;
  if (nan !== undefined) return Number.NaN;
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function whole(text: string): string {
  return text.isWellFormed() ? text : JSON.stringify(text);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
