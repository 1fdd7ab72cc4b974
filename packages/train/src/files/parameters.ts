import { flatten, type Leaf, type Training } from '@assay/contract';
import { readValueFile } from './value-file.ts';

type Parameter = Training['params'][string];

/**
 * The parameters of a training: dotted key to scalar, `layers.0` for lists. What JSON's numbers cannot hold (NaN,
 * infinities, integers beyond 2^53) and dates are kept as text, empty lists and maps as `[]` and `{}`, so that no change
 * of a parameter is lost on the fingerprint.
 *
 * @throws UserError as readValueFile and flatten
 */
export async function readParameters(root: string, path: string | undefined): Promise<Training['params']> {
  if (path === undefined) return {};
  const { value, shown } = await readValueFile(root, path, 'train.params');
  return Object.fromEntries([...flatten(value, 'index', shown)].map(([key, leaf]) => [key, parameter(leaf)]));
}

function parameter(leaf: Leaf): Parameter {
  switch (typeof leaf) {
    case 'string':
    case 'boolean':
      return leaf;
    case 'number':
      return Number.isFinite(leaf) ? leaf : String(leaf);
    case 'bigint':
      return Number.isSafeInteger(Number(leaf)) ? Number(leaf) : String(leaf);
  }
  if (leaf instanceof Date) return leaf.toISOString();
  if (Array.isArray(leaf)) return '[]';
  return leaf === null || leaf === undefined ? null : '{}';
}
