import { UserError } from '@assay/contract';
import { type Document, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** Where a key begins in its file, as a line. */
export type LineOf = (node: Node) => number;

/**
 * What stands at a dotted key. A key of the file may hold dots itself, and may be a number.
 *
 * @returns `undefined`: there is no such key, or it has no value of its own
 * @throws UserError `key-twice`: programs read the last of several, and one alone can be set
 */
export function findKey(document: Document, key: string, file: string, lineOf: LineOf): Node | undefined {
  const twice = (nodes: readonly unknown[]) => {
    const lines = nodes.map((node) => lineOf(node as Node)).join(' and ');
    return new UserError('key-twice', `${file} has the key "${key}" more than once: lines ${lines}`, {
      fix: 'leave one of them: most programs read the last, and say nothing of the others',
    });
  };
  const below = (node: unknown, path: readonly string[]): Node[] => {
    const [part, ...rest] = path;
    if (part === undefined) return [node as Node];
    if (isSeq(node)) return /^\d+$/.test(part) ? below(node.items[Number(part)], rest) : [];
    if (!isMap(node)) return [];
    return path.flatMap((_, at) => {
      const pairs = node.items.filter((pair) => nameOf(pair) === path.slice(0, at + 1).join('.'));
      if (pairs.length > 1) throw twice(pairs.map((pair) => pair.key));
      return pairs.flatMap((pair) => below(pair.value, path.slice(at + 1)));
    });
  };
  const found = below(document.contents, key.split('.'));
  if (found.length > 1) throw twice(found);
  return found[0];
}

/** A key as it is written, without its quotes: `2024` and `1.50` are no texts to YAML. */
function nameOf({ key }: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}
