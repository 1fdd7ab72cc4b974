import { UserError } from '@assay/contract';

/** What stands at the end of a dotted key: a scalar, a date, or an empty list or map. */
export type Leaf = unknown;

const DEEPEST = 100;

/**
 * Nested maps as dotted keys, in the order of the file.
 *
 * @param lists `index` takes lists apart (`layers.0`); `keep` hands them on whole
 * @throws UserError `not-a-map`, `ambiguous-key` when two places have one dotted key, `too-deep`
 */
export function flatten(value: unknown, lists: 'index' | 'keep', what: string): Map<string, Leaf> {
  const flat = new Map<string, Leaf>();
  const walk = (at: unknown, path: readonly string[]): void => {
    if (path.length > DEEPEST) {
      throw new UserError('too-deep', `\`${what}\` is nested more than ${DEEPEST} levels deep`, {
        fix: 'flatten the file',
      });
    }
    const inner = isMap(at) || (lists === 'index' && Array.isArray(at)) ? Object.entries(at) : [];
    for (const [key, child] of inner) walk(child, [...path, key]);
    if (inner.length > 0 || path.length === 0) return;
    const key = path.join('.');
    if (flat.has(key)) {
      throw new UserError('ambiguous-key', `\`${what}\` has ${JSON.stringify(key)} in two places`, {
        fix: 'rename one: a key with a dot in it reads like a nested one',
      });
    }
    flat.set(key, at);
  };
  if (value !== null && value !== undefined && !isMap(value)) {
    throw new UserError('not-a-map', `\`${what}\` is not a map of names to values`, {
      fix: 'write `name: value` (YAML), `name = value` (TOML) or `{"name": value}` (JSON)',
    });
  }
  walk(value, []);
  return flat;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
